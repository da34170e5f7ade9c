import Platform

/// Turns each row of scores into weights that are positive and sum to one: eˣ / Σ eˣ.
///
/// The largest score of the row is taken off first, which changes nothing but keeps eˣ in range.
///
/// - Parameter scores: Shape `[n, m]`.
/// - Returns: Shape `[n, m]`.
public func softmax(_ scores: Matrix) -> Matrix {
  var weights = scores
  for row in 0..<scores.rows {
    let range = row * scores.columns..<(row + 1) * scores.columns
    guard let largest = scores.values[range].max() else { continue }
    var sum: Float = 0
    for index in range {
      weights.values[index] = exp(scores.values[index] - largest)
      sum += weights.values[index]
    }
    for index in range { weights.values[index] /= sum }
  }
  return weights
}

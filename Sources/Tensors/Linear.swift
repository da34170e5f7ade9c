// T rows (tokens), I inputs, O outputs.

/// A linear layer: y = x·Wᵀ + b.
public struct Linear: Sendable {
  /// The weight as it lies in the file; converted only when it is asked for.
  public let storedWeight: StoredTensor
  /// Shape `[O]`.
  public let bias: [Float]

  /// Shape `[O, I]`, converted from the file each time.
  public var weight: Matrix { storedWeight.matrix }
  public var inputs: Int { storedWeight.shape[1] }
  public var outputs: Int { storedWeight.shape[0] }

  /// - Precondition: `bias` has a number for each row of `weight`.
  public init(weight: Matrix, bias: [Float]) {
    self.init(storedWeight: StoredTensor(weight), bias: bias)
  }

  /// - Parameters:
  ///   - weight: Shape `[O, I]`.
  ///   - bias: Shape `[O]`; without one, nothing is added.
  public init(weight: StoredTensor, bias: StoredTensor?) {
    self.init(
      storedWeight: weight,
      bias: bias?.values ?? [Float](repeating: 0, count: weight.shape[0]))
  }

  private init(storedWeight: StoredTensor, bias: [Float]) {
    precondition(storedWeight.shape.count == 2, "a weight has two dimensions")
    precondition(
      bias.count == storedWeight.shape[0],
      "\(bias.count) biases for \(storedWeight.shape[0]) outputs")
    self.storedWeight = storedWeight
    self.bias = bias
  }

  /// - Parameter x: Shape `[T, I]`.
  /// - Returns: Shape `[T, O]`.
  /// - Complexity: O(T·I·O).
  public func callAsFunction(_ x: Matrix) -> Matrix {
    precondition(x.columns == inputs, "\(x.columns) inputs, expected \(inputs)")
    var y = Matrix(rows: x.rows, columns: outputs)
    let weight = weight
    x.values.withUnsafeBufferPointer { x in
      weight.values.withUnsafeBufferPointer { weight in
        for output in 0..<outputs {
          let w = UnsafeBufferPointer(rebasing: weight[output * inputs..<(output + 1) * inputs])
          for row in 0..<y.rows {
            let products = dot(
              UnsafeBufferPointer(rebasing: x[row * inputs..<(row + 1) * inputs]), w)
            y.values[row * outputs + output] = products + bias[output]
          }
        }
      }
    }
    return y
  }
}

/// Σ xᵢ·yᵢ of two rows of one length, in sixteen sums that are added up at the end.
func dot(_ x: UnsafeBufferPointer<Float>, _ y: UnsafeBufferPointer<Float>) -> Float {
  let (a, b) = (UnsafeRawBufferPointer(x), UnsafeRawBufferPointer(y))
  var sums = SIMD16<Float>()
  let whole = x.count & ~15
  var index = 0
  while index < whole {
    sums +=
      a.loadUnaligned(fromByteOffset: 4 * index, as: SIMD16<Float>.self)
      * b.loadUnaligned(fromByteOffset: 4 * index, as: SIMD16<Float>.self)
    index += 16
  }
  var sum = sums.sum()
  while index < x.count {
    sum += x[index] * y[index]
    index += 1
  }
  return sum
}

/// The dot products of the rows of two matrices: a·bᵀ.
///
/// - Parameters:
///   - a: Shape `[n, D]`.
///   - b: Shape `[m, D]`.
/// - Returns: Shape `[n, m]`.
public func dotProducts(_ a: Matrix, _ b: Matrix) -> Matrix {
  Linear(weight: b, bias: [Float](repeating: 0, count: b.rows))(a)
}

/// Sums of rows, weighted: weights·values.
///
/// - Parameters:
///   - weights: Shape `[n, m]`.
///   - values: Shape `[m, D]`.
/// - Returns: Shape `[n, D]`.
public func weightedSums(_ weights: Matrix, of values: Matrix) -> Matrix {
  precondition(weights.columns == values.rows, "a weight for each row")
  var sums = Matrix(rows: weights.rows, columns: values.columns)
  for row in 0..<weights.rows {
    for source in 0..<values.rows {
      let weight = weights[row, source]
      for column in 0..<values.columns {
        sums.values[row * values.columns + column] +=
          weight * values.values[source * values.columns + column]
      }
    }
  }
  return sums
}

/// The cosine of the angle between two vectors: 1 in the same direction, 0 at right angles; 0 too
/// where one of them has no direction.
///
/// - Precondition: Both have the same number of channels.
public func cosine(_ a: [Float], _ b: [Float]) -> Double {
  precondition(a.count == b.count, "vectors of \(a.count) and \(b.count) channels")
  var (ab, aa, bb) = (0.0, 0.0, 0.0)
  for channel in a.indices {
    let (x, y) = (Double(a[channel]), Double(b[channel]))
    ab += x * y
    aa += x * x
    bb += y * y
  }
  let lengths = (aa * bb).squareRoot()
  // Rounding must not carry the cosine of a vector with itself past 1.
  return lengths > 0 ? max(-1, min(1, ab / lengths)) : 0
}

/// How alike two uses are in their contexts: the cosine of their vectors.
///
/// - Parameter layer: One that both sentences have; without it, the one each was read for.
public func similarity(_ a: Use, _ b: Use, layer: Int? = nil) -> Double {
  cosine(
    a.sentence.vector(of: a.tokens, layer: layer), b.sentence.vector(of: b.tokens, layer: layer))
}

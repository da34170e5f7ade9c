import Platform

/// How far two ways of sharing out 1 lie apart: 0 where they are the same, 1 where nothing has a share in both.
///
/// The square root of the Jensen-Shannon divergence in bits (Lin 1991, "Divergence measures based on the Shannon
/// entropy"; Endres and Schindelin 2003 for the root, which makes a distance of it).
public func jensenShannonDistance(_ p: [Double], _ q: [Double]) -> Double {
  precondition(p.count == q.count, "\(p.count) shares against \(q.count)")
  func information(_ share: Double, _ mean: Double) -> Double {
    share > 0 ? share * log2(share / mean) : 0
  }
  let divergence = zip(p, q).reduce(0) { sum, pair in
    let mean = (pair.0 + pair.1) / 2
    return sum + (information(pair.0, mean) + information(pair.1, mean)) / 2
  }
  // Rounding can take it below nothing.
  return max(0, divergence).squareRoot()
}

/// The rank of each value, 1 for the smallest; equal values share the mean of their ranks.
public func ranks(of values: [Double]) -> [Double] {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = [Double](repeating: 0, count: values.count)
  var first = 0
  while first < order.count {
    var last = first
    while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
    for place in first...last { ranks[order[place]] = Double(first + last) / 2 + 1 }
    first = last + 1
  }
  return ranks
}

/// Spearman's rank correlation of two lists of numbers, from −1 to 1.
///
/// - Returns: `nil` where it is not defined: fewer than two values, or all values of one list
///   equal.
public func spearman(_ x: [Double], _ y: [Double]) -> Double? {
  precondition(x.count == y.count, "\(x.count) values against \(y.count)")
  guard x.count > 1 else { return nil }
  let (a, b) = (ranks(of: x), ranks(of: y))
  let mean = Double(x.count + 1) / 2
  var (ab, aa, bb) = (0.0, 0.0, 0.0)
  for i in a.indices {
    ab += (a[i] - mean) * (b[i] - mean)
    aa += (a[i] - mean) * (a[i] - mean)
    bb += (b[i] - mean) * (b[i] - mean)
  }
  guard aa > 0, bb > 0 else { return nil }
  return ab / (aa * bb).squareRoot()
}

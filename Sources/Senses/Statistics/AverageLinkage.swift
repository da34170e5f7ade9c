// n items.

/// Joins the two most similar groups, again and again, while their mean similarity is high enough.
///
/// Average linkage (UPGMA; Sokal and Michener 1958).
///
/// - Parameters:
///   - similarities: Shape `[n, n]`, symmetric.
///   - sizes: How many each item stands for, where items are groups already; `nil` is one each.
///   - floor: Groups less alike than this, on average over their pairs, stay apart.
///   - check: Called between pieces of work; what it throws is thrown on.
/// - Returns: The groups, and how similar each two were that were joined, in order.
/// - Complexity: O(n³) at worst.
public func averageLinkage(
  _ similarities: [[Double]], sizes: [Int]? = nil, floor: Double, checking check: () throws -> Void
) rethrows -> (partition: Partition, joined: [Double]) {
  var means = similarities
  var sizes = (sizes ?? [Int](repeating: 1, count: similarities.count)).map(Double.init)
  var joined: [Double] = []
  var groups = similarities.indices.map { [$0] }
  var alive = Array(similarities.indices)
  while alive.count > 1 {
    try check()
    var best = (value: -Double.infinity, a: 0, b: 0)
    for (place, a) in alive.enumerated() {
      for b in alive[(place + 1)...] where means[a][b] > best.value { best = (means[a][b], a, b) }
    }
    guard best.value >= floor else { break }
    let (sizeA, sizeB) = (sizes[best.a], sizes[best.b])
    for other in alive where other != best.a && other != best.b {
      let mean =
        (sizeA * means[best.a][other] + sizeB * means[best.b][other]) / (sizeA + sizeB)
      means[best.a][other] = mean
      means[other][best.a] = mean
    }
    groups[best.a] += groups[best.b]
    sizes[best.a] += sizeB
    joined.append(best.value)
    alive.removeAll { $0 == best.b }
  }
  var labels = [Int](repeating: 0, count: similarities.count)
  for group in alive { for item in groups[group] { labels[item] = group } }
  return (Partition(labels), joined)
}

public func averageLinkage(
  _ similarities: [[Double]], sizes: [Int]? = nil, floor: Double
) -> (partition: Partition, joined: [Double]) {
  averageLinkage(similarities, sizes: sizes, floor: floor, checking: {})
}

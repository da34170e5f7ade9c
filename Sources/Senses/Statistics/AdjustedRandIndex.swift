/// How far two ways of grouping the same items agree: 1 when they are the same, 0 on average when
/// one of them is shuffled, below 0 when they agree less than that.
///
/// Hubert and Arabie 1985, "Comparing partitions", equation 5: over the table of counts nᵢⱼ,
///
///     (Σ C(nᵢⱼ, 2) − E) / (½ (Σ C(aᵢ, 2) + Σ C(bⱼ, 2)) − E),   E = Σ C(aᵢ, 2) · Σ C(bⱼ, 2) / C(n, 2)
///
/// - Returns: 1 also where both put all items in one group, or each in its own.
public func adjustedRandIndex<A: Hashable, B: Hashable>(_ a: [A], _ b: [B]) -> Double {
  precondition(a.count == b.count, "\(a.count) labels against \(b.count)")
  let cells = pairs(inGroupsOf: zip(a, b).map { Pair(a: $0, b: $1) })
  let (rows, columns) = (pairs(inGroupsOf: a), pairs(inGroupsOf: b))
  let all = pairs(a.count)
  guard all > 0 else { return 1 }
  let expected = rows * columns / all
  let largest = (rows + columns) / 2
  return largest == expected ? 1 : (cells - expected) / (largest - expected)
}

private struct Pair<A: Hashable, B: Hashable>: Hashable {
  let a: A
  let b: B
}

/// How many pairs of items share a label.
private func pairs(inGroupsOf labels: [some Hashable]) -> Double {
  var sizes: [AnyHashable: Int] = [:]
  for label in labels { sizes[label, default: 0] += 1 }
  return sizes.values.reduce(0) { $0 + pairs($1) }
}

private func pairs(_ items: Int) -> Double { Double(items) * Double(items - 1) / 2 }

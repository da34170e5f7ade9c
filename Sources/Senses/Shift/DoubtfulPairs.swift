/// The pairs of uses of which a model can say least whether they have one sense: those for people to judge.
public struct DoubtfulPairs: Sendable {
  public struct Pair: Sendable, Hashable {
    public let a, b: Int
    /// That both have one sense.
    public let probability: Double
  }

  /// Those of each two groups in turn.
  public let pairs: [Pair]

  /// - Parameters:
  ///   - groups: Of each use, its group.
  ///   - count: How many are wanted. Of each two groups, and within each, there are as many, as far as there are uses;
  ///     and no use is in many more pairs than others.
  ///   - chance: That two uses have one sense.
  ///   - check: Called between pieces of work; what it throws is thrown on.
  public init(
    of groups: [Int], count: Int, chance: (Int, Int) -> Double, checking check: () throws -> Void
  ) rethrows {
    var kinds: [[Int]: [Pair]] = [:]
    for a in groups.indices {
      try check()
      for b in groups.indices.dropFirst(a + 1) {
        kinds[[groups[a], groups[b]].sorted(), default: []].append(
          Pair(a: a, b: b, probability: chance(a, b)))
      }
    }
    var queues = kinds.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { _, pairs in
      pairs.sorted { x, y in
        let (first, second) = (abs(x.probability - 0.5), abs(y.probability - 0.5))
        return first == second ? (x.a, x.b) < (y.a, y.b) : first < second
      }[...]
    }
    let most = max(4, (4 * count + groups.count - 1) / max(1, groups.count))
    var taken = [Int](repeating: 0, count: groups.count)
    var chosen: [Pair] = []
    var turn = 0
    while chosen.count < count, queues.contains(where: { !$0.isEmpty }) {
      let queue = turn % queues.count
      turn += 1
      while let pair = queues[queue].popFirst() {
        guard taken[pair.a] < most, taken[pair.b] < most else { continue }
        taken[pair.a] += 1
        taken[pair.b] += 1
        chosen.append(pair)
        break
      }
    }
    pairs = chosen
  }
}

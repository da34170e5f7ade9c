import ContextualEmbeddings

/// Whether all uses of a word have one sense: every pair of them judged.
public struct Sameness: Sendable, Hashable {
  public struct Pair: Sendable, Hashable {
    /// Numbers of the two uses, from 0, the smaller first.
    public let first: Int
    public let second: Int
    public let judgement: Judgement
  }

  /// How many uses there are.
  public let count: Int
  /// All pairs, in order.
  public let pairs: [Pair]

  public init(of uses: [Use], by reader: any UseReader) throws {
    try Use.checkComparable(uses)
    let vectors = try reader.vectors(of: uses) { $0 }
    count = uses.count
    var pairs: [Pair] = []
    try forEachPair(of: uses.count, checking: reader.checkInterrupt) { first, second in
      pairs.append(
        Pair(
          first: first, second: second,
          judgement: reader.judgement(
            of: vectors[first], and: vectors[second],
            doubts: Doubt.about(uses[first], and: uses[second]))))
    }
    self.pairs = pairs
  }

  /// One sense if every pair has one; different senses if any pair clearly has two; else unsure,
  /// for the reasons of the unsure pairs. `nil` with fewer than two uses.
  public var verdict: Verdict? {
    guard !pairs.isEmpty else { return nil }
    let verdicts = pairs.map(\.judgement.verdict)
    if verdicts.contains(.different) { return .different }
    var doubts: [Doubt] = []
    for case .unsure(let reasons) in verdicts {
      doubts += reasons.filter { !doubts.contains($0) }
    }
    return doubts.isEmpty ? .same : .unsure(doubts)
  }

  /// Pairs by verdict.
  public func count(where matches: (Verdict) -> Bool) -> Int {
    pairs.count { matches($0.judgement.verdict) }
  }

  /// The pair that is least alike.
  public var farthest: Pair? { pairs.min { $0.judgement.similarity < $1.judgement.similarity } }
  /// The pair that is most alike.
  public var nearest: Pair? { pairs.max { $0.judgement.similarity < $1.judgement.similarity } }
}

/// A sentence read word by word: after which word the sense of a use settles towards one of two
/// examples.
public struct Reading: Sendable, Hashable {
  public struct Step: Sendable, Hashable {
    /// The last token read.
    public let token: Int
    public let word: String
    /// Cosine with each example.
    public let first: Double
    public let second: Double
    /// How far the use leans to the first example, or below zero to the second.
    public var lead: Double { first - second }
  }

  /// One for each word from the use to the end of the sentence.
  public let steps: [Step]

  public init(steps: [Step]) {
    precondition(!steps.isEmpty, "reading begins with the use itself")
    self.steps = steps
  }

  /// The example it ends nearer to: 1 or 2, or `nil` where both are as near.
  public var side: Int? {
    let lead = steps.last!.lead
    return lead == 0 ? nil : lead > 0 ? 1 : 2
  }

  /// The step after which the lead no longer changes sides.
  public var settled: Int? {
    guard let side else { return nil }
    let against = steps.lastIndex { side == 1 ? $0.lead <= 0 : $0.lead >= 0 }
    return against.map { $0 + 1 } ?? 0
  }
}

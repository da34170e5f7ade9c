/// The ids of the special words around each text that a model reads.
public struct TextFrame: Sendable, Hashable {
  public var before: [Int32]
  public var after: [Int32]

  public init(before: [Int32], after: [Int32]) {
    self.before = before
    self.after = after
  }

  /// How many there are.
  public var count: Int { before.count + after.count }
}

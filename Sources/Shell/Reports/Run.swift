/// Some text of one look.
public struct Run: Sendable, Hashable {
  public let text: String
  /// From 0 to 1, where it shows a value.
  public let level: Double?
  /// How much it stands out.
  public let emphasis: Emphasis

  public init(_ text: String, level: Double? = nil, _ emphasis: Emphasis = .none) {
    self.text = text
    self.level = level
    self.emphasis = emphasis
  }

  public enum Emphasis: Sendable, Hashable {
    case none, strong, faint
  }
}

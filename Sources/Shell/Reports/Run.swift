import Platform

/// Some text of one look.
///
/// All that people read is made of these, and whoever wrote it, it is shown and not sent: what is hidden in it has become
/// pictures.
public struct Run: Sendable, Hashable {
  /// On one line.
  public let text: String
  /// From 0 to 1, where it shows a value.
  public let level: Double?
  /// How much it stands out.
  public let emphasis: Emphasis

  public init(_ text: String, level: Double? = nil, _ emphasis: Emphasis = .none) {
    self.text = text.onOneLine
    self.level = level
    self.emphasis = emphasis
  }

  public enum Emphasis: Sendable, Hashable {
    case none, strong, faint
  }
}

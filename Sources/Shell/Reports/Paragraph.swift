/// Words that flow to the width of the window.
public struct Paragraph: Sendable, Hashable {
  public let runs: [Run]
  /// Columns that every line but the first is moved in.
  public let indent: Int

  public init(_ runs: [Run], indent: Int = 0) {
    self.runs = runs
    self.indent = indent
  }
}

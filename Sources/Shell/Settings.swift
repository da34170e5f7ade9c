import ArgumentParser

/// What `/set` and the program's options change.
public struct Settings: Sendable, Hashable {
  public var output = OutputFormat.text
  /// The most sentences kept.
  public var keep = 1000
  /// Columns of the window.
  public var width = 80
  /// Whether values are also coloured.
  public var colour = false
  /// Whether pictures and tables are written as plain sentences, for a screen reader.
  public var plain = false

  /// Decides what chance decides, where a command is not told.
  public var seed: UInt64 = 1

  public init() {}

  public var style: TextStyle { TextStyle(width: max(20, width), colour: colour, plain: plain) }
}

/// How answers are written.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable, ExpressibleByArgument {
  /// For people.
  case text
  /// One JSON object for each line of input.
  case jsonl
  /// Rows of fields with tabs between them, the number of the input line first.
  case tsv
}

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

  /// Whether answers go to a terminal, where rows too are shown; a pipe and a file get the bytes that were read.
  public var isAtTerminal = false

  /// Whether the time that each answer took is said.
  public var timing = false
  /// Whether an answer higher than the window goes through a pager.
  public var pager = true
  /// Whether rows come below the names of their columns.
  public var header = false

  /// Where the senses come from that uses are named by.
  public var senses = SensesChoice.wordNet

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
  /// The same with commas, as RFC 4180 has them; lines end as on this system.
  case csv
  /// What people are told, as Markdown.
  case markdown
  /// What people are told, as elements of a page.
  case html

  /// Whether answers are rows, in which there is no place for anything else.
  var isRows: Bool { self == .tsv || self == .csv }
}

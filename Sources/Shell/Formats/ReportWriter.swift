import Platform

/// Writes answers one after another.
public struct ReportWriter: Sendable {
  /// The columns named last.
  private var columns: [String] = []

  public init() {}

  /// The answer as it goes to standard output, each line with its end.
  ///
  /// - Parameter line: The number of the input line, from 1.
  public mutating func bytes(of report: Report, as settings: Settings, line: Int) -> [UInt8] {
    switch settings.output {
    case .text: Self.joined(report.blocks.flatMap { $0.lines(settings.style) })
    case .jsonl: JSONLines.object(line: line, report.fields)
    case .tsv, .csv:
      rows(of: report, as: settings, line: line)
    case .markdown: Self.joined(report.markdown)
    case .html: Self.joined(report.blocks.isEmpty ? [] : ["<section>", report.html, "</section>"])
    }
  }

  private mutating func rows(of report: Report, as settings: Settings, line: Int) -> [UInt8] {
    let rows = Self.joined(
      header(of: report.rows, as: settings)
        + report.rows.values.map { settings.output.row([.int(line)] + $0) })
    return settings.isAtTerminal ? shown(lines: rows) : rows
  }

  /// Names of columns, where they are wanted and not those of the rows above.
  private mutating func header(of rows: Rows, as settings: Settings) -> [String] {
    guard settings.header, !rows.columns.isEmpty, rows.columns != columns else { return [] }
    columns = rows.columns
    return [settings.output.row((["line"] + columns).map { .string($0) })]
  }

  private static func joined(_ lines: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      bytes += line.utf8
      bytes.append(0x0A)
    }
    return bytes
  }
}

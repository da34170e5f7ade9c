import ArgumentParser

/// Files that an answer also goes to.
public struct ReportFiles: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also writes a page that needs nothing else: no network, no other file.", valueName: "file"),
    completion: .file())
  public var html: String?
  @Option(
    help: ArgumentHelp(
      "Also writes a picture for a paper: text stays text, colours hold for every kind of colour vision.",
      valueName: "file"),
    completion: .file())
  public var svg: String?

  public init() {}

  var areAsked: Bool { html != nil || svg != nil }

  /// Writes each whole or not at all, and says so below the answer.
  ///
  /// - Parameter page: The page.
  func write(
    below report: inout Report, in session: inout Session, page: (Report) -> String
  ) throws {
    let plain = report
    if let html {
      try session.write(Array(page(plain).utf8), to: html)
      report.add(file: html, named: "html")
    }
    if let svg {
      guard let chart = plain.chart else {
        throw ShellError("no-chart", "there is nothing to draw in this answer; --html takes it")
      }
      try session.write(Array(chart.figure.file.utf8), to: svg)
      report.add(file: svg, named: "svg")
    }
  }
}

extension Report {
  /// What a picture of it shows: its first chart.
  var chart: Chart? {
    blocks.lazy.compactMap { block in
      switch block {
      case .chart(let chart), .plate(let chart): chart
      default: nil
      }
    }.first
  }

  /// Says that a file was written.
  fileprivate mutating func add(file: String, named name: String) {
    blocks += [.gap, .text("written to \(file)".onOneLine)]
    fields[name] = .string(file)
  }
}

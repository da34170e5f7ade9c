/// What a page is called, and what it shows in a sentence or two.
public struct PageHead: Sendable {
  public let title: String
  public let lead: String

  public init(_ title: String, lead: String = "") { (self.title, self.lead) = (title, lead) }
}

extension Report {
  /// The elements of a page, one under the other.
  var html: String { blocks.map(\.html).filter { !$0.isEmpty }.joined(separator: "\n") }

  /// The answer as a page of its own.
  func page(_ head: PageHead) -> String {
    let hasBars = blocks.contains { block in
      if case .chart(let chart) = block, case .bars = chart.content { true } else { false }
    }
    return HTMLPage(
      title: head.title, lead: head.lead,
      body: (hasBars ? BarChart.button + "\n" : "") + html, script: hasBars ? BarChart.script : ""
    ).text
  }
}

import Platform
import Senses
import UnicodeText

extension Report {
  /// As lines of Markdown, with tables as GitHub has them
  /// (https://github.github.com/gfm/#tables-extension-); charts are tables of their values.
  var markdown: [String] {
    let parts = blocks.map(\.markdown).filter { !$0.isEmpty }
    return parts.flatMap { $0 + [""] }
  }
}

extension Block {
  fileprivate var markdown: [String] {
    switch self {
    case .paragraph(let paragraph): [paragraph.markdown]
    case .legend(_, let plain): [markdownEscaped(plain)]
    case .table(let table): table.markdown
    case .excerpt(let excerpt): [excerpt.markdown]
    case .chart(let chart): chart.markdown
    case .plate, .gap: []
    }
  }
}

extension Paragraph {
  fileprivate var markdown: String {
    let text = runs.map { run -> String in
      let inner = markdownEscaped(run.text)
      // Marks of emphasis touch what they mark.
      guard run.emphasis == .strong, let first = inner.first, let last = inner.last,
        first != " ", last != " "
      else { return inner }
      return "**\(inner)**"
    }
    return String(text.joined().drop { $0 == " " })
  }
}

extension Excerpt {
  fileprivate var markdown: String {
    let (before, use, after) = self.use.parts(width: .max)
    let start = (lead.map(\.text) + (name.map { [$0 + "  "] } ?? [])).joined()
    return markdownEscaped(String(start.drop { $0 == " " }) + before)
      + "**\(markdownEscaped(use))**"
      + markdownEscaped(after)
  }
}

extension Table {
  fileprivate var markdown: [String] {
    let kept = columns.indices.filter { !columns[$0].isDrawing }
    func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
    return [
      row(kept.map { markdownEscaped(columns[$0].name) }),
      row(kept.map { columns[$0].isRight ? "---:" : "---" }),
    ] + rows.map { cells in row(kept.map { markdownEscaped(cells[$0].text.onOneLine) }) }
  }
}

extension Chart {
  fileprivate var markdown: [String] {
    switch content {
    case .cells(let map): map.table.markdown
    case .panels(let panels):
      panels.flatMap { [markdownEscaped($0.name), ""] + $0.map.table.markdown + [""] }
    case .points(let map): map.table.markdown + ["", markdownEscaped(map.caption)]
    case .layers(let plot): plot.table.markdown
    case .bars(let bars):
      bars.sides.flatMap { side in
        [side.excerpt.markdown, ""] + bars.table(of: side, withNotes: true).markdown + [""]
      } + (bars.sum.isEmpty ? [] : [markdownEscaped(bars.sum) + "."])
    case .lines(let plot): plot.table.markdown
    }
  }
}

extension HeatMap {
  /// The values as numbers.
  fileprivate var table: Table {
    Table(
      [.init("")] + columns.map { .init($0, right: true) },
      text: zip(rows, values).map { name, values in [name] + values.map(twoDecimals) })
  }
}

extension PointMap {
  fileprivate var table: Table {
    Table(
      [.init(""), .init("across", right: true), .init("up", right: true), .init("use")],
      text: names.indices.map { point in
        [
          mark(point), twoDecimals(plane.points[point].x), twoDecimals(plane.points[point].y),
          names[point],
        ]
      })
  }
}

extension CurvePlot {
  fileprivate var table: Table {
    Table(
      [
        .init("layer", right: true), .init("similarity", right: true),
        .init("random pairs", right: true), .init("uses of one word", right: true), .init(""),
      ],
      text: curve.layers.map { layer in
        [
          "\(layer.number)", twoDecimals(layer.similarity),
          layer.band.map { "\(twoDecimals($0.random)) ± \(twoDecimals($0.randomSpread))" } ?? "",
          layer.band.map { twoDecimals($0.sameWord) } ?? "",
          layer.number == curve.parting ? "here they part" : "",
        ]
      })
  }
}

/// Text in which nothing is hidden, and nothing taken for a mark of Markdown or of HTML.
private func markdownEscaped(_ text: String) -> String {
  var result = ""
  for (place, character) in text.onOneLine.enumerated() {
    // At the start of a line these begin a list, a heading or a quotation.
    let isMark = "\\`*_[]<>|~&".contains(character) || place == 0 && "#+-=".contains(character)
    if isMark, !(character == "-" && text.dropFirst().first?.isNumber == true) { result += "\\" }
    result.append(character)
  }
  return result
}

extension Block {
  /// This part of an answer as elements of a page.
  var html: String {
    switch self {
    case .paragraph(let paragraph):
      let text = paragraph.runs.map { run in
        run.emphasis == .strong ? "<strong>\(escaped(run.text))</strong>" : escaped(run.text)
      }
      return "<p>\(text.joined())</p>"
    case .table(let table): return table.html
    case .picture(let draw):
      let picture = draw(100)
      // What is drawn with characters is read out as sentences instead.
      let lines = picture.text(colour: false).map(escaped).joined(separator: "\n")
      let items = picture.plain.map { "<li>\(escaped($0))</li>" }.joined()
      return "<pre aria-hidden=\"true\">\(lines)</pre>\n<ul class=\"unseen\">\(items)</ul>"
    case .chart(let chart): return chart.html
    case .gap: return ""
    }
  }
}

extension Table {
  /// - Parameter isAnswer: Whether a column can be hidden, for a worksheet; its drawings are hidden too.
  func html(isAnswer: (Int) -> Bool) -> String {
    let heads = columns.map { column in
      "<th scope=\"col\"\(column.isRight ? "" : " class=\"words\"")>\(escaped(column.name))</th>"
    }.joined()
    let body = rows.map { row in
      let cells = zip(columns, row).enumerated().map { place, cell -> String in
        let (column, run) = cell
        if column.isDrawing {
          let width = decimals(8 * max(0, min(1, run.level ?? 0)), 2)
          let bar = "<span class=\"bar\" style=\"width:\(width)rem\"></span>"
          return "<td class=\"track\">\(isAnswer(place) ? Self.answer(bar) : bar)</td>"
        }
        return isAnswer(place)
          ? "<td>\(Self.answer(escaped(run.text)))</td>"
          : "<td\(column.isRight ? "" : " class=\"words\"")>\(escaped(run.text))</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return """
      <div class="wide"><table><thead><tr>\(heads)</tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody></table></div>
      """
  }

  /// What a worksheet can hide.
  static func answer(_ html: String) -> String { "<span class=\"answer\">\(html)</span>" }

  var html: String { html { _ in false } }
}

extension Answer {
  /// The answer as a page of its own.
  func page(title: String, lead: String) -> HTMLPage {
    HTMLPage(title: title, lead: lead, body: blocks.map(\.html).joined(separator: "\n"))
  }
}

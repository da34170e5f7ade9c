extension Block {
  /// This part of an answer as elements of a page.
  var html: String {
    switch self {
    case .paragraph(let paragraph): paragraph.html
    case .legend(_, let plain): "<p>\(content(plain))</p>"
    case .table(let table): table.html
    case .excerpt(let excerpt): excerpt.html
    case .chart(let chart), .plate(let chart): chart.html
    case .gap: ""
    }
  }
}

extension Paragraph {
  fileprivate var html: String {
    let text = runs.map { run in
      run.emphasis == .strong ? "<strong>\(content(run.text))</strong>" : content(run.text)
    }
    return "<p>\(text.joined())</p>"
  }
}

extension Excerpt {
  var html: String {
    let start = (lead.map(\.text) + (name.map { [$0 + "  "] } ?? [])).map(content).joined()
    return "<p>\(start)\(marked(use.text, use.use))</p>"
  }
}

extension Table {
  /// - Parameter isAnswer: Whether a column can be hidden, for a worksheet; its drawings are hidden too.
  func html(isAnswer: (Int) -> Bool) -> String {
    let heads = columns.map { column in
      "<th scope=\"col\"\(column.isRight ? "" : " class=\"words\"")>\(content(column.name))</th>"
    }.joined()
    let body = rows.map { row in
      let cells = zip(columns, row).enumerated().map { place, cell -> String in
        let (column, run) = cell
        if column.isDrawing {
          let bar =
            column.isSigned ? signedBar(2 * (run.level ?? 0.5) - 1) : Self.bar(run.level ?? 0)
          return "<td class=\"track\">\(isAnswer(place) ? Self.answer(bar) : bar)</td>"
        }
        return isAnswer(place)
          ? "<td>\(Self.answer(content(run.text)))</td>"
          : "<td\(column.isRight ? "" : " class=\"words\"")\(direction(of: run.text))>\(content(run.text))</td>"
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

  private static func bar(_ level: Double) -> String {
    "<span class=\"bar\" style=\"width:\(decimals(8 * max(0, min(1, level)), 2))rem\"></span>"
  }

  /// What a worksheet can hide.
  static func answer(_ html: String) -> String { "<span class=\"answer\">\(html)</span>" }

  var html: String { html { _ in false } }
}

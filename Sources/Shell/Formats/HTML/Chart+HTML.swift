import UnicodeText

extension Chart {
  /// The chart as elements of a page.
  var html: String {
    switch content {
    case .cells(let map): map.html
    case .points(let map): map.html
    case .bars(let bars): bars.html
    case .layers, .lines, .panels: "<figure>\(element)</figure>"
    }
  }
}

extension HeatMap {
  /// A table whose cells darken with their values.
  fileprivate var html: String {
    // Long names stand upright, so that columns stay as narrow as their numbers.
    let isTurned = columns.contains { $0.displayWidth > 6 }
    let heads = columns.map { "<th scope=\"col\"><span>\(content($0))</span></th>" }.joined()
    let body = rows.indices.map { row in
      let cells = values[row].map { value -> String in
        let level = level(value)
        return
          "<td style=\"background:\(Ramp.paper(level))\"\(Ramp.isDark(level) ? " class=\"dark\"" : "")>"
          + "\(escaped(short(value)))</td>"
      }
      return "<tr><th scope=\"row\">\(content(rows[row]))</th>\(cells.joined())</tr>"
    }
    return """
      <div class="wide"><table class="cells\(isTurned ? " turned" : "")"><thead><tr><td></td>\(heads)</tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody></table></div>
      """
  }
}

extension PointMap {
  /// A plot, and what its marks stand for below it.
  fileprivate var html: String {
    let items = names.indices.map { index in
      "<tr><th scope=\"row\">\(escaped(mark(index)))</th><td class=\"words\"\(direction(of: names[index]))>\(content(names[index]))</td></tr>"
    }
    return """
      <figure>\(plot(title: caption).element)</figure>
      <table class="marks"><tbody>
      \(items.joined(separator: "\n"))
      </tbody></table>
      """
  }
}

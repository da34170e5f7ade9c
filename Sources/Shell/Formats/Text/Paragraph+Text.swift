import UnicodeText

extension Paragraph {
  /// Breaks at spaces; a word wider than the window is broken where it must be.
  public func picture(width: Int) -> Picture {
    let plain = [runs.map(\.text).joined()]
    if plain[0].displayWidth <= width { return Picture(lines: [runs], plain: plain) }
    var lines: [[Run]] = [[]]
    var used = 0
    // Where that would leave too little room, a few columns show where a line goes on.
    let indent = indent > width / 2 ? min(4, width / 2) : indent
    func startLine() {
      while lines[lines.count - 1].last?.text == " " { lines[lines.count - 1].removeLast() }
      lines.append(indent > 0 ? [Run(String(repeating: " ", count: indent))] : [])
      used = indent
    }
    for (word, joined) in pieces {
      var rest = Substring(word.text)
      // A piece that continues a word stays on its line where that is possible.
      if !joined, used + rest.columns > width, used > indent { startLine() }
      if word.text == " ", used <= indent, lines.count > 1 { continue }
      while used + rest.columns > width {
        let part = rest.prefix(columns: width - used)
        if part.isEmpty {
          if used <= indent { break }
          startLine()
          continue
        }
        lines[lines.count - 1].append(
          Run(String(part), level: word.level, word.emphasis))
        rest = rest[part.endIndex...]
        startLine()
      }
      if !rest.isEmpty {
        lines[lines.count - 1].append(
          Run(String(rest), level: word.level, word.emphasis))
        used += rest.columns
      }
    }
    return Picture(lines: lines, plain: plain)
  }

  /// Words and the spaces between them, and whether each continues the word before it.
  private var pieces: [(run: Run, joined: Bool)] {
    var pieces: [(run: Run, joined: Bool)] = []
    for run in runs {
      var rest = Substring(run.text)
      var isFirst = true
      while let character = rest.first {
        let isSpace = character == " "
        let text = isSpace ? rest.prefix(1) : rest.prefix { $0 != " " }
        let joined =
          isFirst && !isSpace && pieces.last.map { $0.run.text != " " } ?? false
        pieces.append((Run(String(text), level: run.level, run.emphasis), joined))
        rest = rest[text.endIndex...]
        isFirst = false
      }
    }
    return pieces
  }
}

extension Substring {
  fileprivate var columns: Int { String(self).displayWidth }

  /// As many characters as fit.
  fileprivate func prefix(columns: Int) -> Substring {
    var width = 0
    var end = startIndex
    while end < endIndex {
      width += self[end].displayWidth
      if width > columns { break }
      end = index(after: end)
    }
    return self[..<end]
  }
}

import Platform
import UnicodeText

/// A picture made of characters: lines of runs, some of them with a place on a ramp.
///
/// What a run means is always in its characters too; colour only repeats it.
public struct Picture: Sendable, Hashable {
  public let lines: [[Run]]
  /// The same in plain sentences and numbers, for a screen reader; what is hidden in them has become pictures.
  public let plain: [String]

  public init(lines: [[Run]], plain: [String]) {
    self.lines = lines
    self.plain = plain.map(\.onOneLine)
  }

  /// The lines as they go to a terminal.
  ///
  /// - Parameter colour: Whether values are also coloured, by the 256-colour escapes of xterm.
  public func text(colour: Bool) -> [String] {
    lines.map { line in
      trimmed(line.map { $0.escaped(colour: colour) }.joined())
    }
  }

  /// The widest line. Columns.
  public var width: Int {
    lines.map { $0.reduce(0) { $0 + $1.text.displayWidth } }.max() ?? 0
  }

  private func trimmed(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}

/// Text cut or filled to a number of columns.
///
/// - Parameters:
///   - columns: The width that comes out; of wide characters one column may be filled.
///   - alignedRight: Whether the filling comes first.
func fitted(_ text: String, _ columns: Int, alignedRight: Bool = false) -> String {
  let text = text.onOneLine
  var kept = ""
  var width = 0
  let isCut = text.displayWidth > columns
  for character in text {
    let next = character.displayWidth
    if width + next > (isCut ? columns - 1 : columns) { break }
    kept.append(character)
    width += next
  }
  if isCut, columns > 0 {
    kept.append("…")
    width += 1
  }
  let filling = String(repeating: " ", count: max(0, columns - width))
  return alignedRight ? filling + kept : kept + filling
}

/// Entries side by side while they fit, then on a new line.
func wrapped(_ entries: [Run], width: Int, gap: Int) -> [[Run]] {
  var lines: [[Run]] = []
  var used = 0
  for entry in entries {
    let columns = entry.text.displayWidth
    if let last = lines.indices.last, used + gap + columns <= width {
      lines[last] += [Run(String(repeating: " ", count: gap)), entry]
      used += gap + columns
    } else {
      lines.append([entry])
      used = columns
    }
  }
  return lines
}

extension Run {
  func escaped(colour: Bool) -> String {
    guard colour, !text.isEmpty else { return text }
    let codes =
      (level.map { ["38;5;\(Ramp.colour($0))"] } ?? []) + (emphasis.code.map { [$0] } ?? [])
    return codes.isEmpty
      ? text : "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
  }
}

extension Run.Emphasis {
  fileprivate var code: String? {
    switch self {
    case .none: nil
    case .strong: "1"
    case .faint: "2"
    }
  }
}

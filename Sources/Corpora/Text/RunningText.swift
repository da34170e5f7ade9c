import UnicodeText

/// A file of running text, passage after passage: each line by itself, or those of a paragraph together.
struct RunningText {
  /// `nil` goes by its look.
  let layout: TextLayout?

  /// What is known of a text that has been read, to its end or as far as it was.
  struct Reading: Sendable, Hashable {
    /// As which it was read.
    fileprivate(set) var layout = TextLayout.lines
    /// Whether its look left a doubt of that.
    fileprivate(set) var isDoubtful = false
    fileprivate(set) var lines = 0
    /// Bytes that are not UTF-8, and where the first of them is: line, and byte in it from 0.
    fileprivate(set) var badBytes = 0
    var firstBadByte: (line: Int, byte: Int)? { badBytes > 0 ? (badLine, badByte) : nil }
    fileprivate var badLine = 0
    fileprivate var badByte = 0

    /// Takes note of a line's bytes that are not UTF-8.
    fileprivate mutating func look(at part: Span<UInt8>, from column: Int) {
      guard let first = firstIllFormedByte(in: part) else { return }
      if badBytes == 0 { (badLine, badByte) = (lines, column + first) }
      badBytes += SourceText(bytes: part.array).badBytes.count
    }
  }

  /// A paragraph of so many bytes or more is handed out in parts, after a line that ends a sentence where one comes
  /// before twice as many.
  private static let long = 1 << 15

  /// Hands out every passage of a file that is open.
  ///
  /// - Parameter reading: What is known so far, kept up to date for a body that stops by throwing.
  /// - Throws: `FileLinesError`; what `body` throws.
  func forEach(
    of input: TextInput, _ reading: inout Reading,
    _ body: (Span<UInt8>, PassageLines, Reading) throws -> Void
  ) throws {
    let start = input.start
    let look = LayoutLook(start.span.extracting(input.mark..<start.count))
    var known = reading
    defer { reading = known }
    known.layout = layout ?? look.layout
    known.isDoubtful = layout == nil && !look.isPlain
    var paragraph = Paragraph()
    var offset = input.mark
    var column = 0
    try input.forEachLinePart { part, end in
      if column == 0 { known.lines += 1 }
      known.look(at: part, from: column)
      if known.layout == .lines {
        try body(part, PassageLines(line: known.lines, from: column, offset: offset), known)
      } else {
        if isBlank(part), column == 0 || !paragraph.isEmpty {
          if column == 0 { try paragraph.handOut(known, body) }
        } else {
          paragraph.add(part, line: known.lines, column: column, offset: offset)
          let size = paragraph.bytes.count
          if size >= Self.long, paragraph.endsSentence || size >= 2 * Self.long || end == nil {
            try paragraph.handOut(known, body)
          }
        }
      }
      offset += part.count + (end ?? 0)
      column = end == nil ? column + part.count : 0
      return true
    }
    try paragraph.handOut(known, body)
  }

  func isBlank(_ line: Span<UInt8>) -> Bool {
    for place in 0..<line.count where !isSpace(line[place]) { return false }
    return true
  }

  /// The lines of a paragraph so far, joined.
  private struct Paragraph {
    private(set) var bytes: [UInt8] = []
    private var lines: [PassageLines.Line] = []
    var isEmpty: Bool { lines.isEmpty }
    var endsSentence: Bool { [0x2E, 0x21, 0x3F, 0x22].contains(bytes.last) }

    mutating func add(_ line: Span<UInt8>, line number: Int, column: Int, offset: Int) {
      var (start, end) = (0, line.count)
      // A form feed stays: it ends a paragraph.
      while start < end, isSpace(line[start]), line[start] != 0x0C { start += 1 }
      while start < end, isSpace(line[end - 1]), line[end - 1] != 0x0C { end -= 1 }
      if !bytes.isEmpty { bytes.append(0x20) }
      lines.append(
        .init(number: number, start: bytes.count, column: column + start, offset: offset + start))
      line.extracting(start..<end).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    mutating func handOut(
      _ reading: Reading, _ body: (Span<UInt8>, PassageLines, Reading) throws -> Void
    ) rethrows {
      guard !lines.isEmpty else { return }
      try body(bytes.span, PassageLines(lines), reading)
      bytes.removeAll(keepingCapacity: true)
      lines.removeAll(keepingCapacity: true)
    }
  }
}

/// Where the lines of a passage stand: in its bytes, and in the file they come from.
///
/// A passage is what is read as one text: a line, or the lines of a paragraph, each less the white
/// space around it, with one space between two.
public struct PassageLines: Sendable, Hashable {
  /// One line of several. All but its number count bytes.
  public struct Line: Sendable, Hashable {
    /// From 1; line feeds count.
    public let number: Int
    /// Where its text begins in the passage, in the line, and in the file.
    public let start: Int
    public let column: Int
    public let offset: Int

    public init(number: Int, start: Int, column: Int, offset: Int) {
      self.number = number
      self.start = start
      self.column = column
      self.offset = offset
    }
  }

  public let lines: [Line]

  /// - Parameter lines: In the order of the passage; at least one, the first from byte 0 on.
  public init(_ lines: [Line]) {
    precondition(lines.first?.start == 0, "a passage begins with a line")
    self.lines = lines
  }

  /// A passage of one line, or of a part of one that begins at a byte of it.
  public init(line: Int, from column: Int = 0) {
    lines = [Line(number: line, start: 0, column: column, offset: column)]
  }

  /// The line in which a range of the passage begins, and its place there: bytes from the line's
  /// beginning, which go on through the ends of lines where the range does.
  public func place(of range: Range<Int>) -> (line: Int, place: Range<Int>) {
    func line(of byte: Int) -> Line {
      lines[(lines.firstIndex { $0.start > byte } ?? lines.count) - 1]
    }
    let (first, last) = (
      line(of: range.lowerBound), line(of: max(range.lowerBound, range.upperBound - 1))
    )
    let start = first.column + range.lowerBound - first.start
    let length =
      last.offset + range.upperBound - last.start - (first.offset + range.lowerBound - first.start)
    return (first.number, start..<start + length)
  }
}

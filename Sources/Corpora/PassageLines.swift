/// Where the parts of a passage stand: in its bytes, and in the file they come from.
///
/// A part is a line, or less of one where what the file has between two parts is not what the passage has there: an
/// escape, a tag, the annotation of a word.
public struct PassageLines: Sendable, Hashable {
  /// The beginning of one part. All but its number count bytes.
  public struct Line: Sendable, Hashable {
    /// From 1; line feeds count.
    public let number: Int
    /// Where its text begins in the passage, in the line, and in the file, unpacked where it is packed.
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
  ///
  /// - Parameter offset: Where it begins in the file, where that matters.
  public init(line: Int, from column: Int = 0, offset: Int? = nil) {
    lines = [Line(number: line, start: 0, column: column, offset: offset ?? column)]
  }

  /// The line in which a range of the passage begins, and its place there: bytes from the line's
  /// beginning, which go on through the ends of lines where the range does.
  ///
  /// - Complexity: O(log *n*) of the parts.
  public func place(of range: Range<Int>) -> (line: Int, place: Range<Int>) {
    let (first, last) = (
      line(of: range.lowerBound), line(of: max(range.lowerBound, range.upperBound - 1))
    )
    let start = first.column + range.lowerBound - first.start
    let length =
      last.offset + range.upperBound - last.start - (first.offset + range.lowerBound - first.start)
    return (first.number, start..<start + length)
  }

  /// Where a byte of the passage stands in the file. Counts bytes.
  public func offset(of byte: Int) -> Int {
    let line = line(of: byte)
    return line.offset + byte - line.start
  }

  private func line(of byte: Int) -> Line {
    var (low, high) = (0, lines.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].start > byte { high = middle } else { low = middle }
    }
    return lines[low]
  }
}

/// Reads a format whose records are made of lines.
protocol LineReader {
  /// Takes a line, or a part of one that is too long to be had whole.
  ///
  /// - Parameters:
  ///   - place: Where it begins.
  ///   - end: How long the end of the line is: bytes, none at the end of the file; `nil` where the line goes on.
  /// - Throws: `CorpusError`
  mutating func read(
    _ line: Span<UInt8>, at place: FilePlace, end: Int?, to sink: PassageSink) throws

  /// Takes the end of the file.
  ///
  /// - Throws: `CorpusError`, where a record has begun that is not whole.
  mutating func finish(at place: FilePlace, to sink: PassageSink) throws
}

extension LineReader {
  /// Reads a whole file.
  mutating func read(_ input: TextInput, to sink: PassageSink) throws {
    var place = FilePlace(line: 1, column: 0, offset: input.mark)
    var isFresh = true
    try input.forEachLinePart { line, end in
      if isFresh { sink.countLine() }
      sink.look(at: line, line: place.line, from: place.column)
      sink.keep(line, end: end)
      try read(line, at: place, end: end, to: sink)
      isFresh = end != nil
      if let end, end > 0 {
        place = FilePlace(line: place.line + 1, column: 0, offset: place.offset + line.count + end)
      } else {
        place = place.advanced(by: line.count)
      }
      return true
    }
    try finish(at: place, to: sink)
    sink.endFile()
  }
}

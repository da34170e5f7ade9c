import Platform
import UnicodeText

/// Where the reader of a format puts what it has read.
final class PassageSink {
  let path: String
  var document: Passage.Document
  private(set) var reading: CorpusReading
  private let body: (Passage, CorpusReading) throws -> Void

  init(
    path: String, _ reading: CorpusReading,
    _ body: @escaping (Passage, CorpusReading) throws -> Void
  ) {
    self.path = path
    document = Passage.Document(path: path)
    self.reading = reading
    self.body = body
  }

  /// What is read, once it is open.
  var input: TextInput?
  /// Lines that no passage has come with yet; `nil` where nobody asks for them.
  private var source: SourceLines?

  func beginFile() { reading.files += 1 }

  /// Takes note of the format of the file.
  func begin(_ format: CorpusFormat, keepsSource: Bool) {
    reading.format = format
    let isOfLines = [.conllu, .vertical, .jsonLines].contains(format)
    source = keepsSource && isOfLines ? SourceLines(from: 1) : nil
  }

  /// Keeps a line as it is, or a part of one.
  func keep(_ line: Span<UInt8>, end: Int?) { source?.append(line, end: end) }

  func endFile() { reading.rest = source?.take() }

  func leaveOut(foundIn folder: String) {
    reading.leaveOut(lastComponent(of: path), foundIn: folder)
  }

  func handOut(_ passage: Passage) throws {
    reading.passages += 1
    reading.packedShare = input?.packedShare ?? 1
    guard let lines = source?.take() else { return try body(passage, reading) }
    var passage = passage
    passage.source = lines
    try body(passage, reading)
  }

  func countLine() { reading.lines += 1 }
  func countLines(_ count: Int) { reading.lines += count }

  func error(_ fault: CorpusError.Fault, at place: FilePlace? = nil) -> CorpusError {
    CorpusError(
      fault, path: path, line: place?.line, column: place.map { $0.column + 1 })
  }

  func warn(_ fault: CorpusWarning.Fault, line: Int? = nil) {
    reading.warn(CorpusWarning(fault, path: path, line: line))
  }

  /// Takes note of bytes that are not UTF-8.
  func look(at text: Span<UInt8>, line: Int, from column: Int = 0) {
    guard let first = firstIllFormedByte(in: text) else { return }
    if reading.badBytes == 0 {
      reading.firstBadByte = .init(path: path, line: line, byte: column + first)
    }
    reading.badBytes += SourceText(bytes: text.array).badBytes.count
  }

  /// Takes over what a reader of running text has counted.
  func take(_ text: RunningText.Reading, before: RunningText.Reading) {
    reading.layout = text.layout
    reading.lines += text.lines - before.lines
    if reading.badBytes == 0, let (line, byte) = text.firstBadByte {
      reading.firstBadByte = .init(path: path, line: line, byte: byte)
    }
    reading.badBytes += text.badBytes - before.badBytes
  }
}

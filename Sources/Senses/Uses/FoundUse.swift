import UnicodeText

/// A use of a word in a line of a file.
public struct FoundUse: Sendable, Hashable {
  /// From 1.
  public let line: Int
  /// Where the word stands in its line. Counts bytes; of a few words that go on in the next line, those
  /// of the line's end too.
  public let place: Range<Int>
  /// The sentence it stands in.
  public let sentence: SourceText
  /// Where the word stands in its sentence. Counts bytes.
  public let bytes: Range<Int>

  public init(line: Int, place: Range<Int>, sentence: SourceText, bytes: Range<Int>) {
    self.line = line
    self.place = place
    self.sentence = sentence
    self.bytes = bytes
  }
}

extension FoundUse {
  /// The sentence as text, the use marked.
  public var marked: MarkedText { MarkedText(sentence, bytes: bytes) }
}

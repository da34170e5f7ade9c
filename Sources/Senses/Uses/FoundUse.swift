import Corpora
import UnicodeText

/// A use of a word in a corpus.
public struct FoundUse: Sendable, Hashable {
  /// The path of its file; empty where it comes from none.
  public let file: String
  /// From 1.
  public let line: Int
  /// Where the word stands in its line. Counts bytes; of a few words that go on in the next line, those
  /// of the line's end too.
  public let place: Range<Int>
  /// The sentence it stands in.
  public let sentence: SourceText
  /// Where the word stands in its sentence. Counts bytes.
  public let bytes: Range<Int>
  /// The corpus's own words in the sentence, in order; none where it has running text. Counts bytes.
  public let words: [Range<Int>]
  /// What the corpus says of the passage it stands in.
  public let metadata: Metadata

  public init(
    file: String = "", line: Int, place: Range<Int>, sentence: SourceText, bytes: Range<Int>,
    words: [Range<Int>] = [], metadata: Metadata = Metadata()
  ) {
    self.file = file
    self.line = line
    self.place = place
    self.sentence = sentence
    self.bytes = bytes
    self.words = words
    self.metadata = metadata
  }
}

extension FoundUse {
  /// The sentence as text, the use marked.
  public var marked: MarkedText { MarkedText(sentence, bytes: bytes) }
}

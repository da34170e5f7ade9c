import Corpora
import Tokenization
import UnicodeText

/// A sentence as an index keeps it.
struct StoredSentence: Sendable, Hashable {
  /// UTF-8, as the corpus has it.
  var text: [UInt8]
  /// Where its parts stand in the file.
  var lines: PassageLines
  /// The number of its document; 0 where the file is one and has no name for it.
  var document: Int
  /// The number of what is said of it; 0 for nothing.
  var metadata: Int
  /// The corpus's own words.
  var words: [Word] = []

  /// A word as the corpus has cut and annotated it.
  struct Word: Sendable, Hashable {
    /// Its bytes in the sentence.
    var range: Range<Int>
    var lemma: String?
    var partOfSpeech: String?
  }
}

extension StoredSentence {
  /// A sentence of a passage.
  init(_ passage: Passage, bytes: Range<Int>, document: Int, metadata: Int) {
    text = Array(passage.text[bytes])
    lines = passage.lines.part(bytes)
    (self.document, self.metadata) = (document, metadata)
    words =
      passage.words?.words(in: bytes).map { word in
        Word(
          range: word.range.moved(by: -bytes.lowerBound), lemma: word.lemma,
          partOfSpeech: word.partOfSpeech)
      } ?? []
  }

  /// Its words: those of the corpus where it has some.
  func tokenized(by tokenizer: any Tokenizer) -> TokenizedText {
    tokenizer.tokenize(SourceText(bytes: text), words: words.map(\.range))
  }
}

extension PassageLines {
  /// Where the parts of some bytes of the passage stand, counted from the first of these.
  fileprivate func part(_ bytes: Range<Int>) -> PassageLines {
    let first = lines.lastIndex { $0.start <= bytes.lowerBound } ?? 0
    let parts = lines[first...].prefix { $0.start < max(bytes.upperBound, bytes.lowerBound + 1) }
    return PassageLines(
      parts.map { line in
        let before = max(0, bytes.lowerBound - line.start)
        return Line(
          number: line.number, start: line.start + before - bytes.lowerBound,
          column: line.column + before, offset: line.offset + before)
      })
  }
}

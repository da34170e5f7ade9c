import Corpora
import Senses
import Tokenization
import UnicodeText

/// A sentence of a passage, cut into words, and what its corpus says of them.
public struct CutSentence: Sendable {
  public let passage: Passage
  /// The bytes of the passage.
  public let bytes: Range<Int>
  public let text: TokenizedText
  /// Of each token; empty where the corpus has no words of its own.
  public let words: [KnownWord?]
  /// Whether it is the last of its passage.
  public let endsPassage: Bool

  /// The sentences of a passage; one at least, be it empty.
  public static func cut(_ passage: Passage, by reader: SenseReader) -> [CutSentence] {
    // Line separators become spaces here, which keeps every place, and stay in the passage.
    var text = passage.text
    let spans = sentenceSpans(
      inPassage: &text, words: passage.words, isSentence: passage.isSentence)
    return (spans.isEmpty ? [0..<0] : spans).enumerated().map { place, span in
      let own = passage.words?.words(in: span)
      let tokens = reader.tokenize(
        SourceText(bytes: Array(text[span])), words: passage.words?.ranges(in: span) ?? [])
      let known = own.map { own in
        Dictionary(
          own.map { ($0.range.lowerBound - span.lowerBound, KnownWord($0)) },
          uniquingKeysWith: { first, _ in first })
      }
      return CutSentence(
        passage: passage, bytes: span, text: tokens,
        words: known.map { known in tokens.tokens.map { known[$0.bytes.lowerBound] } } ?? [],
        endsPassage: place == max(0, spans.count - 1))
    }
  }

  /// Where tokens stand in the passage. Counts bytes.
  func bytes(of tokens: Range<Int>) -> Range<Int> {
    let own = text.tokens
    return (own[tokens.lowerBound].bytes.lowerBound..<own[tokens.upperBound - 1].bytes.upperBound)
      .moved(by: bytes.lowerBound)
  }
}

/// A sentence and its tags.
public struct TaggedSentence: Sendable {
  public let sentence: CutSentence
  /// In the order of the text.
  public let tags: [SenseTag]

  public init(_ sentence: CutSentence, _ tags: [SenseTag]) {
    self.sentence = sentence
    self.tags = tags
  }
}

extension SenseTag {
  /// The sense's id; `nil` where it is like none of them.
  var id: String? { verdict == .none ? nil : sense.id }
}

import Corpora
import JSON
import Senses
import UnicodeText

/// Writes the senses of a corpus, sentence after sentence.
///
/// Where the corpus has the format that is written, its lines stay as they are and the senses are added to them.
public struct TagLines: Sendable {
  public let format: TagFormat
  /// Senses that lines had before, and that were replaced.
  public var replaced = 0
  /// The format of the corpus at hand.
  var source: CorpusFormat?
  /// What is to be written of the passage at hand.
  var tags: [PlacedTag] = []
  /// How far its characters have been counted: bytes, and the scalars that they are.
  var counted = (bytes: 0, scalars: 0)
  var document: Passage.Document?
  /// Columns of vertical text, of the first word.
  var columns: Int?
  /// Whether the file at hand says that it has columns of senses already.
  var hasColumns = false
  /// The last bytes that were written, which may end no line.
  private var tail: [UInt8] = []
  private var isNewFile = false

  /// A tag, and where its word stands.
  struct PlacedTag: Sendable {
    let tag: SenseTag
    /// Which of the words is meant that it stands for, where it stands for several.
    let part: Int
    let word: String
    /// Unicode scalars of the text that is written with it.
    let characters: Range<Int>
    /// The line of the file, and bytes in it.
    let line: Int
    let place: Range<Int>
  }

  public init(_ format: TagFormat) { self.format = format }

  /// The names of the columns of a table, and what stands in them.
  static let fields: [Field<(file: String, tag: PlacedTag)>] =
    [
      Field("file", "the path of the file", \.file),
      Field("line", "the line of the file, from 1", \.tag.line),
      Field("start", "where the word begins in that line: bytes, from 0", \.tag.place.lowerBound),
      Field("end", "where it ends", \.tag.place.upperBound),
    ] + word.of(\.tag)

  /// What is said of a word.
  static let word: [Field<PlacedTag>] = [
    Field("word", "the word as it stands there", \.word),
    Field("lemma", "the lemma", \.tag.sense.lemma),
    Field("pos", "the part of speech: n, v, a or r; null where none is told") {
      $0.tag.sense.partOfSpeech?.rawValue
    },
    Field("sense", "the likeliest sense; null where the word is like none", \.tag.id),
    Field("probability", "that the word has it, if it has one of them", \.tag.probability),
    Field("verdict", "likely, only (it has no other), unsure or none", \.tag.verdict.rawValue),
    Field("choices", "how many senses there were to choose among", \.tag.choices),
  ]

  /// The names of the columns of a table, in a line.
  public static var header: [UInt8] {
    Array((fields.map(\.name).joined(separator: "\t") + "\n").utf8)
  }

  /// What is to be written once a sentence is tagged; nothing where it waits for the rest of its passage.
  ///
  /// - Parameter source: The format of the corpus.
  /// - Throws: `ShellError`, where a line has a member already that would be lost.
  public mutating func bytes(
    of sentence: TaggedSentence, from source: CorpusFormat?
  ) throws -> [UInt8] {
    let lines = try lines(of: sentence, from: source)
    guard !lines.isEmpty else { return [] }
    let between = isNewFile ? self.between : []
    isNewFile = false
    tail = lines.suffix(3)
    return between + lines
  }

  /// What has to stand between what one file ends with and what the next begins with: each keeps its own lines.
  private var between: [UInt8] {
    let end: [UInt8] = tail.isEmpty || tail.last == 0x0A ? [] : [0x0A]
    let isOpen = format == .conllu && !tail.isEmpty && !Self.isBlankLine(tail)
    return end + (isOpen ? [0x0A] : [])
  }

  /// Whether what was written ends with a blank line.
  private static func isBlankLine(_ tail: [UInt8]) -> Bool {
    tail.suffix(2) == [0x0A, 0x0A] || tail == [0x0A, 0x0D, 0x0A]
  }

  private mutating func lines(
    of sentence: TaggedSentence, from source: CorpusFormat?
  ) throws -> [UInt8] {
    self.source = source
    tags += sentence.tags.map { placed($0, in: sentence.sentence) }
    let keeps = format.keeps(source)
    guard sentence.sentence.endsPassage || !keeps else { return [] }
    defer {
      tags.removeAll(keepingCapacity: true)
      if sentence.sentence.endsPassage { counted = (0, 0) }
    }
    let passage = sentence.sentence.passage
    return switch format {
    case .conllu: keeps ? conlluLines(of: passage) : conlluSentence(sentence.sentence)
    case .vertical:
      keeps ? endOfDocument() + verticalLines(of: passage) : verticalSentence(sentence.sentence)
    case .tsv: rows(of: passage)
    case .jsonl: try keeps ? objects(of: passage) : object(of: sentence.sentence)
    }
  }

  /// What stands behind the last passage of a file.
  public mutating func bytes(behind rest: SourceLines?, from source: CorpusFormat?) -> [UInt8] {
    let lines = format.keeps(source) ? rest?.text ?? [] : []
    if !lines.isEmpty { tail = (tail + lines).suffix(3) }
    (isNewFile, hasColumns, columns) = (true, false, nil)
    return lines
  }

  /// What stands behind all of it.
  public mutating func end() -> [UInt8] { format == .vertical ? endOfDocument() : [] }

  private mutating func endOfDocument() -> [UInt8] {
    defer { document = nil }
    return document == nil ? [] : Array("</doc>\n".utf8)
  }

  private mutating func placed(_ tag: SenseTag, in sentence: CutSentence) -> PlacedTag {
    let passage = sentence.passage
    let bytes = sentence.bytes(of: tag.tokens)
    let own = sentence.text.tokens
    var characters =
      own[tag.tokens.lowerBound].characters
      .lowerBound..<own[tag.tokens.upperBound - 1].characters
      .upperBound
    if format.keeps(source) {
      let start = scalars(to: bytes.lowerBound, of: passage)
      characters = start..<scalars(to: bytes.upperBound, of: passage)
    }
    let (line, place) = passage.lines.place(of: bytes)
    let known =
      tag.tokens.lowerBound < sentence.words.count ? sentence.words[tag.tokens.lowerBound] : nil
    return PlacedTag(
      tag: tag, part: known?.part ?? 0,
      word: sentence.text.source.string(in: bytes.moved(by: -sentence.bytes.lowerBound)),
      characters: characters, line: line, place: place)
  }

  private mutating func scalars(to byte: Int, of passage: Passage) -> Int {
    counted.scalars += scalarCount(of: passage.text[counted.bytes..<byte])
    counted.bytes = byte
    return counted.scalars
  }

  private func rows(of passage: Passage) -> [UInt8] {
    tags.flatMap { tag in
      let fields = Self.fields.map { $0.value((passage.document.path, tag)) }
      return Array((OutputFormat.tsv.row(fields) + "\n").utf8)
    }
  }
}

/// How many scalars bytes are, with those that are not UTF-8 repaired.
func scalarCount(of bytes: ArraySlice<UInt8>) -> Int {
  SourceText(bytes: Array(bytes)).string.unicodeScalars.count
}

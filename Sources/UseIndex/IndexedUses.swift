import ContextualEmbeddings
import Corpora
import Platform
import Senses
import Synchronization
import Tokenization
import UnicodeText

/// The uses of an index, as they were when it was opened. It can be read while others read it, and while one process writes
/// it.
///
/// ```swift
/// let index = try IndexedUses(opening: "novels", model: model)
/// let places = try index.places(of: "bank", where: Condition("year >= 1990"))
/// try index.forEach(at: places) { print($0.file, $0.line, $0.use.text.source.string) }
/// ```
public final class IndexedUses: Sendable {
  public let path: String
  public let model: Model
  let database: IndexDatabase
  let segments: [Segment]
  let code: UseCode
  /// The sentences that are there.
  let sentences: [Range<Int>]
  /// The same, where some have been taken away of which uses may still be there; else `nil`.
  let live: SentenceSet?
  let files: [Int: FileEntry]
  /// The condition that was asked last, and of which sentences it holds: many words are asked one after another.
  let lastCondition = Mutex<(condition: Condition, sentences: SentenceSet)?>(nil)
  /// What was looked at last.
  private let lastBlock = Mutex<(first: Int, file: Int, sentences: [StoredSentence])?>(nil)

  /// - Parameter path: Its folder.
  /// - Throws: `IndexError`, where there is none, where it is damaged and where another model made it.
  public init(opening path: String, model: Model) throws(IndexError) {
    self.path = path
    self.model = model
    let place = IndexPlace(path)
    guard place.isThere else { throw .noIndex(place: path) }
    database = try IndexDatabase(path: place.database)
    let about = try database.read { try $0.about() }
    guard let made = ModelIdentity(about) else {
      throw .damaged(path: place.database, what: "it does not say which model made it")
    }
    try ModelIdentity(model).check(isThatOf: path, made: made)
    code = UseCode(
      try database.read { try $0.basis() } ?? UseBasis(of: [], channels: made.channels))
    (segments, sentences, files) = try Self.snapshot(of: database, place, codeBytes: code.bytes)
    let isWhole = sentences.isEmpty || sentences.count == 1 && sentences[0].lowerBound == 0
    live = isWhole && !sentences.isEmpty ? nil : SentenceSet(sentences)
  }

  private static func snapshot(
    of database: IndexDatabase, _ place: IndexPlace, codeBytes: Int
  ) throws(IndexError) -> ([Segment], [Range<Int>], [Int: FileEntry]) {
    var attempt = 0
    while true {
      let (entries, sentences, files) = try database.read {
        (try $0.segments(), try $0.sentences(), try $0.files())
      }
      do throws(IndexError) {
        var segments: [Segment] = []
        for entry in entries {
          segments.append(try Segment(folder: place.segments, entry, codeBytes: codeBytes))
        }
        return (
          segments, sentences, Dictionary(uniqueKeysWithValues: files.map { ($0.number, $0) })
        )
      } catch {
        // A process that writes may just have made one segment of several.
        attempt += 1
        let now = try database.read { try $0.segments() }
        guard now != entries, attempt < 100 else { throw error }
      }
    }
  }

  /// A word and how often it is used.
  public struct Word: Sendable, Hashable {
    /// Which word it is, however it is spelled (`Token.key`).
    public let key: String
    public let uses: Int
  }

  /// All words that are used, by their keys.
  ///
  /// - Parameter condition: What holds of the uses that are counted; `nil` for nothing.
  /// - Throws: `IndexError`.
  public func words(where condition: Condition? = nil) throws(IndexError) -> [Word] {
    let wanted = try allowed(condition)
    var counts = [Int](repeating: 0, count: try wordNumbers)
    try forEachRunOfRows { word, segment, rows in
      counts[word] +=
        wanted.map { wanted in rows.count { wanted.contains(segment.sentence($0)) } } ?? rows.count
    }
    return try database.read { database in
      var words: [Word] = []
      try database.forEachWord { key, number in
        guard counts.indices.contains(number), counts[number] > 0 else { return }
        words.append(Word(key: key, uses: counts[number]))
      }
      return words
    }
  }

  /// Words are numbered from 0 to below this.
  var wordNumbers: Int {
    get throws(IndexError) { max(0, try database.read { try $0.number("words") }) }
  }

  /// The rows of each word in each segment.
  func forEachRunOfRows(
    _ body: (_ word: Int, Segment, Range<Int>) -> Void
  ) throws(IndexError) {
    let words = try wordNumbers
    for segment in segments {
      for run in 0..<segment.layout.words {
        let word = Int(segment.word(run))
        guard word < words else {
          throw .damaged(path: segment.path, what: "it names a word that there is not")
        }
        body(word, segment, try segment.rows(ofRun: run))
      }
    }
  }

  /// The sentences of which a condition holds, less those that are gone; `nil` where all are wanted and none is gone.
  func allowed(_ condition: Condition?) throws(IndexError) -> SentenceSet? {
    guard let condition else { return live }
    return try sentences(where: condition)
  }

  /// How many uses there are.
  public var count: Int {
    segments.reduce(0) { sum, segment in
      guard let live else { return sum + segment.layout.rows }
      return sum + (0..<segment.layout.rows).count { live.contains(segment.sentence($0)) }
    }
  }

  /// The places of the uses of a word, or of a few words in a row, in the order in which they were read.
  ///
  /// - Parameters:
  ///   - word: As typed.
  ///   - condition: What holds of all; `nil` for nothing.
  ///   - check: Called now and then; what it throws is thrown on.
  /// - Throws: `IndexError`.
  public func places(
    of word: String, where condition: Condition? = nil, checking check: () throws -> Void = {}
  ) throws -> [UsePlace] {
    guard let finder = UseFinder(word, tokenizer: model.tokenizer) else { return [] }
    return try places(of: finder, where: condition, checking: check)
  }

  /// The same of a word in all its forms. Uses do not overlap.
  ///
  /// - Complexity: O(*n*) of all sentences where lemmas are asked for, which are looked at one by one.
  public func places(
    of word: UseFinder, where condition: Condition? = nil, checking check: () throws -> Void = {}
  ) throws -> [UsePlace] {
    try places(of: word, in: try allowed(condition), checking: check)
  }

  /// The same in some sentences; `nil` stands for all.
  func places(
    of word: UseFinder, in allowed: SentenceSet?, checking check: () throws -> Void
  ) throws -> [UsePlace] {
    let forms = word.formKeys
    var places = try places(ofKeys: forms[0], in: allowed, checking: check)
    for form in forms.dropFirst() {
      places += try self.places(ofKeys: form, in: allowed, checking: check)
    }
    if forms.count > 1 { places = places.apart }
    return word.usesLemmas
      ? try self.places(of: word, written: places, in: allowed, checking: check) : places
  }

  /// The places of the uses of a word where lemmas decide.
  ///
  /// - Parameter written: Those that are written like it.
  private func places(
    of word: UseFinder, written: [UsePlace], in allowed: SentenceSet?,
    checking check: () throws -> Void
  ) throws -> [UsePlace] {
    let written = Dictionary(grouping: written, by: \.sentence)
    var places: [UsePlace] = []
    var next = 0
    while let (block, sentences) = try database.read({ database in
      try database.block(from: next).map { ($0, try database.sentences(of: $0)) }
    }) {
      next = block.first + block.count
      try check()
      for (place, sentence) in sentences.enumerated() {
        let number = UInt32(block.first + place)
        guard allowed?.contains(number) ?? true else { continue }
        let words = sentence.words.map { word.word(at: $0.range, lemma: $0.lemma) }
        let own = written[number] ?? []
        guard words.contains(where: { $0.isNamed == true || $0.isNamed != nil && !own.isEmpty })
        else {
          places += own
          continue
        }
        let text = sentence.tokenized(by: model.tokenizer)
        places += word.uses(in: text, words: words).map {
          UsePlace(sentence: number, tokens: $0)
        }
      }
    }
    return places
  }

  private func places(
    ofKeys keys: [String], in allowed: SentenceSet?, checking check: () throws -> Void
  ) throws -> [UsePlace] {
    let keys = keys.map { $0.normalized(to: .nfc) }
    var rarest: [UsePlace]?
    for key in Set(keys).sorted() {
      let places = try self.places(ofKey: key, in: allowed)
      if places.count < rarest?.count ?? Int.max { rarest = places }
    }
    guard keys.count > 1, let rarest else { return rarest ?? [] }
    var found: [UsePlace] = []
    var last: UInt32?
    for place in rarest where place.sentence != last {
      last = place.sentence
      try check()
      guard let stored = try stored(place.sentence) else { continue }
      let text = stored.sentence.tokenized(by: model.tokenizer)
      found += text.places(of: keys).map { UsePlace(sentence: place.sentence, tokens: $0) }
    }
    return found
  }

  private func places(
    ofKey key: String, in allowed: SentenceSet?
  ) throws(IndexError) -> [UsePlace] {
    guard let number = try database.read({ try $0.number(ofWord: key) }) else { return [] }
    var places: [UsePlace] = []
    for segment in segments {
      for row in try segment.rows(ofWord: number) {
        let sentence = segment.sentence(row)
        guard allowed?.contains(sentence) ?? true else { continue }
        let token = segment.token(row)
        places.append(UsePlace(sentence: sentence, tokens: token..<token + 1))
      }
    }
    return places.sorted()
  }

  /// Hands out the uses at some places, those of one sentence together best one after another.
  ///
  /// - Throws: `IndexError`; what `body` throws.
  public func forEach(
    at places: some Sequence<UsePlace>, _ body: (IndexedUse) throws -> Void
  ) throws {
    var last: (sentence: UInt32, text: TokenizedText)?
    for place in places {
      // One whose file has been taken away meanwhile is no longer there.
      guard let stored = try stored(place.sentence) else { continue }
      let text =
        last?.sentence == place.sentence
        ? last!.text : stored.sentence.tokenized(by: model.tokenizer)
      last = (place.sentence, text)
      guard place.tokens.upperBound <= text.tokens.count else {
        throw IndexError.damaged(path: path, what: "a use lies outside its sentence")
      }
      try body(
        IndexedUse(
          place: place, use: Use(text: text, tokens: place.tokens),
          file: files[stored.file]?.path ?? "", document: try document(stored.sentence.document),
          lines: stored.sentence.lines, metadata: try metadata(stored.sentence.metadata),
          words: stored.sentence.words))
    }
  }

  /// A sentence and its file; `nil` where it is gone.
  private func stored(
    _ sentence: UInt32
  ) throws(IndexError) -> (sentence: StoredSentence, file: Int)? {
    let number = Int(sentence)
    if let block = lastBlock.withLock({ $0 }), number >= block.first,
      number < block.first + block.sentences.count
    {
      return (block.sentences[number - block.first], block.file)
    }
    let block = try database.read { database in
      try database.block(ofSentence: number).map { ($0, try database.sentences(of: $0)) }
    }
    guard let (entry, sentences) = block else { return nil }
    lastBlock.withLock { $0 = (entry.first, entry.file, sentences) }
    return (sentences[number - entry.first], entry.file)
  }

  private func document(_ number: Int) throws(IndexError) -> String? {
    number == 0 ? nil : try database.read { try $0.document(number) }
  }

  private func metadata(_ number: Int) throws(IndexError) -> Metadata {
    guard number > 0 else { return Metadata() }
    guard let json = try database.read({ try $0.metadata(number) }) else { return Metadata() }
    guard let metadata = Metadata(json: json) else {
      throw .damaged(path: database.path, what: "metadata \(number) cannot be read")
    }
    return metadata
  }
}

/// Where a use stands in an index.
public struct UsePlace: Sendable, Hashable, Comparable {
  /// The number of its sentence.
  public let sentence: UInt32
  public let tokens: Range<Int>

  public init(sentence: UInt32, tokens: Range<Int>) {
    self.sentence = sentence
    self.tokens = tokens
  }

  public static func < (a: UsePlace, b: UsePlace) -> Bool {
    (a.sentence, a.tokens.lowerBound, a.tokens.upperBound)
      < (b.sentence, b.tokens.lowerBound, b.tokens.upperBound)
  }
}

extension [UsePlace] {
  /// In order, without those that overlap one before them; of those that begin at one token the longest.
  fileprivate var apart: [UsePlace] {
    var last: UsePlace?
    return sorted {
      ($0.sentence, $0.tokens.lowerBound, $1.tokens.upperBound)
        < ($1.sentence, $1.tokens.lowerBound, $0.tokens.upperBound)
    }.filter { place in
      if let last, last.sentence == place.sentence, last.tokens.overlaps(place.tokens) {
        return false
      }
      last = place
      return true
    }
  }
}

/// A use that an index holds: the word, its sentence, and where that is from.
public struct IndexedUse: Sendable {
  public let place: UsePlace
  /// The word in its sentence, cut anew.
  public let use: Use
  /// The corpus file, as it was named.
  public let file: String
  /// What the file calls the document, where it holds several or names itself.
  public let document: String?
  /// Where the parts of the sentence stand in the file.
  public let lines: PassageLines
  /// What is said of the sentence.
  public let metadata: Metadata
  let words: [StoredSentence.Word]

  /// Bytes of the use in its sentence.
  public var bytes: Range<Int> {
    let tokens = use.text.tokens
    return tokens[use.tokens.lowerBound].bytes
      .lowerBound..<tokens[use.tokens.upperBound - 1].bytes
      .upperBound
  }

  /// The line that the use begins in, from 1.
  public var line: Int { lines.place(of: bytes).line }

  /// The form that a dictionary has, where the corpus says it of the use's only word.
  public var lemma: String? { word?.lemma }

  /// What kind of word it is, where the corpus says it of the use's only word.
  public var partOfSpeech: String? { word?.partOfSpeech }

  private var word: StoredSentence.Word? {
    let own = words.filter { $0.range.overlaps(bytes) }
    return own.count == 1 ? own[0] : nil
  }
}

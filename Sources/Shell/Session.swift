import ContextualEmbeddings
import Corpora
import Senses
import Tensors
import Tokenization
import UnicodeText

/// What a prompt or a script remembers from line to line: a model, the sentences typed, settings.
public struct Session {
  public private(set) var reader: SenseReader
  public internal(set) var sentences: KeptSentences
  public var settings: Settings
  /// Asks, between pieces of work, whether to stop. Throws `Interruption` if so.
  public var checkInterrupt: @Sendable () throws -> Void {
    get { reader.interruptCheck }
    set { reader.interruptCheck = newValue }
  }
  /// Says how far a long piece of work is, for a person who waits; empty text takes it away.
  public var progress: (String) -> Void = { _ in }
  /// What was typed and answered.
  var log = SessionLog()
  /// What writes files; `nil` where the lines come from a file that anyone may have written, and for the second of two
  /// models.
  var files: FileWriting?
  /// The files that answers name and that were not written, for want of that.
  var unwritten: [String] = []
  /// Whether lines that were saved are run again.
  let isReplay: Bool
  /// Where WordNet's senses come from.
  public var inventories: InventorySource
  /// The senses that were chosen in the place of WordNet's, once they were asked for.
  var chosenInventory: (choice: SensesChoice, inventory: any Inventory)?
  /// What names the senses of uses, once one was asked for.
  var namer: SenseNamer?
  /// The senses found last, which can be edited.
  var induction: Induction? {
    didSet {
      // Uses that are named by them are named by what they now are.
      if settings.senses == .induced { (chosenInventory, namer) = (nil, nil) }
    }
  }
  /// What is known of their uses.
  var knownUses: KnownUses?
  /// How many uses there were where they were found; unknown of senses that a file brought back.
  var inducedFound: Int?
  /// Where they were found; unknown of senses that a file brought back.
  var inducedSource: UseSource?
  /// The index of uses that is open. Its place is kept, so that each answer is of what is in it by then.
  var openIndex: String?
  /// Whether the mark of a guess has been explained.
  var hasExplainedGuess = false

  /// - Parameters:
  ///   - files: What writes files; without it the session can write none.
  ///   - inventories: Where WordNet's senses come from; without it, the model's folder.
  public init(
    _ reader: SenseReader, settings: Settings = Settings(), files: FileWriting? = nil,
    inventories: InventorySource? = nil, isReplay: Bool = false
  ) {
    let folder = reader.model.path
    self.inventories =
      inventories ?? InventorySource(packedAt: { "\(folder)/vocab/wordnet.senses" })
    self.isReplay = isReplay
    self.reader = reader
    self.files = files
    self.settings = settings
    sentences = KeptSentences(limit: settings.keep)
  }

  public var model: Model { reader.model }

  /// How it would begin as it now stands.
  var start: SessionLog.Start {
    .init(settings: settings, layer: model.layer, precision: model.precision)
  }

  /// The seed that a command was given, or the session's.
  func seed(_ given: UInt64?) -> UInt64 { given ?? settings.seed }

  /// Takes another reader of the same kind of text; what was encoded is forgotten, the sentences stay.
  public mutating func read(by reader: SenseReader) {
    let check = checkInterrupt
    self.reader = reader
    namer = nil
    // Which uses are central is as the layer has it.
    if chosenInventory?.inventory is OwnInventory { chosenInventory = nil }
    checkInterrupt = check
    knownUses = nil
    sentences.rereadAll(reader.tokenize)
  }

  /// The same model, read otherwise.
  func reader(layer: Int, precision: Precision) throws -> SenseReader {
    try SenseReader(
      filesOf: precision == model.precision
        ? Model(model, layer: layer)
        : Model(contentsOf: model.path, layer: layer, precision: precision))
  }

  /// Keeps a sentence.
  ///
  /// - Returns: Its number.
  /// - Throws: `ModelError.emptySentence`, where there is no word in it.
  public mutating func add(_ source: SourceText) throws -> Int {
    let text = reader.tokenize(source)
    if text.tokens.isEmpty { throw ModelError.emptySentence }
    return sentences.add(text)
  }

  /// The vectors of some uses. Sentences that are kept are encoded once. Shape `[n, C]`
  public mutating func vectors(of uses: [ResolvedUse]) throws -> [[Float]] {
    try encode(uses.compactMap(\.sentence))
    let typed = uses.indices.filter { uses[$0].sentence == nil }
    let others = try reader.vectors(of: typed.map { uses[$0].occurrence })
    var vectors = [[Float]](repeating: [], count: uses.count)
    for (place, vector) in zip(typed, others) { vectors[place] = vector }
    for (place, use) in uses.enumerated() {
      guard let number = use.sentence, let sentence = sentences[number]?.encoded else { continue }
      vectors[place] = sentence.vector(of: use.occurrence.tokens)
    }
    return vectors
  }

  /// A kept sentence with its vectors.
  public mutating func encoded(_ number: Int) throws -> Sentence {
    let text = try text(of: number)
    if let sentence = sentences[number]?.encoded { return sentence }
    let sentence = try model.sentences([text], checking: checkInterrupt)[0]
    sentences.setEncoded(sentence, of: number)
    return sentence
  }

  /// Encodes the sentences that are not yet, a few at a time.
  public mutating func encode(_ numbers: some Sequence<Int>) throws {
    var pending = Set(numbers).filter { sentences[$0].map { $0.encoded == nil } ?? false }
      .sorted()[...]
    while !pending.isEmpty {
      try checkInterrupt()
      let batch = pending.prefix(Self.batch)
      pending = pending.dropFirst(Self.batch)
      let encoded = try model.sentences(
        batch.map { sentences[$0]!.text }, checking: checkInterrupt)
      for (number, sentence) in zip(batch, encoded) { sentences.setEncoded(sentence, of: number) }
    }
  }

  /// Sentences encoded between two looks at whether to stop.
  static let batch = 16

  /// What the similarity of two uses means.
  public mutating func judgement(of a: ResolvedUse, and b: ResolvedUse) throws -> Judgement {
    try Use.checkComparable([a.occurrence, b.occurrence])
    let vectors = try vectors(of: [a, b])
    return reader.judgement(
      of: vectors[0], and: vectors[1], doubts: Doubt.about(a.occurrence, and: b.occurrence))
  }
}

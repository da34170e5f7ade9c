import Models
import Platform
import Tensors
import Tokenization
import Transformer
import UnicodeText

/// Turns sentences into a vector for each word: a tokenizer and an encoder that belong together.
///
/// ```swift
/// let model = try Model(contentsOf: "path/of/a/model")
/// let money = model.use(of: "bank", in: "I deposited money at the bank.")!
/// let river = model.use(of: "bank", in: "We had lunch on the bank of the river.")!
/// print(try model.similarity(money, river))
/// ```
public final class Model: Sendable {
  package let folder: ModelFolder
  public let encoder: TransformerEncoder
  /// The layer whose states are the words' vectors.
  public let layer: Int
  /// Whether that layer was asked for, and not only the one that the folder names.
  public let isLayerNamed: Bool
  /// How linear layers are multiplied.
  public let precision: Precision

  /// Opens a model's folder.
  ///
  /// - Parameters:
  ///   - path: A folder of `weights/` and `vocab/`, or one as Hugging Face has it.
  ///   - layer: The layer to take vectors from; without it, the one the folder names.
  ///   - precision: How linear layers are multiplied; without it, float16 or bfloat16 where the
  ///     processor is fast at them, else 32-bit floats.
  ///   - threads: How many threads encode. The vectors are the same with any number.
  /// - Throws: `ModelFilesError`, where a file is missing, damaged or does not fit;
  ///   `ModelError.noSuchLayer`.
  public init(
    contentsOf path: String, layer: Int? = nil, precision: Precision = .preferred,
    threads: Int = ThreadPool.defaultCount
  ) throws {
    (folder, encoder) = try ModelFolder.open(path, precision: precision, threads: threads)
    let layers = 0...folder.configuration.layerCount
    self.layer = layer ?? folder.layer
    isLayerNamed = layer != nil
    guard layers.contains(self.layer) else {
      throw ModelError.noSuchLayer(self.layer, layers: layers)
    }
    self.precision = precision
  }

  /// The same model, its vectors taken from another layer. Nothing is opened anew.
  ///
  /// - Parameter isNamed: Whether somebody asked for that layer.
  /// - Throws: `ModelError.noSuchLayer`.
  public init(_ model: Model, layer: Int, isNamed: Bool = true) throws(ModelError) {
    guard model.layers.contains(layer) else {
      throw .noSuchLayer(layer, layers: model.layers)
    }
    (folder, encoder, precision) = (model.folder, model.encoder, model.precision)
    (self.layer, isLayerNamed) = (layer, isNamed)
  }

  public var tokenizer: any Tokenizer { folder.tokenizer }
  public var vocabulary: Vocabulary { tokenizer.vocabulary }
  public var configuration: EncoderConfiguration { encoder.configuration }
  public var name: String { folder.name }
  public var path: String { folder.path }

  /// The SHA-256 of the file of weights, in hexadecimal; of several, that of their digests one after another. All is read
  /// for it.
  ///
  /// - Throws: `FileError`, where the file is gone.
  public func weightsDigest() throws(FileError) -> String {
    var digests: [String] = []
    for file in folder.weights.checkpoint.files {
      let file = try MappedFile(path: file.path)
      digests.append(withExtendedLifetime(file) { sha256(file.bytes) })
    }
    return digests.count == 1 ? digests[0] : sha256(Array(digests.joined().utf8))
  }

  /// What tells these weights from any others, found by looking at some numbers of every tensor.
  public var weightsMark: String { folder.weights.mark }

  /// What the model in a folder calls itself, or the name of the folder. Neither weights nor words are opened.
  ///
  /// - Throws: `ModelFilesError`, where there is no model, or none that can be run.
  public static func name(of path: String) throws(ModelFilesError) -> String {
    try ModelFolder.name(of: path)
  }

  /// Writes the model as one folder that Hugging Face's `transformers` and `tokenizers` open, and so does `Model`.
  ///
  /// - Parameter folder: Made if it does not exist; files of the same names are replaced.
  /// - Throws: `FileError`.
  public func export(to folder: String, by writing: FileWriting) throws(FileError) {
    try self.folder.export(to: folder, by: writing)
  }

  /// The layers there are: 0 is input encoding, n is block n.
  public var layers: ClosedRange<Int> { 0...configuration.layerCount }

  /// Cuts a text into words.
  public func tokenize(_ text: SourceText) -> TokenizedText { tokenizer.tokenize(text) }

  /// Reads a sentence.
  ///
  /// - Throws: `ModelError.emptySentence`, where the text has no word.
  public func sentence(_ text: SourceText) throws(ModelError) -> Sentence {
    try sentences([tokenize(text)])[0]
  }

  /// Reads sentences, each by itself, however long: one that has more rows than the model has
  /// positions is read in windows that overlap by half, and each of its words gets the vector from
  /// the window where it has the most context.
  ///
  /// - Parameters:
  ///   - layers: The layers to keep states of; without it, only the model's own.
  ///   - silenced: Heads whose output is zero.
  /// - Throws: `ModelError.emptySentence`, where a text has no word; `ModelError.noSuchLayer`.
  public func sentences(
    _ texts: [TokenizedText], layers: Set<Int>? = nil, silencing silenced: Set<Head> = []
  ) throws(ModelError) -> [Sentence] {
    let (reading, kept) = (try TextsReading(texts, by: self), try self.kept(layers))
    return try checked(read(reading, kept, silenced) { () throws(Never) in })
  }

  /// Reads texts of which some may have pieces alone and no word, such as one of nothing but spaces.
  ///
  /// - Precondition: A model reads something for each, be it no more than the special words around a text.
  /// - Throws: `ModelError`, where the model has no numbers for one of them.
  public func sentencesOrPieces(_ texts: [TokenizedText]) throws(ModelError) -> [Sentence] {
    let reading = try TextsReading(texts, by: self, takingEmpty: true)
    return try checked(read(reading, [layer], []) { () throws(Never) in })
  }

  /// Reads sentences as `sentences(_:layers:silencing:)` does, some rows at a time.
  ///
  /// - Parameter check: Called before each but the first of these; what it throws is thrown on.
  /// - Throws: `ModelError` too.
  public func sentences(
    _ texts: [TokenizedText], layers: Set<Int>? = nil, silencing silenced: Set<Head> = [],
    checking check: () throws -> Void
  ) throws -> [Sentence] {
    let (reading, kept) = (try TextsReading(texts, by: self), try self.kept(layers))
    return try checked(read(reading, kept, silenced, check))
  }

  /// The layers to keep states of.
  private func kept(_ layers: Set<Int>?) throws(ModelError) -> Set<Int> {
    let kept = (layers ?? []).union([layer])
    for layer in kept where !self.layers.contains(layer) {
      throw .noSuchLayer(layer, layers: self.layers)
    }
    return kept
  }

  private func read<Failure>(
    _ reading: TextsReading, _ kept: Set<Int>, _ silenced: Set<Head>,
    _ check: () throws(Failure) -> Void
  ) throws(Failure) -> [Sentence] {
    let passes = reading.inputs.joined().map { EncoderPass(.tokens($0), silencing: silenced) }
    var states = try self.states(of: passes, layers: kept, check)[...]
    return zip(reading.texts, reading.windows).map { text, windows in
      let own = states.prefix(windows.ranges.count)
      states = states.dropFirst(windows.ranges.count)
      return Sentence(
        text: text, layer: layer, windowCount: windows.ranges.count,
        states: Dictionary(
          uniqueKeysWithValues: kept.map { layer in
            (layer, stitched(own.map { $0[layer] }, by: windows, rows: text.ids.count))
          }))
    }
  }

  private func checked(_ sentences: [Sentence]) throws(ModelError) -> [Sentence] {
    for sentence in sentences where !sentence.isFinite {
      throw .overflow(text: sentence.text.source.string)
    }
    try checkWeights()
    return sentences
  }

  /// Sees to it that the weights are those that were opened.
  ///
  /// - Throws: `ModelError.changed`.
  func checkWeights() throws(ModelError) {
    do throws(FileError) { try folder.weights.checkUnchanged() } catch { throw .changed(error) }
  }

  /// Takes sentences through the encoder, some rows at a time.
  ///
  /// - Parameter check: Called before each but the first of these; what it throws is thrown on.
  func states<Failure>(
    of passes: [EncoderPass], after start: Int = 0, layers: Set<Int>,
    _ check: () throws(Failure) -> Void
  ) throws(Failure) -> [HiddenStates] {
    // Without anything to check, the encoder itself knows best how to share out the rows.
    if Failure.self == Never.self {
      return encoder.encode(passes: passes, after: start, layers: layers)
    }
    let most = Self.rowsPerThread * encoder.threads
    var states: [HiddenStates] = []
    var first = 0
    while first < passes.count {
      if first > 0 { try check() }
      var last = first
      var rows = 0
      while last < passes.count, last == first || rows + passes[last].count <= most {
        rows += passes[last].count
        last += 1
      }
      states +=
        rows <= most
        ? encoder.encode(passes: Array(passes[first..<last]), after: start, layers: layers)
        : [try encoder.encode(passes[first], after: start, layers: layers, checking: check)]
      first = last
    }
    return states
  }

  /// Reads a sentence and keeps every step. Of one that has to be read in windows, it is the window
  /// in which a word has the most context.
  ///
  /// - Parameter check: Called before each block; what it throws is thrown on.
  /// - Throws: `ModelError.emptySentence`, where the text has no word.
  public func trace(
    _ text: TokenizedText, around token: Int, silencing silenced: Set<Head> = [],
    checking check: () throws -> Void = {}
  ) throws -> SentenceTrace {
    if text.tokens.isEmpty { throw ModelError.emptySentence }
    let windows = Windows(rows: text.ids.count, size: windowSize)
    let rows = windows.ranges[windows.best(for: text.tokens[token].pieces.lowerBound)]
    let input = try input(of: text, rows: rows)
    let trace = try encoder.trace(input, silencing: silenced, checking: check)
    guard trace.blocks.allSatisfy(\.output.isFinite) else {
      throw ModelError.overflow(text: text.source.string)
    }
    try checkWeights()
    let frame = tokenizer.frame
    var places = text.ids[rows].map { SentenceTrace.Place.piece($0) }
    var isTaken = [Bool](repeating: false, count: rows.count)
    var wordRows: [Range<Int>] = []
    for (index, token) in text.tokens.enumerated() {
      let own = token.pieces.clamped(to: rows)
      // A row of several words is shown as the first one's.
      for row in own where !isTaken[row - rows.lowerBound] {
        places[row - rows.lowerBound] = .token(index)
        isTaken[row - rows.lowerBound] = true
      }
      let shift = frame.before.count - rows.lowerBound
      wordRows.append(
        own.isEmpty ? 0..<0 : own.lowerBound + shift..<own.upperBound + shift)
    }
    return SentenceTrace(
      trace: trace, input: input,
      places: frame.before.map { .special($0) } + places + frame.after.map { .special($0) },
      wordRows: wordRows)
  }

  /// Rows that a thread reads in a few hundredths of a second.
  private static let rowsPerThread = 128

  /// The most rows read at once, the special words around a text not counted.
  public var windowSize: Int { max(1, configuration.positionCount - tokenizer.frame.count) }

  /// What the encoder reads of some rows of a text, with the special words around it.
  ///
  /// - Throws: `ModelError.notFinite`, where the model has no numbers for one of them.
  func input(of text: TokenizedText, rows: Range<Int>) throws(ModelError) -> InputSequence {
    let frame = tokenizer.frame
    var input = InputSequence(ids: frame.before + text.ids[rows] + frame.after)
    for (row, parts) in text.composed where rows.contains(row) {
      input.composed[row - rows.lowerBound + frame.before.count] = RowParts(
        buckets: parts.buckets,
        neighbours: parts.neighbours.map {
          .init(row: $0.id, weight: $0.weight, change: $0.change?.number)
        })
    }
    if let place = encoder.embeddings.firstNonFinitePlace(of: input) {
      let row = place - frame.before.count + rows.lowerBound
      let token = rows.contains(row) ? text.tokens.first { $0.pieces.contains(row) } : nil
      throw .notFinite(
        word: token?.text ?? vocabulary.word(input.ids[place]), path: folder.weights.wordsPath)
    }
    return input
  }

  /// Each row from its best window, and those of the special words around the text from the first and the last. Shape
  /// `[T, C]`.
  private func stitched(_ states: [Matrix], by windows: Windows, rows: Int) -> Matrix {
    if states.count == 1 { return states[0] }
    let frame = tokenizer.frame
    let channels = states[0].columns
    var values: [Float] = []
    values.reserveCapacity((rows + frame.count) * channels)
    values += states[0].values[..<(frame.before.count * channels)]
    for row in 0..<rows {
      let window = windows.best(for: row)
      let place = row - windows.ranges[window].lowerBound + frame.before.count
      values += states[window].values[place * channels..<(place + 1) * channels]
    }
    values += states[states.count - 1].values.suffix(frame.after.count * channels)
    return Matrix(rows: rows + frame.count, columns: channels, values: values)
  }
}

/// Texts as the encoder reads them.
private struct TextsReading {
  let texts: [TokenizedText]
  let windows: [Windows]
  /// Of each window of each text.
  let inputs: [[InputSequence]]

  /// - Throws: `ModelError.emptySentence`, where a text has no word and that is not taken; `ModelError.notFinite`.
  init(
    _ texts: [TokenizedText], by model: Model, takingEmpty: Bool = false
  ) throws(ModelError) {
    var inputs: [[InputSequence]] = []
    var windows: [Windows] = []
    for text in texts {
      if text.tokens.isEmpty, !takingEmpty { throw .emptySentence }
      let own = Windows(rows: text.ids.count, size: model.windowSize)
      var read: [InputSequence] = []
      for rows in own.ranges { read.append(try model.input(of: text, rows: rows)) }
      windows.append(own)
      inputs.append(read)
    }
    (self.texts, self.windows, self.inputs) = (texts, windows, inputs)
  }
}

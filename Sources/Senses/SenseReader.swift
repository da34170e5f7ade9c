import ContextualEmbeddings
import Tokenization
import UnicodeText

/// A model and what its numbers mean: the reader behind every analysis.
public struct SenseReader: UseReader {
  public let model: Model
  /// `nil` where the model brings none.
  public let yardstick: Yardstick?
  /// `nil` where the model brings none, or vectors are taken from another layer than it was made for.
  public let calibration: Calibration?
  /// Where these two come from; `nil` where no file brought them.
  public internal(set) var origin: SenseOrigin?
  /// What is to be known of files that were left out, one line each.
  public internal(set) var warnings: [String] = []
  /// Asked between pieces of work whether to stop. Throws `Interruption` if so.
  public var interruptCheck: @Sendable () throws -> Void = {}

  public init(_ model: Model, yardstick: Yardstick? = nil, calibration: Calibration? = nil) {
    self.model = model
    self.yardstick = yardstick
    self.calibration = calibration?.layer == model.layer ? calibration : nil
  }

  /// The first use of a word, or of a few words in a row, in a sentence; `nil` where there is none.
  public func use(of word: String, in sentence: String) -> Use? {
    model.use(of: word, in: sentence)
  }

  public func tokenize(_ text: SourceText) -> TokenizedText { model.tokenize(text) }

  /// Cuts a text whose words are known; only the gaps between them are cut by rules.
  public func tokenize(_ text: SourceText, words: [Range<Int>]) -> TokenizedText {
    model.tokenizer.tokenize(text, words: words)
  }

  public func vectors(of uses: [Use]) throws -> [[Float]] {
    try model.vectors(of: uses, checking: interruptCheck)
  }

  public func wordVectors(of texts: [TokenizedText]) throws -> [[[Float]]] {
    try model.sentences(texts, checking: interruptCheck).map { sentence in
      sentence.text.tokens.indices.map { sentence.vector(of: $0) }
    }
  }

  public func checkInterrupt() throws { try interruptCheck() }

  public func embedding(of id: Int32) throws -> [Float] { try model.embedding(of: id) }

  public func rowCosines(
    of ids: Range<Int32>, with directions: [[Float]]
  ) throws -> [[Float]] {
    try model.rowCosines(of: ids, with: directions)
  }

  public func rowDirection(of vector: [Double]) -> [Double] {
    model.encoder.embeddings.rowDirection(of: vector)
  }

  public func judgement(of a: [Float], and b: [Float], doubts: [Doubt]) -> Judgement {
    let similarity = cosine(a, b)
    let centred = yardstick?.centredCosine(a, b, layer: model.layer)
    let estimate = calibration?.estimate { feature in
      switch feature {
      case .cosine: similarity
      case .centredCosine: centred ?? similarity
      }
    }
    let quantiles = yardstick?.layer == model.layer ? yardstick : nil
    return Judgement(
      similarity: similarity, centred: centred,
      amongRandom: quantiles?.placeAmongRandom(similarity),
      amongUses: quantiles?.placeAmongUses(similarity), probability: estimate?.probability,
      interval: estimate?.interval, doubts: doubts)
  }
}

extension SenseReader {
  /// The similarity of two uses after every layer, from the bare embedding up.
  public func layerCurve(of a: Use, and b: Use) throws -> LayerCurve {
    try Use.checkComparable([a, b])
    let sentences = try model.sentences(
      [a.text, b.text], layers: Set(model.layers), checking: interruptCheck)
    return LayerCurve(
      similarities: model.layers.map { layer in
        cosine(
          sentences[0].vector(of: a.tokens, layer: layer),
          sentences[1].vector(of: b.tokens, layer: layer))
      }, bands: yardstick?.layers.map(\.band))
  }
}

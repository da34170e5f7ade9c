import ContextualEmbeddings
import Tokenization
import UnicodeText

// n uses, C channels.

/// What the analyses ask of a model, and nothing more.
public protocol UseReader: Sendable {
  /// Cuts a text into words.
  func tokenize(_ text: SourceText) -> TokenizedText

  /// The vector of each use in its sentence, encoded together. `[n, C]`
  func vectors(of uses: [Use]) throws -> [[Float]]

  /// The vector of every word of each text, encoded together. `[n, T, C]`
  func wordVectors(of texts: [TokenizedText]) throws -> [[[Float]]]

  /// A vocabulary word's row of the embedding table.
  ///
  /// - Throws: `ModelError.notFinite`.
  func embedding(of id: Int32) throws -> [Float]

  /// The cosines of some vocabulary words' rows with directions of rows, each of length 1. Shape `[directions, words]`.
  ///
  /// - Throws: `ModelError.notFinite`.
  func rowCosines(of ids: Range<Int32>, with directions: [[Float]]) throws -> [[Float]]

  /// The direction in which rows lie whose vectors lie in a direction: another where rows are narrower than vectors.
  func rowDirection(of vector: [Double]) -> [Double]

  /// What the similarity of two vectors means.
  ///
  /// - Parameter doubts: What is known to make the answer thin.
  func judgement(of a: [Float], and b: [Float], doubts: [Doubt]) -> Judgement

  /// Called between pieces of work.
  ///
  /// - Throws: `Interruption`, where no more of it is wanted.
  func checkInterrupt() throws
}

extension UseReader {
  public func checkInterrupt() throws {}

  public func rowDirection(of vector: [Double]) -> [Double] { vector }

  public func rowCosines(
    of ids: Range<Int32>, with directions: [[Float]]
  ) throws -> [[Float]] {
    let rows = try ids.map { unit(try embedding(of: $0)) }
    return directions.map { direction in
      rows.map { Float(dot($0, direction.map(Double.init))) }
    }
  }

  /// The vectors of uses that are made and encoded a few at a time: many of them take no more memory than their
  /// vectors, and an interrupt is heard between them. `[n, C]`
  func vectors<Item>(
    of items: [Item], each use: (Item) throws -> Use
  ) throws -> [[Float]] {
    var vectors: [[Float]] = []
    vectors.reserveCapacity(items.count)
    while vectors.count < items.count {
      let made = try items[vectors.count...].prefix(Self.atOnce).map { item in
        // Of a long text it takes a while to make one.
        try checkInterrupt()
        return try use(item)
      }
      vectors += try self.vectors(of: made)
    }
    return vectors
  }

  /// Uses encoded between two looks at whether to stop.
  static var atOnce: Int { 128 }

  /// Word by word. A reader that encodes whole sentences does better.
  public func wordVectors(of texts: [TokenizedText]) throws -> [[[Float]]] {
    try texts.map { text in
      try vectors(of: text.tokens.indices.map { Use(text: text, tokens: $0..<$0 + 1) })
    }
  }

  /// What the similarity of two uses means.
  ///
  /// - Throws: `SensesError.unknown`, where the model knows neither word.
  public func judgement(of a: Use, and b: Use) throws -> Judgement {
    try Use.checkComparable([a, b])
    let vectors = try vectors(of: [a, b])
    return judgement(of: vectors[0], and: vectors[1], doubts: Doubt.about(a, and: b))
  }
}

import ContextualEmbeddings
import Platform
import Tokenization
import UnicodeText

// C channels.

/// What cosines mean in a model, measured on the sentences of a text after every layer.
public struct YardstickMeasure: Sendable {
  public struct Layer: Sendable {
    /// The mean vector of the uses drawn. Shape `[C]`.
    package let mean: [Float]
    /// The cosines of random pairs, and of two uses of one word. In order.
    let random: [Double]
    let sameWord: [Double]

    public var band: LayerCurve.Band {
      LayerCurve.Band(
        random: Self.mean(random), randomSpread: Self.spread(random),
        sameWord: Self.mean(sameWord), sameWordSpread: Self.spread(sameWord))
    }

    private static func mean(_ values: [Double]) -> Double {
      values.reduce(0, +) / Double(values.count)
    }

    private static func spread(_ values: [Double]) -> Double {
      let mean = mean(values)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(values.count - 1)).squareRoot()
    }
  }

  /// By number: 0 is input encoding, n is block n.
  public let layers: [Layer]
  /// Sentences that words were drawn from, and uses in the mean.
  public let sentences: Int
  public let uses: Int
  public var randomPairs: Int { layers[0].random.count }
  public var sameWordPairs: Int { layers[0].sameWord.count }

  /// Draws uses from sentences, and encodes them.
  ///
  /// - Parameters:
  ///   - progress: Told how many sentences are encoded, of how many.
  /// - Throws: `CalibrationError.tooLittleText`; what `check` throws.
  public init(
    of sentences: [SourceText], by model: Model, seed: UInt64,
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in },
    checking check: () throws -> Void = {}
  ) throws {
    var generator = SeededGenerator(seed: seed)
    var texts: [(text: TokenizedText, words: [Int])] = []
    for source in sentences {
      if texts.count.isMultiple(of: 64) { try check() }
      let text = Self.tokenized(source, by: model)
      let words = text.tokens.indices.filter {
        text.isWord($0) && text.tokens[$0].finding != .unknown
      }
      if text.tokens.count >= Self.fewestWords, !words.isEmpty { texts.append((text, words)) }
    }
    let order = generator.order(of: texts.count)
    texts = order.map { texts[$0] }
    let pairs = Self.sameWordPairs(in: texts, &generator)
    let read = texts.prefix(Self.mostRead)
    let randomCount = read.reduce(0) { $0 + min(Self.drawn, $1.words.count) }
    guard pairs.count >= Self.fewestPairs, randomCount >= Self.fewestPairs, texts.count > 1 else {
      throw CalibrationError.tooLittleText(
        sentences: texts.count, pairs: pairs.count, fewest: Self.fewestPairs)
    }

    let layers = model.layers
    let whole = read.count + 2 * pairs.count
    var done = 0
    func encode(_ part: [TokenizedText]) throws -> [Sentence] {
      try check()
      defer {
        done += part.count
        progress(done, whole)
      }
      return try model.sentences(part, layers: Set(layers), checking: check)
    }

    var sums = layers.map { _ in
      [Double](repeating: 0, count: model.configuration.hiddenSize)
    }
    var uses = 0
    var random = layers.map { _ in [Double]() }
    for start in stride(from: 0, to: read.count, by: Self.atOnce) {
      // The order is random, so a sentence and the next are a random pair.
      let part = read[start..<min(read.count, start + Self.atOnce)]
      let encoded = try encode(part.map(\.text))
      let drawn = part.map { text in
        let order = generator.order(of: text.words.count)
        return order.prefix(Self.drawn).map { text.words[$0] }
      }
      for layer in layers {
        let vectors = zip(encoded, drawn).map { sentence, tokens in
          tokens.map { sentence.vector(of: $0..<$0 + 1, layer: layer) }
        }
        for vector in vectors.joined() {
          for channel in vector.indices { sums[layer][channel] += Double(vector[channel]) }
        }
        for (own, next) in zip(vectors, vectors.dropFirst()) {
          random[layer] += zip(own, next).map { cosine($0, $1) }
        }
      }
      uses += drawn.reduce(0) { $0 + $1.count }
    }

    var sameWord = layers.map { _ in [Double]() }
    for start in stride(from: 0, to: pairs.count, by: Self.atOnce / 2) {
      let part = pairs[start..<min(pairs.count, start + Self.atOnce / 2)]
      let encoded = try encode(part.flatMap { [texts[$0.a.text].text, texts[$0.b.text].text] })
      for (place, pair) in part.enumerated() {
        for layer in layers {
          let (a, b) = (encoded[2 * place], encoded[2 * place + 1])
          sameWord[layer].append(
            cosine(
              a.vector(of: pair.a.token..<pair.a.token + 1, layer: layer),
              b.vector(of: pair.b.token..<pair.b.token + 1, layer: layer)))
        }
      }
    }
    self.sentences = texts.count
    self.uses = uses
    self.layers = layers.map { layer in
      Layer(
        mean: sums[layer].map { Float($0 / Double(uses)) }, random: random[layer].sorted(),
        sameWord: sameWord[layer].sorted())
    }
  }

  /// What cosines mean, with the quantiles of one layer.
  public func yardstick(layer: Int) -> Yardstick {
    Yardstick(
      layers: layers.map { Yardstick.Layer(mean: $0.mean, band: $0.band) }, layer: layer,
      random: Self.quantiles(layers[layer].random),
      sameWord: Self.quantiles(layers[layer].sameWord))
  }

  /// The smallest, that below which 1 of 100 lies, … the largest; between two values in proportion.
  private static func quantiles(_ sorted: [Double]) -> [Double] {
    (0...100).map { percent in
      let place = Double(percent) / 100 * Double(sorted.count - 1)
      let below = min(Int(place), sorted.count - 2)
      return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }
  }

  /// A sentence, or its first words.
  private static func tokenized(_ source: SourceText, by model: Model) -> TokenizedText {
    let text = model.tokenize(source)
    guard text.tokens.count > mostWords else { return text }
    let end = text.tokens[mostWords - 1].bytes.upperBound
    return model.tokenize(SourceText(bytes: Array(source.bytes[..<end])))
  }

  private struct Place { let text, token: Int }

  /// Two uses of one word in two sentences. A word gives few pairs, however frequent it is.
  private static func sameWordPairs(
    in texts: [(text: TokenizedText, words: [Int])], _ generator: inout SeededGenerator
  ) -> [(a: Place, b: Place)] {
    var places: [String: [Place]] = [:]
    for (number, text) in texts.enumerated() {
      for token in text.words {
        places[text.text.tokens[token].key, default: []].append(Place(text: number, token: token))
      }
    }
    var pairs: [(a: Place, b: Place)] = []
    for word in places.keys.sorted() {
      let own = places[word]!
      for _ in 0..<min(mostOfOneWord, own.count - 1) {
        let first = generator.next(below: own.count)
        let second = (first + 1 + generator.next(below: own.count - 1)) % own.count
        if own[first].text != own[second].text { pairs.append((own[first], own[second])) }
      }
    }
    let order = generator.order(of: pairs.count)
    return order.prefix(mostPairs).map { pairs[$0] }
  }

  /// Sentences that are wanted: more make the figures no better than they need to be.
  public static let wanted = 4000
  private static let fewestWords = 6
  private static let mostWords = 40
  /// Uses of a sentence that take part in the mean and in random pairs.
  private static let drawn = 5
  private static let mostOfOneWord = 4
  private static let mostPairs = 2000
  /// Sentences encoded for the mean and for random pairs.
  private static let mostRead = 2000
  /// Of either kind: below that the hundredths of a hundred mean nothing.
  private static let fewestPairs = 100
  private static let atOnce = 64
}

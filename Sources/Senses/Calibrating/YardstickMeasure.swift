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

    // Each sentence is encoded once, for all that it is drawn for.
    let ends = Dictionary(
      grouping: pairs.enumerated().flatMap { number, pair in
        [(number, place: pair.a), (number, place: pair.b)]
      }, by: \.place.text)
    let wanted = Array(read.indices) + ends.keys.filter { $0 >= read.count }.sorted()
    let layers = model.layers
    var sums = layers.map { _ in
      [Double](repeating: 0, count: model.configuration.hiddenSize)
    }
    var uses = 0
    var random = layers.map { _ in [Double]() }
    var sameWord = layers.map { _ in [Double]() }
    // Of each pair of which one use has come, its vector after every layer.
    var waiting: [Int: [[Float]]] = [:]
    for start in stride(from: 0, to: wanted.count, by: Self.atOnce) {
      try check()
      let part = wanted[start..<min(wanted.count, start + Self.atOnce)]
      let encoded = try model.sentences(
        part.map { texts[$0].text }, layers: Set(layers), checking: check)
      // The order is random, so a sentence and the next are a random pair.
      let drawn = part.prefix { $0 < read.count }.map { number in
        let words = texts[number].words
        return generator.order(of: words.count).prefix(Self.drawn).map { words[$0] }
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
      for (number, sentence) in zip(part, encoded) {
        for (pair, place) in ends[number] ?? [] {
          let own = layers.map {
            sentence.vector(of: place.token..<place.token + 1, layer: $0)
          }
          guard let other = waiting.removeValue(forKey: pair) else {
            waiting[pair] = own
            continue
          }
          for layer in layers { sameWord[layer].append(cosine(own[layer], other[layer])) }
        }
      }
      progress(min(start + Self.atOnce, wanted.count), wanted.count)
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
      let below = min(Int(clamping: place), sorted.count - 2)
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

import Tensors
import Tokenization
import Transformer

// C channels.

extension Model {
  /// The vector of each use, their sentences read together. Shape `[n, C]`.
  ///
  /// - Parameter layer: One of `layers`; without it, the model's own.
  /// - Throws: `ModelError`: of a layer that there is not, and where the model has no numbers for a text.
  public func vectors(of uses: [Use], layer: Int? = nil) throws(ModelError) -> [[Float]] {
    let layer = layer ?? self.layer
    guard layers.contains(layer) else { throw .noSuchLayer(layer, layers: layers) }
    let readings = try readings(of: uses)
    return try checked(
      vectors(of: readings, layer: layer) { () throws(Never) in }, of: uses)
  }

  /// The vector of each use, their sentences read some rows at a time. Shape `[n, C]`.
  ///
  /// - Parameter check: Called before each but the first of these; what it throws is thrown on.
  public func vectors(of uses: [Use], checking check: () throws -> Void) throws -> [[Float]] {
    try checked(vectors(of: readings(of: uses), layer: layer, check), of: uses)
  }

  /// The vectors of uses while a head is silent, for each of some heads. What lies below a head is read once. Shape
  /// `[heads, n, C]`.
  ///
  /// - Parameters:
  ///   - heads: Of layers up to the model's own, those of a layer together.
  ///   - check: Called now and then; what it throws is thrown on.
  public func vectors(
    of uses: [Use], withoutEach heads: [Head], checking check: () throws -> Void
  ) throws -> [[[Float]]] {
    let readings = try readings(of: uses)
    let passes = readings.flatMap(\.passes)
    let below = try states(
      of: passes.map { EncoderPass($0.start) }, layers: Set(0..<layer), check)
    var vectors: [Head: [[Float]]] = [:]
    for (number, heads) in Dictionary(grouping: heads, by: \.layer) {
      try check()
      let changed = heads.flatMap { head in
        zip(passes, below).map {
          EncoderPass(.states($1[number - 1]), silencing: [head], rows: $0.rows)
        }
      }
      var states = try states(of: changed, after: number - 1, layers: [layer], check)[...]
      for head in heads {
        vectors[head] = readings.map { $0.vector(from: &states, layer: layer) }
      }
    }
    return try heads.map { try checked(vectors[$0]!, of: uses) }
  }

  private func readings(of uses: [Use]) throws(ModelError) -> [UseReading] {
    var readings: [UseReading] = []
    for use in uses { readings.append(try UseReading(use, by: self)) }
    return readings
  }

  /// Lets through only vectors that can be compared.
  private func checked(
    _ vectors: [[Float]], of uses: [Use]
  ) throws(ModelError) -> [[Float]] {
    for (vector, use) in zip(vectors, uses) {
      guard vector.allSatisfy(\.isFinite) else {
        throw .overflow(text: use.text.source.string)
      }
      guard vector.contains(where: { $0 != 0 }) else { throw .noDirection(word: use.word) }
    }
    try checkWeights()
    return vectors
  }

  private func vectors<Failure>(
    of readings: [UseReading], layer: Int, _ check: () throws(Failure) -> Void
  ) throws(Failure) -> [[Float]] {
    var states = try states(
      of: readings.flatMap(\.passes), layers: [layer], check)[...]
    return readings.map { $0.vector(from: &states, layer: layer) }
  }
}

/// How a use is read: in the windows where its words have the most context, and of these no more than the words.
private struct UseReading {
  let passes: [EncoderPass]
  private let use: Use
  private let firstRow: Int

  init(_ use: Use, by model: Model) throws(ModelError) {
    self.use = use
    let pieces = use.tokens.map { use.text.tokens[$0].pieces }
    let rows = pieces.map(\.lowerBound).min()!..<pieces.map(\.upperBound).max()!
    firstRow = rows.lowerBound
    let windows = Windows(rows: use.text.ids.count, size: model.windowSize)
    let before = model.tokenizer.frame.before.count
    var passes: [EncoderPass] = []
    for (number, window) in windows.ranges.enumerated() {
      let own = rows.filter { windows.best(for: $0) == number }
      guard let first = own.first.map({ before + $0 - window.lowerBound }) else { continue }
      let input = try model.input(of: use.text, rows: window)
      passes.append(EncoderPass(.tokens(input), rows: first..<first + own.count))
    }
    self.passes = passes
  }

  /// - Parameter states: Of this reading's passes, then of others'; its own are taken off.
  func vector(from states: inout ArraySlice<HiddenStates>, layer: Int) -> [Float] {
    let own = states.prefix(passes.count).map { $0[layer] }
    states = states.dropFirst(passes.count)
    let together = Matrix(
      rows: own.reduce(0) { $0 + $1.rows }, columns: own[0].columns, values: own.flatMap(\.values))
    return use.text.vector(of: use.tokens, in: together, from: firstRow)
  }
}

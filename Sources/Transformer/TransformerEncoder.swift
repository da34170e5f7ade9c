import Tensors

// T tokens, C channels.

/// One head of one block.
public struct Head: Sendable, Hashable, Comparable {
  /// Its block, from 1.
  public let layer: Int
  /// From 1.
  public let number: Int

  public init(layer: Int, number: Int) {
    self.layer = layer
    self.number = number
  }

  public static func < (a: Head, b: Head) -> Bool {
    (a.layer, a.number) < (b.layer, b.number)
  }
}

/// The states of one sentence's tokens, or of those asked for, after the layers that were asked for.
public struct HiddenStates: Sendable {
  private let states: [Int: Matrix]

  init(_ states: [Int: Matrix]) { self.states = states }

  /// After a layer: 0 is input encoding, n is block n. Shape `[T, C]`.
  ///
  /// - Precondition: The layer was asked for.
  public subscript(layer: Int) -> Matrix { states[layer]! }
}

/// Input encoding and a stack of blocks: sentences in, a state for each token out.
///
/// `encode` and `trace` run on kernels made for this processor; `encodePlainly` on the plain Swift that they
/// are tested against.
public struct TransformerEncoder: Sendable {
  public let configuration: EncoderConfiguration
  public let embeddings: EmbeddingTable
  /// One for each layer; some encoders use a block for several.
  public let blocks: [EncoderBlock]
  private let packed: PackedEncoder

  /// How the blocks' weights are kept and multiplied.
  public var precision: Precision { packed.precision }
  /// How many threads `encode` uses.
  public var threads: Int { packed.threads }

  /// - Parameters:
  ///   - blocks: Each once.
  ///   - order: Which of the blocks each layer is; without it, one after the other.
  ///   - precision: How to keep and multiply the blocks' weights; one that the processor has no
  ///     instruction for becomes `float32`.
  ///   - pool: The threads that `encode` may use. The result is the same with any number.
  /// - Precondition: All weights of the blocks are finite numbers.
  public init(
    configuration: EncoderConfiguration, embeddings: EmbeddingTable, blocks: [EncoderBlock],
    order: [Int]? = nil, precision: Precision = .preferred, pool: ThreadPool
  ) {
    let order = order ?? Array(blocks.indices)
    precondition(order.count == configuration.layerCount, "as many layers as configured")
    self.configuration = configuration
    self.embeddings = embeddings
    self.blocks = order.map { blocks[$0] }
    packed = PackedEncoder(
      configuration: configuration, embeddings: embeddings, blocks: blocks, order: order,
      precision: precision, pool: pool)
  }

  /// Encodes sentences, each by itself: the bits of a state do not depend on the other sentences or on
  /// the number of threads.
  ///
  /// - Parameters:
  ///   - layers: The layers whose states are wanted; blocks above the highest are not run.
  ///   - silenced: Heads whose output is zero.
  /// - Precondition: A sentence has 1 to `positionCount` tokens, and its ids are in the table.
  public func encode(
    _ sentences: [InputSequence], layers: Set<Int>, silencing silenced: Set<Head> = []
  ) -> [HiddenStates] {
    encode(
      passes: sentences.map { EncoderPass(.tokens($0), silencing: silenced) }, layers: layers)
  }

  /// Encodes sentences as `encode(_:layers:silencing:)` does, each with a beginning and an end of its own.
  ///
  /// - Parameters:
  ///   - first: The layer that what the passes begin with stands after.
  ///   - layers: The layers whose states are wanted, from `first` on. Of each only the passes' `rows` are given; blocks
  ///     above the highest are not run.
  /// - Precondition: A sentence has 1 to `positionCount` tokens, and its ids are in the table; tokens stand after layer 0.
  public func encode(
    passes: [EncoderPass], after first: Int = 0, layers: Set<Int>
  ) -> [HiddenStates] {
    packed.encode(passes, after: first, layers: layers)
  }

  /// Takes one sentence through the encoder as `encode(passes:after:layers:)` does, block by block.
  ///
  /// - Parameter check: Called between two blocks; what it throws is thrown on.
  public func encode<Failure>(
    _ pass: EncoderPass, after first: Int = 0, layers: Set<Int>,
    checking check: () throws(Failure) -> Void
  ) throws(Failure) -> HiddenStates {
    let top = layers.max() ?? first
    var kept: [Int: Matrix] = [:]
    var step = pass
    step.rows = 0..<pass.count
    for layer in first..<max(top, first + 1) {
      if layer > first { try check() }
      if layer + 1 >= top { step.rows = pass.rows }
      let wanted = layers.intersection([layer, layer + 1]).union(layer < top ? [layer + 1] : [])
      let states = encode(passes: [step], after: layer, layers: wanted)[0]
      for layer in layers.intersection(wanted) where kept[layer] == nil {
        kept[layer] = step.rows == pass.rows ? states[layer] : states[layer].rows(pass.rows)
      }
      if layer + 1 < top { step.start = .states(states[layer + 1]) }
    }
    return HiddenStates(kept)
  }

  /// What `encode` does, in plain Swift.
  public func encodePlainly(
    _ sentences: [InputSequence], layers: Set<Int>, silencing silenced: Set<Head> = []
  ) -> [HiddenStates] {
    sentences.map { sentence in
      var kept: [Int: Matrix] = [:]
      var x = embeddings(sentence)
      if layers.contains(0) { kept[0] = x }
      for layer in 1..<max(1, (layers.max() ?? 0) + 1) {
        x = blocks[layer - 1](x, silencing: silenced.numbers(in: layer))
        if layers.contains(layer) { kept[layer] = x }
      }
      return HiddenStates(kept)
    }
  }

  /// Encodes one sentence and keeps every step. The states have the bits that `encode` gives.
  ///
  /// - Parameter check: Called before each block; what it throws is thrown on.
  /// - Precondition: As of `encode`.
  public func trace(
    _ sentence: InputSequence, silencing silenced: Set<Head> = [],
    checking check: () throws -> Void
  ) rethrows -> Trace {
    var pass = EncoderPass(.tokens(sentence), silencing: silenced)
    var embedded: Matrix?
    var traces: [BlockTrace] = []
    for layer in 1...configuration.layerCount {
      try check()
      let (below, trace) = packed.trace(pass, layer: layer)
      if embedded == nil { embedded = below }
      traces.append(trace)
      pass.start = .states(trace.output)
    }
    return Trace(embedded: embedded!, blocks: traces)
  }
}

extension TransformerEncoder {
  /// Encodes one sentence and keeps every step.
  public func trace(_ sentence: InputSequence, silencing silenced: Set<Head> = []) -> Trace {
    trace(sentence, silencing: silenced, checking: {})
  }
}

extension Set<Head> {
  /// The heads of a block, from 0.
  func numbers(in layer: Int) -> Set<Int> {
    isEmpty
      ? []
      : Set<Int>(lazy.filter { $0.layer == layer }.map { $0.number - 1 })
  }
}

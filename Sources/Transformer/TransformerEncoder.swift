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

/// The states of one sentence's tokens after the layers that were asked for.
public struct HiddenStates: Sendable {
  private let states: [Int: Matrix]

  init(_ states: [Int: Matrix]) { self.states = states }

  /// After a layer: 0 is input encoding, n is block n. Shape `[T, C]`.
  ///
  /// - Precondition: The layer was asked for.
  public subscript(layer: Int) -> Matrix { states[layer]! }
}

/// Input encoding and a stack of blocks: sentences in, a state for each token out.
public struct TransformerEncoder: Sendable {
  public let configuration: EncoderConfiguration
  public let embeddings: EmbeddingTable
  public let blocks: [EncoderBlock]

  public init(
    configuration: EncoderConfiguration, embeddings: EmbeddingTable, blocks: [EncoderBlock]
  ) {
    precondition(blocks.count == configuration.layerCount, "as many blocks as configured")
    self.configuration = configuration
    self.embeddings = embeddings
    self.blocks = blocks
  }

  /// Encodes sentences, each by itself.
  ///
  /// - Parameters:
  ///   - layers: The layers whose states are wanted; blocks above the highest are not run.
  ///   - silenced: Heads that find nothing.
  /// - Precondition: A sentence has 1 to `positionCount` tokens, and its ids are in the table.
  public func encode(
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

  /// Encodes one sentence and keeps every step.
  public func trace(_ sentence: InputSequence, silencing silenced: Set<Head> = []) -> Trace {
    let embedded = embeddings(sentence)
    var x = embedded
    var traces: [BlockTrace] = []
    for (index, block) in blocks.enumerated() {
      x = block(x, silencing: silenced.numbers(in: index + 1), observe: { traces.append($0) })
    }
    return Trace(embedded: embedded, blocks: traces)
  }
}

extension Set<Head> {
  /// The heads of a block, from 0.
  fileprivate func numbers(in layer: Int) -> Set<Int> {
    Set<Int>(lazy.filter { $0.layer == layer }.map { $0.number - 1 })
  }
}

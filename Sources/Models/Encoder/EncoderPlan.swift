import Tensors
import Transformer

// V words, E channels of a row of the embedding table, C channels of a state, F channels inside a feed-forward network, H heads of
// D channels, K heads of keys and values.

/// What an encoder is made of: every part by the name and the shape of its tensors.
struct EncoderPlan: Sendable {
  var configuration: EncoderConfiguration
  var embeddings: EmbeddingPlan
  /// Each once.
  var blocks: [BlockPlan]
  /// Which of the blocks each layer is; without it, one after the other.
  var order: [Int]?
}

/// Input encoding.
struct EmbeddingPlan: Sendable {
  /// Shape `[V, E]`.
  var words: TensorShape
  /// Of which row 0 is added to every word's.
  var shared: [(kind: SharedRow.Kind, rows: TensorShape)] = []
  var positions: PositionRowsPlan?
  var norm: NormPlan?
  var projection: LinearPlan?
}

/// A row for each place.
struct PositionRowsPlan: Sendable {
  var rows: TensorShape
  /// The row of the first place.
  var first = 0
  var padding: Int32?
}

/// One block.
struct BlockPlan: Sendable {
  var order = EncoderBlock.NormOrder.after
  var attention: AttentionPlan
  var attentionNorm: NormPlan?
  var gate: LinearPlan?
  var expansion: LinearPlan
  var activation: Activation
  var contraction: LinearPlan
  var feedForwardNorm: NormPlan
  var closingNorm: NormPlan?
}

/// The attention of a block.
struct AttentionPlan: Sendable {
  var headCount: Int
  var keyHeadCount: Int?
  var query, key, value, output: LinearPlan
  var positions = RelativePositionsPlan.none
  var reach: Int?
}

/// How attention knows where tokens stand.
enum RelativePositionsPlan: Sendable, Hashable {
  case none
  case rotary(base: Float, width: Int, pairs: RotationPairs)
  case storedRotary(TensorShape, pairs: RotationPairs)
  case bias(TensorShape, DistanceBuckets)
  case disentangled(TensorShape, norm: NormPlan?, DistanceBuckets)
}

/// A linear layer: a weight, all of it or some of its rows, and perhaps a bias.
struct LinearPlan: Sendable {
  let name: String
  /// Of the tensor.
  let rows, inputs: Int
  let hasBias: Bool
  /// Those of the tensor's rows that are this layer.
  let own: Range<Int>

  init(_ name: String, _ outputs: Int, _ inputs: Int, bias: Bool = true) {
    self.init(name, rows: outputs, inputs, own: 0..<outputs, bias: bias)
  }

  /// - Parameter rows: Those of the whole tensor.
  init(_ name: String, rows: Int, _ inputs: Int, own: Range<Int>, bias: Bool = true) {
    self.name = name
    self.rows = rows
    self.inputs = inputs
    self.own = own
    hasBias = bias
  }
}

/// A norm.
struct NormPlan: Sendable, Hashable {
  var kind = Norm.Kind.layer
  let name: String
  let channels: Int
  let epsilon: Float
  var hasBias = true

  init(
    _ name: String, _ channels: Int, epsilon: Float, kind: Norm.Kind = .layer, bias: Bool = true
  ) {
    self.kind = kind
    self.name = name
    self.channels = channels
    self.epsilon = epsilon
    hasBias = bias
  }
}

// MARK: - Tensors

/// The name of a tensor, and what shape it must have.
struct TensorShape: Sendable, Hashable {
  let name: String
  let shape: [Int]

  init(_ name: String, _ shape: [Int]) {
    self.name = name
    self.shape = shape
  }
}

extension EncoderPlan {
  /// Every tensor of the encoder, once.
  var tensors: [TensorShape] {
    var seen: Set<TensorShape> = []
    return (embeddings.tensors + blocks.flatMap(\.tensors)).filter { seen.insert($0).inserted }
  }
}

extension EmbeddingPlan {
  fileprivate var tensors: [TensorShape] {
    [words] + shared.map(\.rows) + (positions.map { [$0.rows] } ?? [])
      + (norm?.tensors ?? []) + (projection?.tensors ?? [])
  }
}

extension BlockPlan {
  fileprivate var tensors: [TensorShape] {
    let layers = [attention.query, attention.key, attention.value, attention.output, gate]
    let norms = [attentionNorm, feedForwardNorm, closingNorm]
    return (layers + [expansion, contraction]).compactMap { $0 }.flatMap(\.tensors)
      + norms.compactMap { $0 }.flatMap(\.tensors) + attention.positions.tensors
  }
}

extension RelativePositionsPlan {
  fileprivate var tensors: [TensorShape] {
    switch self {
    case .none, .rotary: []
    case .storedRotary(let table, _): [table]
    case .bias(let rows, _): [rows]
    case .disentangled(let rows, let norm, _): [rows] + (norm?.tensors ?? [])
    }
  }
}

extension LinearPlan {
  var tensors: [TensorShape] {
    [TensorShape(name + ".weight", [rows, inputs])]
      + (hasBias ? [TensorShape(name + ".bias", [rows])] : [])
  }
}

extension NormPlan {
  fileprivate var tensors: [TensorShape] {
    [TensorShape(name + ".weight", [channels])]
      + (hasBias ? [TensorShape(name + ".bias", [channels])] : [])
  }
}

import Tensors

/// The sizes of an encoder, by the names of BERT's `config.json`.
public struct EncoderConfiguration: Sendable, Hashable {
  /// V: rows of the embedding table.
  public var vocabularySize: Int
  /// C: channels of a token's state.
  public var hiddenSize: Int
  /// Blocks, one after another.
  public var layerCount: Int
  /// H: heads of each block.
  public var headCount: Int
  /// Channels inside the feed-forward network.
  public var intermediateSize: Int
  /// Places that a token can stand in, `[CLS]` and `[SEP]` included.
  public var positionCount: Int
  /// Kinds of segments; BERT has two.
  public var typeCount: Int
  public var layerNormEpsilon: Float
  public var activation: Activation

  public init(
    vocabularySize: Int, hiddenSize: Int, layerCount: Int, headCount: Int, intermediateSize: Int,
    positionCount: Int, typeCount: Int, layerNormEpsilon: Float = 1e-12,
    activation: Activation = .gelu
  ) {
    precondition(hiddenSize % headCount == 0, "every head has as many channels as the others")
    self.vocabularySize = vocabularySize
    self.hiddenSize = hiddenSize
    self.layerCount = layerCount
    self.headCount = headCount
    self.intermediateSize = intermediateSize
    self.positionCount = positionCount
    self.typeCount = typeCount
    self.layerNormEpsilon = layerNormEpsilon
    self.activation = activation
  }

  /// D: channels of one head.
  public var headWidth: Int { hiddenSize / headCount }
}

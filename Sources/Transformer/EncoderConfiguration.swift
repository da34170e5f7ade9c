/// The sizes of an encoder, whatever its architecture.
public struct EncoderConfiguration: Sendable, Hashable {
  /// V: rows of the embedding table.
  public var vocabularySize: Int
  /// C: channels of a token's state.
  public var hiddenSize: Int
  /// Blocks, one after another.
  public var layerCount: Int
  /// H: heads of each block.
  public var headCount: Int
  /// D: channels of one head.
  public var headWidth: Int
  /// The most tokens of a sentence, those before and after it included.
  public var positionCount: Int

  /// - Parameter headWidth: Without it, the heads share out the channels of a state.
  public init(
    vocabularySize: Int, hiddenSize: Int, layerCount: Int, headCount: Int, headWidth: Int? = nil,
    positionCount: Int
  ) {
    precondition(
      headWidth != nil || hiddenSize % headCount == 0,
      "every head has as many channels as the others")
    self.vocabularySize = vocabularySize
    self.hiddenSize = hiddenSize
    self.layerCount = layerCount
    self.headCount = headCount
    self.headWidth = headWidth ?? hiddenSize / headCount
    self.positionCount = positionCount
  }
}

import Tensors

// M tokens of several sentences one after another, C channels, F channels inside the feed-forward network,
// D channels of a head.

/// A block of the encoder with its weights laid out for the processor's kernels.
struct PackedBlock: Sendable {
  private let headCount: Int
  /// Queries, keys and values of all heads at once: from C to 3·C channels.
  private let gathering: PackedLinear
  private let mixing: PackedLinear
  private let expansion: PackedLinear
  private let contraction: PackedLinear
  private let attentionNorm: LayerNorm
  private let outputNorm: LayerNorm
  private let activation: Activation

  /// In the order of `groups`.
  var layers: [PackedLinear] { [gathering, mixing, expansion, contraction] }

  /// The layers that are packed as one, in the order in which they are used.
  static func groups(_ block: EncoderBlock) -> [[Linear]] {
    let attention = block.attention
    return [
      [attention.query, attention.key, attention.value], [attention.output],
      [block.feedForward.expansion], [block.feedForward.contraction],
    ]
  }

  /// - Parameter layers: One for each of `groups`.
  init(_ block: EncoderBlock, headCount: Int, activation: Activation, layers: [PackedLinear]) {
    self.headCount = headCount
    gathering = layers[0]
    mixing = layers[1]
    expansion = layers[2]
    contraction = layers[3]
    attentionNorm = block.attentionNorm
    outputNorm = block.outputNorm
    self.activation = activation
  }

  /// Replaces the states `workspace.x`. Between two layers all members meet, so layers may be packed in the
  /// same place.
  ///
  /// The caller and all members meet before the result is read.
  func apply(
    to workspace: Workspace, rows: Int, sentences: [Range<Int>], silencing silenced: Set<Int>,
    _ member: ThreadPool.Member
  ) {
    let (x, y, wide) = (workspace.x, workspace.y, workspace.wide)
    let scratch = workspace.scratch(member.number)
    let channels = mixing.inputs
    let width = channels / headCount

    gathering.apply(
      to: x, rows: rows, panels: member.share(of: gathering.panels), into: wide, scratch: scratch)
    member.meet()

    for work in member.share(of: sentences.count * headCount) {
      let (sentence, head) = (sentences[work / headCount], work % headCount)
      let found = workspace.found + sentence.lowerBound * channels + head * width
      if silenced.contains(head) {
        for row in 0..<sentence.count {
          (found + row * channels).update(repeating: 0, count: width)
        }
      } else {
        let queries = wide + sentence.lowerBound * 3 * channels + head * width
        attend(
          queries: queries, keys: queries + channels, values: queries + 2 * channels,
          stride: 3 * channels, tokens: sentence.count, width: width, found: found,
          foundStride: channels, scratch: scratch)
      }
    }
    member.meet()

    let share = member.share(of: rows)
    mixing.apply(
      to: workspace.found, rows: rows, panels: member.share(of: mixing.panels), adding: x, into: y,
      scratch: scratch)
    member.meet()
    attentionNorm.apply(inPlace: y + share.lowerBound * channels, rows: share.count)
    member.meet()

    expansion.apply(
      to: y, rows: rows, panels: member.share(of: expansion.panels), activation: activation,
      into: wide, scratch: scratch)
    member.meet()
    contraction.apply(
      to: wide, rows: rows, panels: member.share(of: contraction.panels), adding: y, into: x,
      scratch: scratch)
    member.meet()
    outputNorm.apply(inPlace: x + share.lowerBound * channels, rows: share.count)
  }
}

/// The numbers of a batch between the layers, and scratch for each thread.
final class Workspace: @unchecked Sendable {
  /// The most rows.
  let tokens: Int
  let members: Int
  /// Shape `[M, C]`: the states; and what stands between the two halves of a block.
  let x, y: UnsafeMutablePointer<Float>
  /// Shape `[M, C]`: the outputs of the heads.
  let found: UnsafeMutablePointer<Float>
  /// Shape `[M, 3·C]`, then `[M, F]`.
  let wide: UnsafeMutablePointer<Float>
  private let memory: UnsafeMutableRawPointer
  private let scratchStart: Int
  private let scratchCount: Int

  init(_ configuration: EncoderConfiguration, tokens: Int, members: Int) {
    self.tokens = tokens
    self.members = members
    let channels = configuration.hiddenSize
    let most = max(3 * channels, configuration.intermediateSize)
    func rounded(_ count: Int) -> Int { (count + 63) / 64 * 64 }
    scratchCount = rounded(
      max(
        PackedLinear.scratchCount(rows: tokens, inputs: most),
        attentionScratchCount(tokens: tokens, width: configuration.headWidth)))
    let narrow = rounded(4 * tokens * channels)
    scratchStart = 3 * narrow + rounded(4 * tokens * most)
    memory = .allocate(byteCount: scratchStart + members * scratchCount, alignment: 64)
    x = memory.assumingMemoryBound(to: Float.self)
    y = (memory + narrow).assumingMemoryBound(to: Float.self)
    found = (memory + 2 * narrow).assumingMemoryBound(to: Float.self)
    wide = (memory + 3 * narrow).assumingMemoryBound(to: Float.self)
  }

  func scratch(_ member: Int) -> UnsafeMutableRawPointer {
    memory + scratchStart + member * scratchCount
  }

  deinit { memory.deallocate() }
}

import Tensors

// M tokens of several sentences one after another, E channels of a row of the embedding table, C channels of a state, F channels
// inside the feed-forward network, H heads, K heads of keys and values, D channels of a head.

/// How many numbers the layers of an encoder need beside one another.
struct WorkspaceShape: Sendable {
  /// The largest of E, C and H·D.
  let narrow: Int
  /// The largest of (H + 2·K)·D, F and E.
  let wide: Int
  /// D
  let headWidth: Int
  /// Rows of positions that queries and keys are scored against.
  let positions: Int

  init(
    _ embeddings: EmbeddingTable, _ blocks: [EncoderBlock], _ configuration: EncoderConfiguration
  ) {
    let heads = configuration.headCount * configuration.headWidth
    narrow = max(embeddings.width, configuration.hiddenSize, heads)
    wide =
      blocks.flatMap { block in
        PackedBlock.groups(block).map { $0.reduce(0) { $0 + $1.outputs } }
      }.reduce(narrow, max)
    headWidth = configuration.headWidth
    positions =
      blocks.map { block in
        if case .disentangled(let distances) = block.attention.positions {
          distances.buckets.count
        } else {
          0
        }
      }.max() ?? 0
  }
}

/// The numbers of a batch between the layers, and scratch for each thread.
final class Workspace: @unchecked Sendable {
  /// The most rows.
  let tokens: Int
  let members: Int
  /// Shape `[M, C]`: the states; and what stands between the two halves of a block.
  let x, y: UnsafeMutablePointer<Float>
  /// Shape `[M, H·D]`: the outputs of the heads.
  let found: UnsafeMutablePointer<Float>
  /// Shape `[M, (H + 2·K)·D]`, then `[M, F]`.
  let wide: UnsafeMutablePointer<Float>
  private let memory: UnsafeMutableRawPointer
  private let scratchStart: Int
  private let scratchCount: Int

  init(_ shape: WorkspaceShape, tokens: Int, members: Int) {
    self.tokens = tokens
    self.members = members
    func rounded(_ count: Int) -> Int { (count + 63) / 64 * 64 }
    scratchCount = rounded(
      max(
        PackedLinear.scratchCount(rows: tokens, inputs: shape.wide),
        attentionScratchCount(
          tokens: tokens, width: shape.headWidth, positions: shape.positions)))
    let narrow = rounded(4 * tokens * shape.narrow)
    scratchStart = 3 * narrow + rounded(4 * tokens * shape.wide)
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

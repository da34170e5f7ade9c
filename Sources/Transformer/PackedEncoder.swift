import Synchronization
import Tensors

// M tokens of several sentences one after another, T tokens of one, C channels, F channels inside the
// feed-forward network, D channels of a head.

/// The encoder with its weights laid out for the processor's kernels.
///
/// The tokens of several sentences are rows of one matrix, with no padding between them; only attention
/// knows where a sentence ends. Few tokens are shared out among the threads within each layer; of many,
/// each thread takes some sentences through all blocks by itself.
final class PackedEncoder: @unchecked Sendable {
  let precision: Precision
  private let configuration: EncoderConfiguration
  private let embeddings: EmbeddingTable
  /// What composes rows and what brings rows to the width of the states.
  private let composition, projection: PackedLinear?
  /// Each once, and which a layer is.
  private let plainBlocks: [EncoderBlock]
  private let order: [Int]
  private let positions: [PackedPositions]
  private let shape: WorkspaceShape
  private let pool: ThreadPool
  private let weights = Mutex(Weights.unread)
  private let idle = Mutex<[Workspace]>([])

  var threads: Int { pool.count }

  /// The tokens that one thread takes through the blocks at once: enough that each panel of weights is
  /// used often, and their states stay in the second cache.
  private static let batchSize = 192
  /// Fewer tokens a thread than this are shared out within each layer.
  private static let leastAlone = 64

  /// - Parameters:
  ///   - blocks: Each once.
  ///   - order: Which of the blocks each layer is.
  init(
    configuration: EncoderConfiguration, embeddings: EmbeddingTable, blocks: [EncoderBlock],
    order: [Int], precision: Precision, pool: ThreadPool
  ) {
    self.configuration = configuration
    self.embeddings = embeddings
    self.precision = Kernels.chosen.nearest(to: precision)
    composition = embeddings.ngrams.map { PackedLinear($0.projection, precision: .float32) }
    projection = embeddings.projection.map { PackedLinear($0, precision: .float32) }
    plainBlocks = blocks
    self.order = order
    positions = blocks.map {
      PackedPositions(
        $0.attention.positions, heads: configuration.headCount,
        longest: configuration.positionCount)
    }
    shape = WorkspaceShape(embeddings, blocks, configuration)
    self.pool = pool
  }

  /// Where the blocks' weights are.
  private enum Weights {
    /// Where the file has them.
    case unread
    /// There still, but one call has been answered.
    case readOnce
    case packed([PackedBlock])
  }

  /// The blocks for a call. Packing all of them fills 20 MB of new memory, which takes several times as
  /// long as a sentence; so the first call, if it is a small one, packs each layer as it comes, always in
  /// the same place, without waking other threads for so little. The results have the same bits.
  private func blocks(forBatches count: Int) -> (blocks: [PackedBlock], arePassing: Bool) {
    weights.withLock { weights in
      switch weights {
      case .packed(let blocks): return (blocks, false)
      case .unread where count <= 1:
        weights = .readOnce
        return (placedBlocks(passing: true), true)
      case .unread, .readOnce:
        let blocks = placedBlocks(passing: false)
        let layers = blocks.flatMap(\.layers)
        let queue = WorkQueue(count: layers.count)
        let done = PackedTensors()
        pool.run { _ in
          // Whole layers: two threads in one large page would both wait until the system has cleared it.
          while let index = queue.next() {
            layers[index].pack(0..<layers[index].panels)
            done.add(layers[index].stored)
          }
        }
        done.letGo()
        weights = .packed(blocks)
        return (blocks, false)
      }
    }
  }

  /// - Parameter passing: Whether all layers share one place, and are packed when they are applied.
  private func placedBlocks(passing: Bool) -> [PackedBlock] {
    let groups = plainBlocks.map(PackedBlock.groups)
    let sizes = groups.joined().map { PackedLinear.byteCount($0, precision: precision) }
    let memory = PackedMemory(count: passing ? sizes.max() ?? 0 : sizes.reduce(0, +))
    var offset = 0
    var layers: [PackedLinear] = []
    for (parts, size) in zip(groups.joined(), sizes) {
      layers.append(
        PackedLinear(
          parts, precision: precision, memory: memory, offset: offset, packsWhenApplied: passing))
      if !passing { offset += size }
    }
    var next = layers[...]
    return plainBlocks.indices.map { index in
      let own = next.prefix(groups[index].count)
      next = next.dropFirst(own.count)
      return PackedBlock(plainBlocks[index], positions: positions[index], layers: Array(own))
    }
  }

  /// Takes a sentence, all its rows wanted, through one block.
  ///
  /// - Returns: What the block begins with, and its steps.
  func trace(_ pass: EncoderPass, layer: Int) -> (below: Matrix, BlockTrace) {
    let steps = BlockSteps()
    let states = encode([pass], after: layer - 1, layers: [layer - 1, layer], keeping: steps)[0]
    return (
      states[layer - 1],
      BlockTrace(attention: steps.attention!, attended: steps.attended!, output: states[layer])
    )
  }

  /// - Parameters:
  ///   - first: The layer that what is begun with stands after.
  ///   - steps: Keeps those of the one block that is run, of one sentence.
  func encode(
    _ passes: [EncoderPass], after first: Int, layers: Set<Int>, keeping steps: BlockSteps? = nil
  ) -> [HiddenStates] {
    let total = passes.reduce(0) { $0 + $1.count }
    let isShared = threads == 1 || total < threads * Self.leastAlone || passes.count < threads
    let size = isShared ? Self.batchSize : min(Self.batchSize, (total + threads - 1) / threads)
    let batches = batches(of: passes, size: size)
    let most = batches.map { $0.reduce(0) { $0 + passes[$1].count } }.max() ?? 0
    let (blocks, arePassing) = batches.isEmpty ? ([], true) : blocks(forBatches: batches.count)
    // Until the next call packs them for good, which may never come, the weights need no memory.
    defer {
      if arePassing { StoredTensor.letGo(of: blocks.flatMap { $0.layers.flatMap(\.stored) }) }
    }
    let job = Job(
      blocks: blocks, layers: layers, first: first, top: layers.max() ?? first, steps: steps)
    return [HiddenStates](unsafeUninitializedCapacity: passes.count) { results, written in
      nonisolated(unsafe) let results = results
      if threads == 1 || arePassing {
        let workspace = workspace(tokens: most, members: 1)
        for batch in batches {
          forward(passes[batch], job, workspace, .alone, results)
        }
        idle.withLock { $0.append(workspace) }
      } else if isShared {
        let workspace = workspace(tokens: most, members: threads)
        for batch in batches {
          pool.run { self.forward(passes[batch], job, workspace, $0, results) }
        }
        idle.withLock { $0.append(workspace) }
      } else {
        let queue = WorkQueue(count: batches.count)
        pool.run { _ in
          let workspace = self.workspace(tokens: most, members: 1)
          while let index = queue.next() {
            self.forward(passes[batches[index]], job, workspace, .alone, results)
          }
          self.idle.withLock { $0.append(workspace) }
        }
      }
      written = passes.count
    }
  }

  /// What all batches of a call have in common.
  private struct Job: Sendable {
    let blocks: [PackedBlock]
    let layers: Set<Int>
    let first, top: Int
    let steps: BlockSteps?
  }

  private func batches(of passes: [EncoderPass], size: Int) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var (start, tokens) = (0, 0)
    for (index, pass) in passes.enumerated() {
      precondition(
        pass.count <= configuration.positionCount,
        "a sentence has 1 to \(configuration.positionCount) tokens")
      if index > start && tokens + pass.count > size {
        batches.append(start..<index)
        (start, tokens) = (index, 0)
      }
      tokens += pass.count
    }
    if start < passes.count { batches.append(start..<passes.count) }
    return batches
  }

  /// A workspace that no other call uses.
  private func workspace(tokens: Int, members: Int) -> Workspace {
    // One size fits all but long texts.
    let tokens = max(tokens, Self.batchSize)
    let found = idle.withLock { idle -> Workspace? in
      let fitting = idle.firstIndex { $0.tokens >= tokens && $0.members >= members }
      // One that is too small makes room for another.
      if fitting == nil { _ = idle.popLast() }
      return fitting.map { idle.remove(at: $0) }
    }
    return found ?? Workspace(shape, tokens: tokens, members: members)
  }

  /// Takes a batch through the blocks. Several members do this together, each a share of the rows, heads
  /// or outputs; where one needs what another made, they meet.
  private func forward(
    _ batch: ArraySlice<EncoderPass>, _ job: Job, _ workspace: Workspace,
    _ member: ThreadPool.Member, _ results: UnsafeMutableBufferPointer<HiddenStates>
  ) {
    var spans: [Range<Int>] = []
    var rows = 0
    for pass in batch {
      spans.append(rows..<rows + pass.count)
      rows += pass.count
    }
    var wanted = zip(batch, spans).map { pass, span in
      span.lowerBound + pass.rows.lowerBound..<span.lowerBound + pass.rows.upperBound
    }
    let channels = configuration.hiddenSize
    if member.number == 0 {
      for (pass, span) in zip(batch, spans) {
        let x = workspace.x + span.lowerBound * channels
        switch pass.start {
        case .tokens(let input): embed(input, into: x, workspace)
        case .states(let states):
          states.values.withUnsafeBufferPointer {
            x.update(from: $0.baseAddress!, count: $0.count)
          }
        }
      }
    }
    var kept = [[Int: Matrix]](repeating: [:], count: member.number == 0 ? spans.count : 0)
    for layer in job.first...job.top {
      if layer > job.first {
        let silenced = batch.map { $0.silenced.numbers(in: layer) }
        let isNarrowed = layer == job.top && wanted != spans
        job.blocks[order[layer - 1]].apply(
          to: workspace, rows: rows, sentences: spans, silencing: silenced,
          narrowingTo: isNarrowed ? wanted : nil, keeping: job.steps, member)
        if isNarrowed { wanted = wanted.gathered }
      }
      member.meet()
      if member.number == 0 && job.layers.contains(layer) {
        for (index, rows) in wanted.enumerated() {
          let states = UnsafeBufferPointer(
            start: workspace.x + rows.lowerBound * channels, count: rows.count * channels)
          kept[index][layer] = Matrix(rows: rows.count, columns: channels, values: Array(states))
        }
      }
    }
    if member.number == 0 {
      for (index, kept) in zip(batch.indices, kept) {
        (results.baseAddress! + index).initialize(to: HiddenStates(kept))
      }
    }
  }

  /// What `EmbeddingTable` does.
  private func embed(
    _ sentence: InputSequence, into x: UnsafeMutablePointer<Float>, _ workspace: Workspace
  ) {
    let (width, count) = (embeddings.width, sentence.count)
    let rows = projection == nil ? x : workspace.wide
    let position = workspace.y
    let places = embeddings.positions?.rows(of: sentence.ids)
    for (place, id) in sentence.ids.enumerated() {
      let row = rows + place * width
      if let ngrams = embeddings.ngrams, let composition, let parts = sentence.composed[place] {
        compose(parts, ngrams, composition, into: row, workspace)
      } else {
        embeddings.words.write(row: Int(id), to: row)
      }
      for shared in embeddings.shared {
        shared.values.withUnsafeBufferPointer { shared in
          for channel in 0..<width { row[channel] += shared[channel] }
        }
      }
      if let positions = embeddings.positions, let places {
        positions.rows.write(row: places[place], to: position)
        for channel in 0..<width { row[channel] += position[channel] }
      }
    }
    embeddings.norm?.apply(to: rows, into: rows, rows: count)
    projection?.apply(
      to: rows, rows: count, panels: 0..<projection!.panels, into: x,
      scratch: workspace.scratch(0))
  }

  /// The row of a word that no table has. See `RowParts`.
  private func compose(
    _ parts: RowParts, _ ngrams: NGramTable, _ projection: PackedLinear,
    into row: UnsafeMutablePointer<Float>, _ workspace: Workspace
  ) {
    let (buckets, width) = (parts.buckets, projection.inputs)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * width) { space in
      let sum = space.baseAddress!
      let one = sum + width
      sum.initialize(repeating: 0, count: width)
      for bucket in buckets {
        ngrams.buckets.write(row: bucket, to: one)
        for channel in 0..<width { sum[channel] += one[channel] }
      }
      for channel in 0..<width { sum[channel] /= Float(buckets.count) }
      if let changes = ngrams.changes {
        for neighbour in parts.neighbours {
          guard let change = neighbour.change else { continue }
          changes.write(row: change, to: one)
          let share = neighbour.weight / RowParts.weightOfNGrams
          for channel in 0..<width { sum[channel] += share * one[channel] }
        }
      }
      projection.apply(
        to: sum, rows: 1, panels: 0..<projection.panels, into: row, scratch: workspace.scratch(0))
    }
    let (channels, one) = (embeddings.width, workspace.y)
    for channel in 0..<channels { row[channel] *= RowParts.weightOfNGrams }
    for neighbour in parts.neighbours {
      embeddings.words.write(row: Int(neighbour.row), to: one)
      for channel in 0..<channels { row[channel] += neighbour.weight * one[channel] }
    }
    let whole = parts.weight
    for channel in 0..<channels { row[channel] /= whole }
  }
}

/// Tensors that have been packed, let go some at a time: so a large encoder is never in memory twice, and a small one is let go at
/// once.
private final class PackedTensors: Sendable {
  private let tensors = Mutex<(waiting: [StoredTensor], bytes: Int)>(([], 0))
  private static let most = 1 << 25

  func add(_ packed: [StoredTensor]) {
    let ready = tensors.withLock { tensors -> [StoredTensor] in
      tensors.waiting += packed
      tensors.bytes += packed.reduce(0) { $0 + $1.count * $1.format.width }
      guard tensors.bytes >= Self.most else { return [] }
      defer { tensors = ([], 0) }
      return tensors.waiting
    }
    StoredTensor.letGo(of: ready)
  }

  func letGo() { StoredTensor.letGo(of: tensors.withLock { $0.waiting }) }
}

import Tensors
import Transformer

// The shapes of all-MiniLM-L6-v2: 384 channels, 1536 inside the feed-forward network, 12 heads, 6 blocks.

private func matrix(_ rows: Int, _ columns: Int, _ size: Float, _ seed: UInt64) -> Matrix {
  var random = SeededGenerator(state: seed)
  return Matrix(
    rows: rows, columns: columns,
    values: (0..<rows * columns).map { _ in Float.random(in: -size...size, using: &random) })
}

/// The largest difference, relative to the largest number that is expected.
private func difference(_ found: [Float], _ expected: [Float]) -> Float {
  let largest = expected.reduce(0) { max($0, abs($1)) }
  return zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / largest
}

private let precisions: [(Precision, Arithmetic, bytes: Double, tolerance: Float)] = [
  (.float32, .float32, 4, 1e-5), (.bfloat16, .bfloat16, 2, 0.02),
  (.float16, .float16, 2, 0.008), (.int8, .int8, 1, 0.05),
]

/// Space for numbers that the kernels write to, for as long as the workload lives.
private final class Numbers: @unchecked Sendable {
  let start: UnsafeMutablePointer<Float>
  let count: Int
  init(_ values: [Float]) {
    count = values.count
    start = .allocate(capacity: max(1, count))
    start.initialize(from: values, count: count)
  }
  convenience init(count: Int) { self.init([Float](repeating: 0, count: count)) }
  var values: [Float] { Array(UnsafeBufferPointer(start: start, count: count)) }
  deinit { start.deallocate() }
}

/// Linear layers, for a sentence of ten tokens and for many.
private func linearWorkloads() -> [Workload] {
  let shapes = [
    ("queries, keys and values", 1152, 384), ("expansion", 1536, 384), ("contraction", 384, 1536),
  ]
  return shapes.flatMap { name, outputs, inputs in
    let layer = Linear(
      weight: matrix(outputs, inputs, 0.05, 1), bias: matrix(1, outputs, 0.1, 2).values)
    return precisions.flatMap { precision, arithmetic, bytes, tolerance -> [Workload] in
      if Kernels.chosen.nearest(to: precision) != precision { return [] }
      let packed = PackedLinear(layer, precision: precision)
      return [10, 192].map { rows in
        let x = matrix(rows, inputs, 1, 3)
        let (from, to) = (Numbers(x.values), Numbers(count: rows * outputs))
        let scratch = Numbers(count: PackedLinear.scratchCount(rows: rows, inputs: inputs) / 4 + 1)
        let run: @Sendable () -> Void = {
          packed.apply(
            to: from.start, rows: rows, panels: 0..<packed.panels, into: to.start,
            scratch: UnsafeMutableRawPointer(scratch.start))
        }
        return Workload(
          name: "linear, \(name)", arithmetic: arithmetic, rows: rows,
          operations: 2 * Double(rows * inputs * outputs),
          weightBytes: bytes * Double(inputs * outputs),
          difference: {
            run()
            return difference(to.values, layer(x).values)
          }, tolerance: tolerance, run: run)
      }
    }
  }
}

/// One head of one sentence.
private func attentionWorkloads() -> [Workload] {
  [10, 26, 128, 512].map { tokens in
    let width = 32
    let (q, k, v) = (
      matrix(tokens, width, 1, 4), matrix(tokens, width, 1, 5), matrix(tokens, width, 1, 6)
    )
    let (queries, keys, values) = (Numbers(q.values), Numbers(k.values), Numbers(v.values))
    let found = Numbers(count: tokens * width)
    let scratch = Numbers(count: attentionScratchCount(tokens: tokens, width: width) / 4 + 1)
    let run: @Sendable () -> Void = {
      attend(
        Scores(scale: 1 / Float(width).squareRoot()), queries: queries.start, keys: keys.start,
        values: values.start, stride: width,
        tokens: tokens, width: width, found: found.start, foundStride: width,
        scratch: UnsafeMutableRawPointer(scratch.start))
    }
    return Workload(
      name: "attention, one head", arithmetic: .float32, rows: tokens,
      operations: 4 * Double(tokens * tokens * width), weightBytes: 0,
      difference: {
        run()
        var scores = dotProducts(q, k)
        for index in scores.values.indices { scores.values[index] /= Float(width).squareRoot() }
        return difference(found.values, weightedSums(softmax(scores), of: v).values)
      }, tolerance: 1e-5, run: run)
  }
}

/// All six blocks of random weights, on one thread: a sentence of ten tokens, and 40 of 26.
private func encoderWorkloads() -> [Workload] {
  let (channels, inner, heads, layers) = (384, 1536, 12, 6)
  var seed: UInt64 = 7
  func linear(_ outputs: Int, _ inputs: Int) -> Linear {
    seed += 1
    return Linear(
      weight: matrix(outputs, inputs, 2 / Float(inputs).squareRoot(), seed),
      bias: matrix(1, outputs, 0.1, seed).values)
  }
  func norm() -> Norm {
    Norm(
      weight: [Float](repeating: 1, count: channels), bias: [Float](repeating: 0, count: channels),
      epsilon: 1e-12)
  }
  let embeddings = EmbeddingTable(
    words: StoredTensor(matrix(1000, channels, 1, 2)),
    shared: [SharedRow(.segment, matrix(1, channels, 1, 4).values)],
    positions: PositionRows(rows: StoredTensor(matrix(128, channels, 1, 3))), norm: norm())
  let blocks = (0..<layers).map { _ in
    EncoderBlock(
      attention: MultiHeadAttention(
        headCount: heads, query: linear(channels, channels), key: linear(channels, channels),
        value: linear(channels, channels), output: linear(channels, channels)),
      attentionNorm: norm(),
      feedForward: FeedForward(
        expansion: linear(inner, channels), activation: .gelu,
        contraction: linear(channels, inner)),
      feedForwardNorm: norm())
  }
  let configuration = EncoderConfiguration(
    vocabularySize: 1000, hiddenSize: channels, layerCount: layers, headCount: heads,
    positionCount: 128)
  return precisions.flatMap { precision, arithmetic, bytes, tolerance -> [Workload] in
    if Kernels.chosen.nearest(to: precision) != precision { return [] }
    let encoder = TransformerEncoder(
      configuration: configuration, embeddings: embeddings, blocks: blocks, precision: precision,
      pool: ThreadPool(count: 1))
    return [(1, 10), (40, 26)].map { count, tokens in
      let sentences = (0..<count).map { sentence in
        InputSequence(ids: (0..<tokens).map { Int32((sentence * 131 + $0 * 17) % 1000) })
      }
      let weights = Double(layers * channels * (4 * channels + 2 * inner))
      let rows = count * tokens
      return Workload(
        name: "encoder, \(count) × \(tokens) tokens", arithmetic: arithmetic, rows: rows,
        operations: 2 * weights * Double(rows)
          + 4 * Double(layers * count * tokens * tokens * channels),
        weightBytes: bytes * weights,
        difference: {
          difference(
            encoder.encode([sentences[0]], layers: [layers])[0][layers].values,
            encoder.encodePlainly([sentences[0]], layers: [layers])[0][layers].values)
        },
        // Six blocks of random weights make roundings grow.
        tolerance: precision == .float32 ? 1e-4 : 10 * tolerance,
        run: { _ = encoder.encode(sentences, layers: [layers]) })
    }
  }
}

func kernelWorkloads() -> [Workload] {
  linearWorkloads() + attentionWorkloads() + encoderWorkloads()
}

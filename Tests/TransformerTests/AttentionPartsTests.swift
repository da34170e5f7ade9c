import Tensors
import TestSupport
import Testing
import Transformer

/// What attention and blocks may have besides BERT's parts, by hand.
struct AttentionPartsTests {
  private func linear(_ rows: [[Float]], bias: [Float]? = nil) -> Linear {
    Linear(
      weight: Matrix(rows: rows.count, columns: rows[0].count, values: rows.flatMap { $0 }),
      bias: bias ?? [Float](repeating: 0, count: rows.count))
  }

  private let one: [[Float]] = [[1, 0], [0, 1]]

  /// Attention as the only block of an encoder, whose rows are its tokens.
  private func trace(_ attention: MultiHeadAttention, _ x: Matrix) -> AttentionTrace {
    let nothing = Linear(
      weight: Matrix(rows: x.columns, columns: x.columns),
      bias: [Float](repeating: 0, count: x.columns))
    let block = EncoderBlock(
      order: .before, attention: attention, attentionNorm: nil,
      feedForward: FeedForward(expansion: nothing, activation: .relu, contraction: nothing),
      feedForwardNorm: Norm(
        kind: .rootMeanSquare, weight: [Float](repeating: 1, count: x.columns), epsilon: 1))
    let encoder = TransformerEncoder(
      configuration: EncoderConfiguration(
        vocabularySize: x.rows, hiddenSize: x.columns, layerCount: 1,
        headCount: attention.headCount, positionCount: x.rows),
      embeddings: EmbeddingTable(words: StoredTensor(x), positions: nil, norm: nil),
      blocks: [block], precision: .float32, pool: ThreadPool(count: 1))
    let trace = encoder.trace(InputSequence(ids: (0..<Int32(x.rows)).map { $0 }))
    #expect(trace.embedded == x)
    expectClose(trace.blocks[0].output, attention(x) + x, within: 1e-5)
    return trace.blocks[0].attention
  }

  /// The second place turns by one radian, in both ways of making pairs.
  @Test func rotation() {
    let (c, s): (Float, Float) = (0.540302306, 0.841470985)
    let x = Matrix(rows: 2, columns: 2, values: [1, 0, 1, 0])
    for pairs in [RotationPairs.halves, .neighbours] {
      expectClose(
        Rotary(base: 10_000, width: 2, pairs: pairs)(x).values, [1, 0, c, s], within: 1e-6)
    }
    let wide = Matrix(rows: 2, columns: 4, values: [0, 0, 0, 0, 1, 2, 3, 4])
    // The second pair turns by 1/100.
    let (c2, s2): (Float, Float) = (0.99995, 0.009999833)
    expectClose(
      Rotary(base: 10_000, width: 4, pairs: .halves)(wide).row(1),
      [c - 3 * s, 2 * c2 - 4 * s2, 3 * c + s, 4 * c2 + 2 * s2], within: 1e-5)
    expectClose(
      Rotary(base: 10_000, width: 4, pairs: .neighbours)(wide).row(1),
      [c - 2 * s, 2 * c + s, 3 * c2 - 4 * s2, 4 * c2 + 3 * s2], within: 1e-5)
  }

  /// A trace has queries and keys as they are multiplied, and as they were before they were turned.
  @Test func whatIsTurnedIsKeptAsItWas() throws {
    let rotary = Rotary(base: 10_000, width: 2, pairs: .halves)
    func attention(_ positions: RelativePositions) -> MultiHeadAttention {
      MultiHeadAttention(
        headCount: 1, query: linear(one), key: linear([[0, 1], [1, 0]]), value: linear(one),
        output: linear(one), positions: positions)
    }
    let x = Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4])
    let swapped = Matrix(rows: 2, columns: 2, values: [2, 1, 4, 3])
    let steps = trace(attention(.rotary(rotary)), x)
    let unturned = try #require(steps.unturned)
    expectClose(unturned.queries[0], x, within: 1e-6)
    expectClose(unturned.keys[0], swapped, within: 1e-6)
    expectClose(steps.queries[0], rotary(x), within: 1e-6)
    expectClose(steps.keys[0], rotary(swapped), within: 1e-6)
    #expect(trace(attention(.none), x).unturned == nil)
  }

  /// A table of sines and cosines does what its angles do.
  @Test func storedRotation() {
    let table = StoredTensor(shape: [2, 2], values: [0, 1, 0.841470985, 0.540302306])
    let x = Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4])
    expectClose(
      Rotary(table: table, pairs: .halves)(x), Rotary(base: 100, width: 2, pairs: .halves)(x),
      within: 1e-6)
    // It may turn the first place as well: by a right angle.
    let first = Rotary(table: StoredTensor(shape: [1, 2], values: [1, 0]), pairs: .halves)
    #expect(first(Matrix(rows: 1, columns: 2, values: [1, 2])).values == [-2, 1])
  }

  /// What is too far away has no weight; what is left shares it.
  @Test func windows() {
    let zero: [[Float]] = [[0, 0], [0, 0]]
    let attention = MultiHeadAttention(
      headCount: 1, query: linear(zero), key: linear(zero), value: linear(one),
      output: linear(one), reach: 1)
    let steps = trace(attention, Matrix(rows: 4, columns: 2, values: [1, 0, 2, 0, 4, 0, 8, 0]))
    expectClose(steps.weights[0].row(0), [0.5, 0.5, 0, 0], within: 1e-6)
    expectClose(steps.weights[0].row(2), [0, 1 / 3, 1 / 3, 1 / 3], within: 1e-6)
    #expect(steps.sees(0, 1) && !steps.sees(0, 2))
    #expect(steps.scores[0][0, 3] == -.infinity)
    expectClose(steps.output.values, [1.5, 0, 7 / 3, 0, 14 / 3, 0, 6, 0], within: 1e-5)
  }

  /// Two heads of queries, one of keys and values.
  @Test func sharedKeys() {
    let attention = MultiHeadAttention(
      headCount: 2, keyHeadCount: 1, query: linear([[1, 0], [0, 1]]), key: linear([[1, 0]]),
      value: linear([[0, 1]]), output: linear(one))
    let steps = trace(attention, Matrix(rows: 2, columns: 2, values: [1, 3, 2, 5]))
    #expect(steps.keys[0] == steps.keys[1] && steps.values[0] == steps.values[1])
    #expect(steps.scores[0].values == [1, 2, 2, 4] && steps.scores[1].values == [3, 6, 5, 10])
  }

  @Test func gates() {
    let network = FeedForward(
      gate: linear([[1, 0]]), expansion: linear([[0, 2]]), activation: .relu,
      contraction: linear([[1], [10]]))
    let x = Matrix(rows: 2, columns: 2, values: [3, 5, -3, 5])
    #expect(network(x).values == [30, 300, 0, 0])
  }

  /// Norms before the halves: what comes in is added as it is.
  @Test func normsBefore() {
    let zero: [[Float]] = [[0, 0], [0, 0]]
    let norm = Norm(kind: .rootMeanSquare, weight: [1, 1], epsilon: 0)
    func block(_ closing: Norm?) -> EncoderBlock {
      EncoderBlock(
        order: .before,
        attention: MultiHeadAttention(
          headCount: 1, query: linear(zero), key: linear(zero), value: linear(one),
          output: linear(one)),
        attentionNorm: norm,
        feedForward: FeedForward(
          expansion: linear(one), activation: .relu, contraction: linear(one)),
        feedForwardNorm: norm, closingNorm: closing)
    }
    let x = Matrix(rows: 1, columns: 2, values: [30, 40])
    // 30, 40 by the root of its mean square, 35.355: 0.8485, 1.1314; added twice.
    expectClose(block(nil)(x).values, [30 + 2 * 0.848528, 40 + 2 * 1.131371], within: 1e-4)
    expectClose(block(norm)(x).values, [0.848528, 1.131371], within: 1e-5)
  }

  /// Padding has the row before the first place, and takes up none.
  @Test func placesOfPadding() {
    let rows = StoredTensor(shape: [8, 1], values: [0, 1, 2, 3, 4, 5, 6, 7])
    let positions = PositionRows(rows: rows, first: 2, padding: 1)
    #expect(positions.rows(of: [0, 7, 1, 9, 1, 2]) == [2, 3, 1, 4, 1, 5])
    #expect(PositionRows(rows: rows).rows(of: [0, 7, 1]) == [0, 1, 2])
  }
}

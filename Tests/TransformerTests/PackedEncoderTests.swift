import Tensors
import TestSupport
import Testing
import Transformer

/// The encoder by kernels against the plain one.
@Suite struct PackedEncoderTests {
  @Test(arguments: [(1, 16, 1), (2, 24, 20), (4, 64, 100), (12, 96, 130)])
  func statesAreThePlainOnes(_ heads: Int, _ channels: Int, _ inner: Int) {
    let example = Example(heads: heads, channels: channels, inner: inner)
    let encoder = example.encoder(.float32, threads: 2)
    let layers: Set = [0, 1, 3]
    let found = encoder.encode(example.sentences, layers: layers)
    let expected = encoder.encodePlainly(example.sentences, layers: layers)
    for (index, sentence) in example.sentences.enumerated() {
      for layer in layers {
        #expect(found[index][layer].rows == sentence.count)
        #expect(difference(found[index][layer], expected[index][layer]) < 2e-5)
      }
    }
  }

  /// Rows narrower and wider than states, and heads wider than both, of more tokens than memory is made for at least: whatever the
  /// layers need beside one another has a place of its own.
  @Test(arguments: [(8, 8), (40, 8), (16, 24)])
  func aLongSentenceOfAnyShapeIsThePlainOne(_ rowWidth: Int, _ headWidth: Int) {
    let example = Example(
      heads: 2, channels: 16, inner: 4, rowWidth: rowWidth, headWidth: headWidth)
    let encoder = example.encoder(.float32, threads: 2)
    let sentences = example.sentences.filter { $0.count == 300 }
    let found = encoder.encode(sentences, layers: [0, 3])[0]
    let expected = encoder.encodePlainly(sentences, layers: [0, 3])[0]
    for layer in [0, 3] { #expect(difference(found[layer], expected[layer]) < 2e-5) }
  }

  /// Rows of distances are made when a sentence first needs them, and a longer one needs more.
  @Test func longerSentencesFollowShorterOnes() {
    var random = SplitMix64(seed: 3)
    let rows = (0..<16 * 16).map { _ in Float.random(in: -1...1, using: &random) }
    let example = Example(
      heads: 1, channels: 16, inner: 16,
      positions: .disentangled(
        DisentangledPositions(
          buckets: .signed(span: 8, farthest: nil),
          rows: Matrix(rows: 16, columns: 16, values: rows))))
    let encoder = example.encoder(.float32, threads: 2)
    // 1, 2, 3, 7 and 10 tokens.
    for sentence in example.sentences.prefix(5) {
      let found = encoder.encode([sentence], layers: [3])[0][3]
      let expected = encoder.encodePlainly([sentence], layers: [3])[0][3]
      #expect(difference(found, expected) < 2e-5, "\(sentence.count) tokens")
    }
  }

  @Test func silencedHeadsFindNothing() {
    let example = Example(heads: 4, channels: 64, inner: 100)
    let encoder = example.encoder(.float32, threads: 2)
    let silenced: Set = [Head(layer: 1, number: 4), Head(layer: 3, number: 1)]
    let found = encoder.encode(example.sentences, layers: [3], silencing: silenced)
    let expected = encoder.encodePlainly(example.sentences, layers: [3], silencing: silenced)
    let whole = encoder.encode(example.sentences, layers: [3])
    for index in found.indices {
      #expect(difference(found[index][3], expected[index][3]) < 2e-5)
      #expect(difference(found[index][3], whole[index][3]) > 1e-3)
    }
  }

  @Test(arguments: Precision.allCases)
  func bitsDependOnNeitherBatchNorThreads(_ precision: Precision) {
    let example = Example(heads: 4, channels: 64, inner: 100)
    let one = example.encoder(precision, threads: 1)
    let alone = example.sentences.map { one.encode([$0], layers: [0, 2, 3])[0] }
    for threads in 1...4 {
      let encoder = example.encoder(precision, threads: threads)
      let together = encoder.encode(example.sentences, layers: [0, 2, 3])
      let again = example.sentences.map { encoder.encode([$0], layers: [0, 2, 3])[0] }
      let many = encoder.encode(
        Array(repeating: example.sentences, count: 9).flatMap { $0 }, layers: [0, 2, 3])
      for index in alone.indices {
        for layer in [0, 2, 3] {
          #expect(together[index][layer] == alone[index][layer])
          #expect(again[index][layer] == alone[index][layer])
          for turn in 0..<9 {
            #expect(many[turn * alone.count + index][layer] == alone[index][layer])
          }
        }
      }
    }
  }

  @Test(arguments: Precision.allCases, [1, 3])
  func aFirstSentenceHasTheBitsOfLaterOnes(_ precision: Precision, threads: Int) {
    let example = Example(heads: 4, channels: 64, inner: 100)
    for sentence in example.sentences {
      let encoder = example.encoder(precision, threads: threads)
      let first = encoder.encode([sentence], layers: [1, 3])[0]
      for _ in 0..<2 {
        let later = encoder.encode([sentence], layers: [1, 3])[0]
        #expect(first[1] == later[1])
        #expect(first[3] == later[3])
      }
    }
  }

  @Test func int8StaysNear() {
    let example = Example(heads: 4, channels: 64, inner: 100)
    let found = example.encoder(.int8, threads: 1).encode(example.sentences, layers: [3])
    let expected = example.encoder(.float32, threads: 1).encode(example.sentences, layers: [3])
    for index in found.indices {
      #expect(difference(found[index][3], expected[index][3]) < 0.3)
      #expect(found[index][3] != expected[index][3])
    }
  }

  @Test func callsFromManyTasksDoNotMeet() async {
    let example = Example(heads: 4, channels: 64, inner: 100)
    let encoder = example.encoder(.float32, threads: 2)
    let expected = encoder.encode(example.sentences, layers: [3]).map { $0[3] }
    await withTaskGroup(of: [Matrix].self) { group in
      for _ in 0..<8 {
        group.addTask { encoder.encode(example.sentences, layers: [3]).map { $0[3] } }
      }
      for await found in group { #expect(found == expected) }
    }
  }

  @Test(arguments: Precision.allCases, [1, 2])
  func someRowsHaveTheBitsOfAll(_ precision: Precision, threads: Int) {
    let example = Example(heads: 4, channels: 64, inner: 100)
    let encoder = example.encoder(precision, threads: threads)
    let whole = encoder.encode(example.sentences, layers: [0, 2, 3])
    let rows = example.sentences.map { $0.count / 3..<$0.count / 2 + 1 }
    let some = encoder.encode(
      passes: zip(example.sentences, rows).map { EncoderPass(.tokens($0), rows: $1) },
      layers: [0, 2, 3])
    for index in rows.indices {
      for layer in [0, 2, 3] {
        #expect(some[index][layer] == whole[index][layer].rows(rows[index]))
      }
    }
  }

  @Test(arguments: Precision.allCases, [1, 2])
  func whatBeginsWithKeptStatesHasTheBitsOfTheWhole(_ precision: Precision, threads: Int) {
    let example = Example(heads: 4, channels: 64, inner: 100)
    let encoder = example.encoder(precision, threads: threads)
    let below = encoder.encode(example.sentences, layers: [0, 1, 2])
    for layer in 1...3 {
      let heads = [1, 4].map { Head(layer: layer, number: $0) }
      let passes = heads.flatMap { head in
        below.map { EncoderPass(.states($0[layer - 1]), silencing: [head]) }
      }
      let found = encoder.encode(passes: passes, after: layer - 1, layers: [3])
      let expected = heads.flatMap {
        encoder.encode(example.sentences, layers: [3], silencing: [$0])
      }
      #expect(found.map { $0[3] } == expected.map { $0[3] })
    }
  }

  @Test(arguments: Precision.allCases, [1, 2])
  func blockByBlockHasTheBitsOfTheWhole(_ precision: Precision, threads: Int) {
    let example = Example(heads: 4, channels: 64, inner: 100)
    let encoder = example.encoder(precision, threads: threads)
    for sentence in example.sentences.prefix(6) {
      let rows = sentence.count / 3..<sentence.count / 2 + 1
      let whole = encoder.encode([sentence], layers: [0, 1, 2, 3])[0]
      for layers: Set<Int> in [[0], [3], [0, 2], [1, 2, 3], [0, 1, 2, 3]] {
        var checks = 0
        let found = encoder.encode(
          EncoderPass(.tokens(sentence), rows: rows), layers: layers
        ) { () throws(Never) in checks += 1 }
        for layer in layers { #expect(found[layer] == whole[layer].rows(rows)) }
        #expect(checks == max(0, layers.max()! - 1))
      }
      let later = encoder.encode(
        EncoderPass(.states(whole[1]), rows: rows), after: 1, layers: [1, 3]
      ) { () throws(Never) in }
      #expect(later[1] == whole[1].rows(rows) && later[3] == whole[3].rows(rows))
    }
  }

  @Test(arguments: Precision.allCases, [1, 2])
  func aTraceHasTheBitsOfTheStates(_ precision: Precision, threads: Int) {
    let example = Example(heads: 4, channels: 64, inner: 100)
    let encoder = example.encoder(precision, threads: threads)
    let silenced: Set = [Head(layer: 2, number: 3)]
    for sentence in example.sentences.prefix(8) {
      // The first is the first call of all.
      let trace = encoder.trace(sentence, silencing: silenced)
      let states = encoder.encode([sentence], layers: [0, 1, 2, 3], silencing: silenced)[0]
      for layer in 0...3 { #expect(trace.states(after: layer) == states[layer]) }
      #expect(trace.blocks[1].attention.heads[2].values.allSatisfy { $0 == 0 })
    }
  }

  @Test func theStepsOfATraceFollowFromOneAnother() {
    let example = Example(heads: 4, channels: 64, inner: 100)
    let trace = example.encoder(.float32, threads: 2).trace(example.sentences[5])
    for (number, block) in example.blocks.enumerated() {
      let (below, steps) = (trace.states(after: number), trace.blocks[number])
      let attention = steps.attention
      for head in 0..<4 {
        let columns = head * 16..<head * 16 + 16
        for (found, layer) in [
          (attention.queries, block.attention.query), (attention.keys, block.attention.key),
          (attention.values, block.attention.value),
        ] {
          #expect(difference(found[head], layer(below).columns(columns)) < 2e-5)
        }
        let found = weightedSums(attention.weights[head], of: attention.values[head])
        #expect(difference(attention.heads[head], found) < 2e-5)
      }
      let mixed = block.attention.output(Matrix.concatenating(attention.heads))
      #expect(difference(attention.output, mixed) < 2e-5)
      #expect(difference(steps.attended, block.attentionNorm!(mixed + below)) < 2e-5)
    }
  }

  /// The first call reads the weights as it needs them, the second packs them for good; nobody asks for them again.
  @Test func weightsAreLetGoWhenTheyWereRead() {
    let bytes = BytesThatGo(count: 4 * 16 * 16)
    let linear = Linear(
      weight: StoredTensor(shape: [16, 16], format: .float32, storage: bytes, offset: 0), bias: nil)
    let example = Example(heads: 2, channels: 16, inner: 16)
    let block = EncoderBlock(
      attention: MultiHeadAttention(
        headCount: 2, query: linear, key: linear, value: linear, output: linear),
      attentionNorm: example.embeddings.norm,
      feedForward: FeedForward(expansion: linear, activation: .gelu, contraction: linear),
      feedForwardNorm: example.embeddings.norm!)
    var configuration = example.configuration
    configuration.layerCount = 1
    let encoder = TransformerEncoder(
      configuration: configuration, embeddings: example.embeddings, blocks: [block],
      precision: .float32, pool: ThreadPool(count: 2))
    let gone = (0..<4).map { _ in
      _ = encoder.encode([example.sentences[2]], layers: [1])
      return bytes.gone
    }
    let all = 0..<4 * 16 * 16
    #expect(gone == [[all], [all, all], [all, all], [all, all]])
  }

  @Test func noSentenceIsNoResult() {
    let encoder = Example(heads: 1, channels: 16, inner: 16).encoder(.float32, threads: 2)
    #expect(encoder.encode([], layers: [1]).isEmpty)
  }
}

private func difference(_ a: Matrix, _ b: Matrix) -> Float {
  zip(a.values, b.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

/// A small encoder of random weights, and sentences of every kind of length.
private struct Example {
  let configuration: EncoderConfiguration
  let embeddings: EmbeddingTable
  let blocks: [EncoderBlock]
  let sentences: [InputSequence]

  init(
    heads: Int, channels: Int, inner: Int, rowWidth: Int? = nil, headWidth: Int? = nil,
    positions: RelativePositions = .none
  ) {
    let rowWidth = rowWidth ?? channels
    let found = heads * (headWidth ?? channels / heads)
    var random = SplitMix64(seed: UInt64(channels))
    func matrix(_ rows: Int, _ columns: Int, _ size: Float) -> Matrix {
      Matrix(
        rows: rows, columns: columns,
        values: (0..<rows * columns).map { _ in Float.random(in: -size...size, using: &random) })
    }
    func linear(_ outputs: Int, _ inputs: Int) -> Linear {
      Linear(
        weight: matrix(outputs, inputs, 2 / Float(inputs).squareRoot()),
        bias: matrix(1, outputs, 0.1).values)
    }
    func norm(_ width: Int) -> Norm {
      Norm(
        weight: matrix(1, width, 0.5).values.map { $0 + 1 }, bias: matrix(1, width, 0.1).values,
        epsilon: 1e-12)
    }
    configuration = EncoderConfiguration(
      vocabularySize: 50, hiddenSize: channels, layerCount: 3, headCount: heads,
      headWidth: headWidth, positionCount: 300)
    embeddings = EmbeddingTable(
      words: StoredTensor(matrix(50, rowWidth, 1)),
      shared: [SharedRow(.segment, matrix(1, rowWidth, 1).values)],
      positions: PositionRows(rows: StoredTensor(matrix(300, rowWidth, 1))), norm: norm(rowWidth),
      projection: rowWidth == channels ? nil : linear(channels, rowWidth),
      ngrams: NGramTable(
        buckets: StoredTensor(matrix(20, 7, 1)), changes: StoredTensor(matrix(4, 7, 1)),
        projection: linear(rowWidth, 7)))
    blocks = (0..<3).map { _ in
      EncoderBlock(
        attention: MultiHeadAttention(
          headCount: heads, query: linear(found, channels), key: linear(found, channels),
          value: linear(found, channels), output: linear(channels, found),
          positions: positions),
        attentionNorm: norm(channels),
        feedForward: FeedForward(
          expansion: linear(inner, channels), activation: .gelu,
          contraction: linear(channels, inner)),
        feedForwardNorm: norm(channels))
    }
    sentences = [1, 2, 3, 7, 10, 16, 17, 33, 60, 130, 300, 5].map { count in
      var sentence = InputSequence(
        ids: (0..<count).map { _ in Int32.random(in: 0..<50, using: &random) })
      if count > 5 { sentence.composed[4] = RowParts(buckets: [3, 19, 3]) }
      if count > 6 {
        sentence.composed[6] = RowParts(
          buckets: [5],
          neighbours: [.init(row: 11, weight: 0.5, change: 3), .init(row: 40, weight: 0.015)])
      }
      return sentence
    }
  }

  func encoder(_ precision: Precision, threads: Int) -> TransformerEncoder {
    TransformerEncoder(
      configuration: configuration, embeddings: embeddings, blocks: blocks, precision: precision,
      pool: ThreadPool(count: threads))
  }
}

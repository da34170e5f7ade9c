import ContextualEmbeddings
import Tensors
import TestSupport
import Testing
import Tokenization

@testable import Senses

/// The sums of a block, held against what the encoder makes of the same sentence.
@Suite struct BlockArithmeticTests {
  let model: Model
  let reader: SenseReader
  let use: Use

  init() throws {
    let folder = try TemporaryFolder()
    try TinyModel.write(to: folder("model"))
    model = try Model(contentsOf: folder("model"), precision: .float32)
    reader = SenseReader(model)
    let text = model.tokenize(.init("We sat on the bank of the rivr."))
    use = Use(text: text, tokens: 4..<5)
  }

  /// The numbers of two vectors are the same but for rounding.
  private func expectClose(
    _ a: [Float], _ b: [Float], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(a.count == b.count, sourceLocation: sourceLocation)
    #expect(
      zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 }, "\(a) \(b)", sourceLocation: sourceLocation)
  }

  private func sum(_ vectors: [Float]...) -> [Float] {
    vectors.dropFirst().reduce(vectors[0]) { zip($0, $1).map(+) }
  }

  @Test(arguments: [1, 2]) func allAddsUp(layer: Int) throws {
    let arithmetic = try AttentionArithmetic(of: use, by: reader, layer: layer, head: 1)
    let block = try #require(arithmetic.block)
    let trace = try model.trace(use.text, around: 4)
    let row = trace.rows(of: 4).lowerBound
    expectClose(block.input, trace.trace.states(after: layer - 1).row(row))
    expectClose(block.attended.sum, sum(arithmetic.output, block.input))
    expectClose(block.attended.output, trace.trace.blocks[layer - 1].attended.row(row))
    expectClose(block.output.sum, sum(block.contracted, block.attended.output))
    expectClose(block.output.output, trace.trace.blocks[layer - 1].output.row(row))
    expectClose(block.activated, block.expanded.map { block.activation($0) })
    let norm = model.encoder.blocks[layer - 1].feedForwardNorm
    let (mean, deviation) = (Float(block.output.mean!), Float(block.output.deviation!))
    expectClose(
      block.output.output,
      block.output.sum.indices.map {
        (block.output.sum[$0] - mean) / deviation * norm.weight[$0] + norm.bias[$0]
      })
    #expect((block.embedding == nil) == (layer > 1))
  }

  /// Also of a word that is put together from others.
  @Test(arguments: [4, 7]) func aWordBeginsWithThreeRows(token: Int) throws {
    let use = Use(text: use.text, tokens: token..<token + 1)
    let block = try #require(
      try AttentionArithmetic(of: use, by: reader, layer: 1, head: 1).block)
    let embedding = try #require(block.embedding)
    #expect(embedding.place == token + 1)
    expectClose(
      embedding.normalized.sum, sum(embedding.word, embedding.position!, embedding.segment!))
    expectClose(embedding.normalized.output, block.input)
  }

  @Test(arguments: [0, 4, 8]) func aHeadThatIsMadeUpComesOutByHand(token: Int) {
    let sum = AttentionArithmetic(madeUpFor: .init(text: use.text, tokens: token..<token + 1))
    #expect(sum.rows.count == 4 && sum.block == nil)
    #expect(sum.rows.filter { abs($0.weight - 0.5) < 1e-4 }.count == 2)
    #expect(sum.rows.first { $0.text == use.text.tokens[token].text }!.score == 5)
    for row in sum.rows {
      #expect(row.product == zip(sum.query, row.key).reduce(0) { $0 + Double($1.0 * $1.1) })
      #expect(row.score == row.product / 2 && abs(row.score!) == 5)
    }
    #expect(sum.found.map { ($0 * 1000).rounded() / 1000 } == [1, 2, 3, 0])
  }

  @Test func withoutANormASumStaysAsItIs() {
    let sum = BlockArithmetic.NormalizedSum([1, -2], nil)
    #expect(sum.output == [1, -2] && sum.mean == nil && sum.deviation == nil && !sum.isShifted)
  }

  @Test func aSentenceOfOneWordIsEnough() {
    let text = model.tokenize(.init("bank"))
    let sum = AttentionArithmetic(madeUpFor: .init(text: text, tokens: 0..<1))
    #expect(sum.rows.map(\.weight) == [1] && sum.found == [2, 0, 4, -2])
  }
}

import ContextualEmbeddings
import TestSupport
import Testing

struct ModelUsesTests {
  private let model: Model

  init() throws {
    let folder = try TemporaryFolder()
    try TinyModel.write(to: folder("model"))
    model = try Model(contentsOf: folder("model"), threads: 1)
  }

  @Test func aUseIsFoundByItsWord() throws {
    let use = try #require(model.use(of: "BANK", in: "We sat on the bank , a river bank ."))
    #expect(use.tokens == 4..<5 && use.word == "bank")
    #expect(
      model.use(of: "river  bank", in: "We sat on the bank , a river bank .")?.tokens == 7..<9)
    #expect(model.use(of: "money", in: "We sat on the bank .") == nil)
    #expect(model.use(of: "", in: "We sat on the bank .") == nil)
  }

  /// To the bit, and in any layer, what a sentence says by itself.
  @Test func vectorsAreThoseOfTheSentences() throws {
    let texts = ["We sat on the bank .", "The bank of the river ."]
    let uses = texts.compactMap { model.use(of: "bank", in: $0) }
    for layer in model.layers {
      let sentences = try texts.flatMap {
        try model.sentences([model.tokenize(.init($0))], layers: [layer])
      }
      let expected = [
        sentences[0].vector(of: 4..<5, layer: layer), sentences[1].vector(of: 1..<2, layer: layer),
      ]
      #expect(try model.vectors(of: uses, layer: layer) == expected)
      #expect(
        try model.similarity(uses[0], uses[1], layer: layer) == cosine(expected[0], expected[1]))
    }
    #expect(try model.similarity(uses[0], uses[1]) == model.similarity(uses[0], uses[1], layer: 2))
  }

  @Test func aLayerThatIsNotThere() throws {
    let use = try #require(model.use(of: "bank", in: "the bank"))
    #expect(throws: ModelError.noSuchLayer(3, layers: 0...2)) {
      try model.similarity(use, use, layer: 3)
    }
  }
}

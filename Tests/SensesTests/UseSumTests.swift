import ContextualEmbeddings
import Senses
import TestSupport
import Testing

@Suite struct UseSumTests {
  let reader: SenseReader

  init() throws {
    let folder = try TemporaryFolder()
    try TinyModel.write(to: folder("model"))
    reader = SenseReader(try Model(contentsOf: folder("model"), precision: .float32))
  }

  private func use(_ word: String, _ sentence: String) throws -> Use {
    try #require(reader.use(of: word, in: sentence))
  }

  @Test func aSumOfOneIsTheUse() throws {
    let bank = try use("bank", "We sat on the bank.")
    let vector = try reader.vectors(of: [bank])[0]
    let sum = try reader.sum(of: [bank])
    #expect(abs(reader.similarity(of: vector, to: sum) - 1) < 1e-6)
    #expect(try reader.neighbours(of: bank, count: 5) == reader.neighbours(of: sum, count: 5))
  }

  /// By the cosines of its parts alone: (a + b - c)·d over its length.
  @Test func sumsFollowTheirParts() throws {
    let uses = try [
      use("bank", "We sat on the bank."), use("money", "I put money in."),
      use("river", "The river."),
      use("boat", "The boat left."),
    ]
    let vectors = try reader.vectors(of: uses)
    func c(_ a: Int, _ b: Int) -> Double { cosine(vectors[a], vectors[b]) }
    let sum = try reader.sum(of: [uses[0], uses[1]], less: [uses[2]])
    let length = (3 + 2 * (c(0, 1) - c(0, 2) - c(1, 2))).squareRoot()
    let expected = (c(0, 3) + c(1, 3) - c(2, 3)) / length
    #expect(abs(reader.similarity(of: vectors[3], to: sum) - expected) < 1e-5)
    let words = try reader.neighbours(of: sum, count: 100).map(\.word)
    #expect(!words.isEmpty && Set(words).isDisjoint(with: ["bank", "money", "river"]))
  }

  @Test func nothingIsLeftOfTheSame() throws {
    let bank = try use("bank", "We sat on the bank.")
    #expect(throws: SensesError.noDirection) { try reader.sum(of: [bank], less: [bank]) }
  }
}

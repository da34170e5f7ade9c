import ContextualEmbeddings
import Foundation
import Senses
import Testing
import UnicodeText

/// Whether the weights that come with the program tell senses apart.
struct ShippedSensesTests {
  static let reader: SenseReader = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    return try! SenseReader(
      filesOf: Model(contentsOf: root.standardizedFileURL.path, precision: .float32))
  }()

  private func use(_ word: String, in sentence: String) throws -> Use {
    try #require(Self.reader.use(of: word, in: sentence))
  }

  private func holds(_ item: AmbiguousWord) throws -> Bool {
    let uses = try [item.sense.0, item.sense.1, item.other].map { try use(item.word, in: $0) }
    let vectors = try Self.reader.vectors(of: uses)
    let same = cosine(vectors[0], vectors[1])
    return same > cosine(vectors[0], vectors[2]) && same > cosine(vectors[1], vectors[2])
  }

  @Test func bankBesideMoneyIsNotBankBesideRiver() throws {
    #expect(try holds(AmbiguousWord.all[0]))
  }

  /// Those that do not hold are known, and are told in the model card.
  @Test func usesOfOneSenseAreMoreAlikeThanUsesOfTwo() throws {
    let failing = try AmbiguousWord.all.filter { try !holds($0) }.map(\.word)
    #expect(failing == ["nail", "pen"])
  }

  @Test func theModelSaysWhatItsNumbersMean() throws {
    let yardstick = try #require(Self.reader.yardstick)
    #expect(yardstick.layers.count == Self.reader.model.layers.count)
    let judgement = try Self.reader.judgement(
      of: use("bank", in: "I deposited money at the bank."),
      and: use("bank", in: "The bank lent us money."))
    let probability = try #require(judgement.probability)
    #expect(try #require(judgement.interval).contains(probability))
    #expect(try #require(judgement.amongRandom) > 50)
  }
}

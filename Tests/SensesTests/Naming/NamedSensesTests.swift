import ContextualEmbeddings
import Tokenization
import Testing
import UnicodeText

@testable import Senses

@Suite struct NamedSensesTests {
  let reader = TopicReader()
  static let senses = [
    InventorySense(
      id: "shore", lemma: "bank", partOfSpeech: .noun, number: 1, gloss: "the shore of a river",
      examples: ["we sat on the bank by the river", "no word of it"], count: 9),
    InventorySense(
      id: "money", lemma: "bank", partOfSpeech: .noun, number: 2, gloss: "a loan of money",
      examples: ["the bank took cash"], count: 3),
    InventorySense(
      id: "bare", lemma: "bank", partOfSpeech: nil, number: 1, gloss: "water in a boat", count: 0),
  ]

  private func named(
    _ text: String, _ senses: [InventorySense] = senses, by vectors: SenseVectors? = nil
  ) throws -> NamedSenses {
    let texts = try SenseTexts.read(senses, forms: { [$0.lemma, "banks"] }, by: reader)
    let vector = try reader.vectors(of: [reader.use(text)])[0]
    let centres =
      vectors.map { SenseCentres($0) } ?? SenseCentres(withoutTaggedUses: [0.9, 0, 0, 0])
    let profiles = texts.enumerated().map { place, texts in
      SenseProfile(vectors?.uses(of: senses[place].id), texts, centres)
    }
    return NamedSenses(of: vector, among: Array(zip(senses, profiles)), centres)
  }

  @Test func theContextDecides() throws {
    let money = try named("she put money in the [bank]")
    #expect(money.candidates[0].sense.id == "money")
    #expect(money.candidates[0].nearest?.text == "the bank took cash")
    let river = try named("the boat on the river by the [bank]")
    #expect(river.candidates.map(\.sense.id).last == "money")
    #expect(river.candidates[0].probability > river.candidates[2].probability)
    #expect(abs(river.candidates.reduce(0) { $0 + $1.probability } - 1) < 1e-12)
  }

  @Test func scoresAreTheSumsOfWhatIsSaid() throws {
    let found = try named("she put money in the [bank]")
    for candidate in found.candidates {
      let evidence = candidate.evidence
      #expect(
        evidence.score
          == evidence.likeness + evidence.nearest + evidence.definition + evidence.frequency)
      #expect(abs(evidence.likeness) <= 1 + 1e-6 && abs(evidence.definition) <= 0.4 + 1e-6)
      #expect((evidence.nearest != 0) == (evidence.examples > 0))
    }
    let frequencies = Dictionary(
      uniqueKeysWithValues: found.candidates.map { ($0.sense.id, $0.evidence.frequency) })
    #expect(frequencies["bare"] == 0 && frequencies["shore"]! > frequencies["money"]!)
    let examples = Dictionary(
      uniqueKeysWithValues: found.candidates.map { ($0.sense.id, $0.evidence.examples) })
    // An example without the word is none.
    #expect(examples == ["shore": 1, "money": 1, "bare": 0])
    // The likeness to examples, by hand: both less the mean, then the cosine.
    func direction(_ text: String) throws -> [Double] {
      let vector = unit(try reader.vectors(of: [reader.use(text)])[0])
      return unit(zip(vector, [0.9, 0, 0, 0]).map { $0 - Double(Float($1)) })
    }
    let expected = try dot(
      direction("she put money in the [bank]"), direction("the [bank] took cash"))
    #expect(abs(found.candidates[0].evidence.likeness - expected) < 1e-6)
  }

  @Test func ofEqualScoresTheInventoryDecides() throws {
    var twice = Self.senses[0]
    twice.id = "again"
    #expect(
      try named("a [bank]", [Self.senses[0], twice]).candidates.map(\.sense.id) == [
        "shore", "again",
      ])
    #expect(
      try named("a [bank]", [twice, Self.senses[0]]).candidates.map(\.sense.id) == [
        "again", "shore",
      ])
  }

  @Test func manyExamplesSayHowAlikeUsesAre() throws {
    let texts = [
      "we sat on the bank by the river", "the river left the bank", "the bank of the river",
      "a boat on the river by the bank", "the bank by the water", "water and the bank",
      "a boat at the bank", "the river and the bank of it",
    ]
    var shore = Self.senses[0]
    shore.examples = texts
    let few = try named("she put money in the [bank]", [Self.senses[0]]).candidates[0]
    #expect(few.leastLikeness == 0.55)
    let many = try named("the [bank] by the river", [shore])
    #expect(many.candidates[0].leastLikeness >= 0.55 && many.verdict == .only)
    #expect(try named("cash money account cash [bank]", [shore]).verdict == .none)
    // Held against the others, each of its uses is like them: two deviations below the mean of that.
    func direction(_ text: String) throws -> [Double] {
      let vector = unit(
        try reader.vectors(of: [reader.use(text.replacing("bank", with: "[bank]"))])[0])
      return zip(vector, [0.9, 0, 0, 0]).map { $0 - Double(Float($1)) }
    }
    let uses = try texts.map(direction)
    let likenesses = uses.indices.map { left in
      let others = uses.indices.filter { $0 != left }.map { uses[$0] }
      return dot(
        unit(uses[left]), unit(others.dropFirst().reduce(others[0]) { zip($0, $1).map(+) }))
    }
    let mean = likenesses.reduce(0, +) / 8
    let deviation = (likenesses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7).squareRoot()
    #expect(abs(many.candidates[0].leastLikeness - max(0.55, mean - 2 * deviation)) < 1e-6)
  }

  @Test func aWordOfOneSenseIsToldAsSuch() throws {
    #expect(try named("we sat on the [bank] by the river", [Self.senses[0]]).verdict == .only)
  }

  @Test func whereAWordStandsIsTakenFromTheInventory() throws {
    var twice = Self.senses[0]
    // No form of the word.
    twice.examples = ["a boat at the shore"]
    func examples() throws -> Int {
      try named("a boat at the [bank]", [twice]).candidates[0].evidence.examples
    }
    #expect(try examples() == 0)
    twice.places = [14..<19]
    #expect(try examples() == 1)
    twice.places = [900..<904]
    #expect(try examples() == 0)
  }

  @Test func whatIsNotSureIsSaid() throws {
    var twice = Self.senses[0]
    twice.id = "again"
    let river = "we sat on the [bank] by the river"
    #expect(try named(river).verdict == .likely)
    #expect(try named(river, [Self.senses[0], twice, Self.senses[0]]).verdict == .unsure)
    #expect(try named("cash money account cash [bank]", [Self.senses[0]]).verdict == .none)
    #expect(try named(river, []).verdict == .none)
  }
}

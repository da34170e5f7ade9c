import ContextualEmbeddings
import Testing

@testable import Senses

@Suite struct SenseExplanationTests {
  let reader = TopicReader()
  let centre: [Float] = [0.9, 0, 0, 0]
  let text = "she put money and cash in the [bank] by the river today"

  private func profiles() throws -> [SenseProfile] {
    let senses = NamedSensesTests.senses
    let texts = try SenseTexts.read(senses, forms: { [$0.lemma] }, by: reader)
    return texts.map { SenseProfile(nil, $0, SenseCentres(withoutTaggedUses: centre)) }
  }

  private func explanation(
    _ text: String, for a: Int, against b: Int, orders: Int? = nil
  ) throws -> SenseExplanation {
    let profiles = try profiles()
    let use = reader.use(text)
    return try SenseExplanation(
      of: use, reader.vectors(of: [use])[0], for: profiles[a], against: profiles[b],
      frequency: frequency(a) - frequency(b), centre: centre, by: reader, orders: orders)
  }

  private func score(_ text: String, _ sense: Int) throws -> Double {
    let vector = try reader.vectors(of: [reader.use(text)])[0]
    return try profiles()[sense].evidence(
      of: Directions([centred(vector, centre)]), frequency: frequency(sense)
    ).score
  }

  private func frequency(_ sense: Int) -> Double {
    Double(NamedSensesTests.senses[sense].count) / 100
  }

  @Test(arguments: [(0, 1), (1, 0), (1, 2), (2, 0)], [nil, 2, 40])
  func allPartsAddUpToTheDifferenceOfTheScores(senses: (Int, Int), orders: Int?) throws {
    let why = try explanation(text, for: senses.0, against: senses.1, orders: orders)
    let sum = why.words.reduce(why.alone + why.frequency) { $0 + $1.share }
    #expect(abs(sum - why.difference) < 1e-12)
    // Profiles are kept in single precision.
    let scores = try (score(text, senses.0), score(text, senses.1))
    #expect(abs(why.difference - (scores.0 - scores.1)) < 1e-6)
    let alone = try (score("[bank]", senses.0), score("[bank]", senses.1))
    #expect(abs(why.alone + why.frequency - (alone.0 - alone.1)) < 1e-6)
  }

  @Test func wordsSpeakForTheirSense() throws {
    let why = try explanation(text, for: 1, against: 0)
    let shares = Dictionary(
      uniqueKeysWithValues: why.words.filter { $0.text != "the" }.map { ($0.text, $0.share) })
    #expect(shares["money"]! > 0.05 && shares["cash"]! > 0.05 && shares["river"]! < -0.05)
    let other = try explanation(text, for: 0, against: 1)
    for (one, another) in zip(why.words, other.words) {
      #expect(abs(one.share + another.share) < 1e-12 && one.tokens == another.tokens)
    }
    let without =
      try score(text.replacing("money ", with: ""), 1)
      - score(text.replacing("money ", with: ""), 0)
    #expect(abs(why.words[2].leaveOneOut - (why.difference - without)) < 1e-6)
    let check = try #require(why.check)
    #expect(check.fall > 0 && check.rise > 0 && !why.isCut)
  }

  @Test func ofOneSenseAgainstItselfNothingIsSaid() throws {
    let why = try explanation("[bank] of money", for: 1, against: 1)
    #expect(why.difference == 0 && why.words.allSatisfy { $0.share == 0 })
    #expect(why.sampledOrders == nil)
  }

  @Test func aWordAloneHasNoContext() throws {
    let why = try explanation("[bank]", for: 1, against: 0)
    #expect(why.words.isEmpty && why.difference == why.alone + why.frequency)
  }

  @Test func theShippedModelSaysWhy() throws {
    let reader = ShippedSensesTests.reader
    var namer = try SenseNamer(Inventories.wordNet, for: reader)
    #expect(namer.vectors != nil && namer.warnings.isEmpty)
    func named(_ word: String, _ sentence: String) throws -> (Use, NamedSenses) {
      let use = try #require(reader.use(of: word, in: sentence))
      return (use, try namer.senses(of: use, reader.vectors(of: [use])[0], by: reader))
    }
    for (sentence, ids, words) in [
      ("We sat on the river bank.", ("bank%1:17:01::", "bank%1:14:00::"), ["river", "sat"]),
      ("I put money in the bank.", ("bank%1:14:00::", "bank%1:17:01::"), ["money"]),
    ] {
      let (use, senses) = try named("bank", sentence)
      let candidates = try [ids.0, ids.1].map { id in
        try #require(senses.candidates.first { $0.sense.id == id })
      }
      let why = try namer.explanation(
        of: use, reader.vectors(of: [use])[0], for: candidates[0], against: candidates[1],
        by: reader)
      let difference = candidates[0].evidence.score - candidates[1].evidence.score
      #expect(difference > 0 && abs(why.difference - difference) < 1e-5)
      let ranked = why.words.sorted { $0.share > $1.share }
      #expect(words.contains(ranked[0].text) && ranked[0].share > 0.02, "\(ranked)")
    }
  }
}

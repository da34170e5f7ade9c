import Testing

@testable import Senses

@Suite struct ExplanationTests {
  let reader = TopicReader()
  let money = "She put the money in account at the [bank]."
  let water = "We sat by the river at the [bank]."

  func explanation(_ a: String, _ b: String, orders: Int? = nil, seed: UInt64 = 1) throws
    -> Explanation
  { try Explanation(of: reader.use(a), and: reader.use(b), by: reader, orders: orders, seed: seed) }

  @Test(arguments: [nil, 2, 7, 40])
  func baseAndSharesAddUpToTheSimilarity(orders: Int?) throws {
    let why = try explanation(money, water, orders: orders)
    #expect(abs(why.words.map(\.share).reduce(why.base, +) - why.similarity) < 1e-12)
    let whole = try reader.judgement(of: reader.use(money), and: reader.use(water))
    #expect(abs(why.similarity - whole.similarity) < 1e-12)
    #expect(abs(why.base - 1) < 1e-12)
    // They are drawn six at a time, and twice at least; nine words are too many to count.
    #expect(why.sampledOrders == [nil: 18, 2: 12, 7: 12, 40: 42][orders])
  }

  @Test func wordsWithTheOtherTopicPartTheUses() throws {
    let why = try explanation(money, water)
    #expect(
      why.first.map(\.text) == [
        "She", "put", "the", "money", "in", "account", "at", "the", ".",
      ])
    let lowest = why.words.sorted { $0.share < $1.share }.prefix(3).map(\.text)
    #expect(Set(lowest) == ["money", "account", "river"])
    // Punctuation has no topic here, so it changes nothing.
    #expect(why.first.last!.text == ".")
    #expect(abs(why.first.last!.share) < 1e-15)
  }

  @Test func leaveOneOutIsWhatTheSentenceSaysWithoutTheWord() throws {
    let why = try explanation(money, water)
    let without = try reader.judgement(
      of: reader.use("She put the in account at the [bank]."), and: reader.use(water))
    #expect(abs(why.first[3].leaveOneOut - (why.similarity - without.similarity)) < 1e-12)
  }

  @Test func equalWordsGetEqualShares() throws {
    let why = try explanation("cash loan [bank]", "river [bank]")
    #expect(abs(why.first[0].share - why.first[1].share) < 1e-12)
  }

  @Test func samplingComesNearToCounting() throws {
    let river = "We sat by the river [bank]."
    let counted = try explanation("She put the money at the [bank].", river)
    let sampled = try explanation("She put the money at the [bank].", river, orders: 400)
    #expect(counted.sampledOrders == nil && sampled.sampledOrders == 402)
    for (exact, estimate) in zip(counted.words, sampled.words) {
      #expect(exact.error == 0)
      #expect(abs(exact.share - estimate.share) <= 5 * estimate.error + 1e-12)
      #expect(exact.leaveOneOut == estimate.leaveOneOut)
    }
  }

  @Test func removingInTheStatedOrderBeatsChance() throws {
    let why = try explanation(money, water)
    let check = try #require(why.check)
    #expect(check.fall > 0)
    #expect(check.rise > 0)
    #expect(abs(check.random.first! - why.similarity) < 1e-12)
    #expect(abs(check.random.last! - why.base) < 1e-12)
  }

  @Test func aWordAloneHasNothingToExplain() throws {
    let why = try explanation("[bank]", "[bank]")
    #expect(why.words.isEmpty && why.similarity == why.base)
    #expect(why.check?.fall == 0)
  }

  @Test func theWordsOfALongSentenceThatAreFarAwayActTogether() throws {
    let far = String(repeating: "the ", count: 60)
    let use = reader.use(far + "money [bank] river " + far)
    let surroundings = Surroundings(of: use, by: reader)
    #expect(surroundings.words.count == Surroundings.limit + 1)
    #expect(surroundings.words.last!.text == "…")
    #expect(surroundings.words.flatMap(\.tokens).sorted() == use.context)
    let why = try Explanation(of: use, and: reader.use(water), by: reader, orders: 4)
    #expect(abs(why.words.map(\.share).reduce(why.base, +) - why.similarity) < 1e-12)
  }
}

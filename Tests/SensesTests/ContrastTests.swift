import Testing

@testable import Senses

@Suite struct ContrastTests {
  let reader = TopicReader()
  let a = "She took cash at the [bank]."
  let b = "A loan at the [bank]."
  let c = "We sat by the river [bank]."

  @Test(arguments: [nil, 6])
  func sharesAddUpToTheDifference(orders: Int?) throws {
    let contrast = try Contrast(
      of: reader.use(a), like: reader.use(b), unlike: reader.use(c), by: reader, orders: orders)
    let shares = (contrast.a + contrast.b + contrast.c).map(\.share)
    #expect(abs(shares.reduce(contrast.base, +) - contrast.difference) < 1e-12)
    #expect(contrast.difference > 0)
    #expect(contrast.a.max { $0.share < $1.share }!.text == "cash")
    #expect(
      abs(contrast.toB - (try reader.judgement(of: reader.use(a), and: reader.use(b))).similarity)
        < 1e-12)
    #expect(contrast.c.map(\.text) == ["We", "sat", "by", "the", "river", "."])
  }

  @Test func countingAgreesWithSampling() throws {
    let counted = try Contrast(
      of: reader.use(a), like: reader.use(b), unlike: reader.use(c), by: reader)
    let sampled = try Contrast(
      of: reader.use(a), like: reader.use(b), unlike: reader.use(c), by: reader, orders: 600)
    for (exact, estimate) in zip(
      counted.a + counted.b + counted.c, sampled.a + sampled.b + sampled.c)
    {
      #expect(abs(exact.share - estimate.share) <= 5 * estimate.error + 1e-12)
    }
  }

  @Test func twoEqualSentencesLeaveTheFirstNothingToTell() throws {
    let contrast = try Contrast(
      of: reader.use(a), like: reader.use(b), unlike: reader.use(b), by: reader)
    #expect(contrast.difference == 0)
    #expect(contrast.a.allSatisfy { abs($0.share) < 1e-15 })
    for (b, c) in zip(contrast.b, contrast.c) { #expect(b.share == -c.share) }
  }
}

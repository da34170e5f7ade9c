import Testing

@testable import Senses

struct SenseReaderTests {
  /// A probability is made of what its calibration asks for.
  @Test func theShippedProbabilityRestsOnTheCentredCosine() throws {
    let reader = ShippedSensesTests.reader
    let calibration = try #require(reader.calibration)
    #expect(calibration.features == [.centredCosine])
    let (a, b) = (
      try #require(reader.use(of: "bank", in: "We sat on the river bank.")),
      try #require(reader.use(of: "bank", in: "I put money in the bank."))
    )
    let vectors = try reader.vectors(of: [a, b])
    let judgement = reader.judgement(of: vectors[0], and: vectors[1], doubts: [])
    let centred = try #require(judgement.centred)
    #expect(abs(centred - judgement.similarity) > 0.01)
    #expect(judgement.probability == calibration.estimate { _ in centred }.probability)
  }
}

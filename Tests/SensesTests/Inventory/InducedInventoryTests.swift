import Testing

@testable import Senses

struct InducedInventoryTests {
  /// A hundred speak for a sense, however many there are.
  @Test func itsMostCentralUsesAreItsExamples() throws {
    let induction = SenseLabelTests.induction(
      (1...101).map { "The bank of number \($0)." }, senses: Array(repeating: 1, count: 101))
    let inventory = try OwnInventory(induction, labels: [:], name: "found")
    let sense = try #require(try inventory.sense("1"))
    #expect(sense.count == 101)
    let central = induction.uses(of: 1).prefix(100)
    #expect(sense.examples == central.map { induction.uses[$0].sentence.string })
  }
}

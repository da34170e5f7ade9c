import Testing

@testable import Senses

@Suite struct InflectionTests {
  @Test func formsOfAWordAreNoSubstitutesForIt() {
    for (a, b) in [
      ("bank", "banks"), ("banks", "bank"), ("bake", "baking"), ("bat", "batting"),
      ("match", "matches"), ("bank", "bank's"), ("bank", "bank"), ("light", "lighter"),
    ] {
      #expect(isInflection(a, of: b), "\(a) \(b)")
    }
    for (a, b) in [("bank", "shore"), ("car", "care"), ("bank", "bankrupt"), ("car", "cart")] {
      #expect(!isInflection(a, of: b), "\(a) \(b)")
    }
  }
}

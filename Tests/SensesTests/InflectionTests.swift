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

  @Test func formsOfOneWordAreTold() {
    for (a, b) in [
      ("attacking", "attacked"), ("includes", "including"), ("rallies", "rally"),
      ("rallied", "rallies"), ("stopped", "stopping"), ("bank", "banks"), ("bank", "bank"),
      ("baking", "bake's"),
    ] {
      #expect(areForms(a, b) && areForms(b, a), "\(a) \(b)")
    }
    for (a, b) in [
      ("attack", "attach"), ("bring", "bred"), ("king", "kings's"), ("red", "ring"),
      ("walked", "talking"),
    ] {
      #expect(!areForms(a, b), "\(a) \(b)")
    }
  }
}

import Senses
import Testing

@Suite struct MorphologyTests {
  /// Forms and their lemmas in WordNet.
  static let table: [(form: String, part: PartOfSpeech, lemmas: [String])] = [
    // By rule.
    ("dogs", .noun, ["dog"]), ("Dogs", .noun, ["dog"]), ("DOGS", .noun, ["dog"]),
    ("banks", .noun, ["Banks", "bank"]), ("banks", .verb, ["bank"]), ("boxes", .noun, ["box"]),
    ("churches", .noun, ["church"]), ("dishes", .noun, ["dish"]), ("berries", .noun, ["berry"]),
    ("firemen", .noun, ["fireman"]), ("buses", .noun, ["bus"]), ("waltzes", .noun, ["waltz"]),
    ("banking", .verb, ["bank"]), ("loved", .verb, ["love"]), ("loves", .verb, ["love"]),
    ("carries", .verb, ["carry"]), ("making", .verb, ["make"]), ("washes", .verb, ["wash"]),
    ("longer", .adjective, ["long"]), ("finest", .adjective, ["fine"]),
    // By the list.
    ("geese", .noun, ["goose"]), ("children", .noun, ["child"]), ("axes", .noun, ["ax", "axis"]),
    ("went", .verb, ["go"]), ("was", .verb, ["be"]), ("running", .verb, ["run"]),
    ("better", .adjective, ["better", "good", "well"]), ("happiest", .adjective, ["happy"]),
    ("stopped", .verb, ["stop"]), ("leaves", .noun, ["leaf", "leave"]),
    // As they are.
    ("bank", .noun, ["bank"]), ("boss", .noun, ["boss"]), ("gas", .noun, ["gas"]),
    ("glass", .noun, ["glass"]), ("us", .noun, ["US"]), ("quickly", .adverb, ["quickly"]),
    ("New York", .noun, ["New York"]), ("glasses", .noun, ["glasses", "glass"]),
    // Of several words.
    ("attorneys general", .noun, ["attorney general"]), ("looked up", .verb, ["look up"]),
    ("Looked_Up", .verb, ["look up"]), ("mothers-in-law", .noun, ["mother-in-law"]),
    ("ice creams", .noun, ["ice cream"]), ("took off", .verb, ["take off"]),
    ("boxesful", .noun, ["boxful"]),
    // Spelling as people have it.
    ("naïvetés", .noun, ["naivete"]), ("cafés", .noun, ["cafe"]),
    // Nothing.
    ("", .noun, []), ("s", .verb, []), ("ing", .verb, []), ("qwertys", .noun, []),
    ("dogs", .adverb, []),
  ]

  @Test(arguments: table.indices) func aFormLeadsToItsLemmas(row: Int) throws {
    let (form, part, lemmas) = Self.table[row]
    let found = try Inventories.wordNet.lemmas(ofForm: form, part)
    #expect(found.map(\.lemma) == lemmas, "\(form)")
    #expect(found.allSatisfy { $0.partOfSpeech == part })
  }

  @Test func withoutAPartOfSpeechAllAreTriedAndTheFormItselfComesFirst() throws {
    func lemmas(_ form: String) throws -> [String] {
      try Inventories.wordNet.lemmas(ofForm: form, nil).map {
        "\($0.lemma) \($0.partOfSpeech?.rawValue ?? "")"
      }
    }
    #expect(try lemmas("banks") == ["Banks n", "bank n", "bank v"])
    #expect(try lemmas("found") == ["found n", "found v", "found a", "find v"])
    #expect(try lemmas("saw") == ["saw n", "saw v", "see v"])
    #expect(try lemmas("better").prefix(4) == ["better n", "better v", "better a", "better r"])
    #expect(try lemmas("better").dropFirst(4) == ["good a", "well a", "well r"])
  }

  @Test func aLemmaHasFormsThatLeadBackToIt() throws {
    let wordNet = Inventories.wordNet
    #expect(try wordNet.forms(of: "bank", .noun) == ["bank", "banks"])
    #expect(try wordNet.forms(of: "Bank", .verb) == ["bank", "banks", "banked", "banking"])
    #expect(try wordNet.forms(of: "church", .noun) == ["church", "churches"])
    for (lemma, part, forms) in [
      ("goose", .noun, ["geese"]), ("berry", .noun, ["berries"]),
      ("go", .verb, ["went", "gone", "goes", "going"]),
      ("stop", .verb, ["stops", "stopped", "stopping"]), ("love", .verb, ["loved", "loving"]),
      ("carry", .verb, ["carries", "carried", "carrying"]),
      ("good", .adjective, ["better", "best"]),
      ("big", .adjective, ["bigger", "biggest"]), ("happy", .adjective, ["happier", "happiest"]),
      ("attorney general", .noun, ["attorneys general", "attorney generals"]),
      ("look up", .verb, ["looks up", "looked up", "looking up"]),
      ("take off", .verb, ["took off", "taken off"]),
      ("mother-in-law", .noun, ["mothers-in-law"]), ("fireman", .noun, ["firemen"]),
    ] as [(String, PartOfSpeech, [String])] {
      let found = try wordNet.forms(of: lemma, part)
      #expect(found.first == lemma)
      #expect(Set(found).isSuperset(of: forms), "\(lemma): \(found)")
      for form in found {
        #expect(try wordNet.lemmas(ofForm: form, part).contains { $0.lemma == lemma }, "\(form)")
      }
    }
    #expect(try wordNet.forms(of: "boss", .noun).contains("bosses"))
    #expect(try !wordNet.forms(of: "bos", .noun).contains("boss"))
    #expect(try wordNet.forms(of: "qwerty", nil).isEmpty)
  }
}

import TestSupport
import Testing
import Tokenization

@testable import Corpora
@testable import Senses

/// A word in several forms, and lemmas that a corpus names.
@Suite struct UseFinderFormsTests {
  static let tokenizer = UseFinderTests.tokenizer

  static func finder(
    _ word: String, _ forms: [String] = [], usesLemmas: Bool = false
  ) throws -> UseFinder {
    try #require(
      UseFinder(word, forms: forms, usesLemmas: usesLemmas, tokenizer: tokenizer))
  }

  private func places(_ finder: UseFinder, _ line: String) -> [String] {
    finder.uses(inLine: 1, Array(line.utf8)).map {
      String(decoding: Array(line.utf8)[$0.place], as: UTF8.self)
    }
  }

  @Test func allFormsAreUsesInTheOrderOfTheText() throws {
    let finder = try Self.finder("mouse", ["mice", "MICE", " ", "mouse"])
    #expect(finder.formKeys == [["mouse"], ["mice"]] && finder.keys == ["mouse"])
    #expect(places(finder, "Mice, a mouse and mice. Mousetraps.") == ["Mice", "mouse", "mice"])
    #expect(places(finder, "A rat.").isEmpty)
    #expect(try places(Self.finder("mouse"), "Mice, a mouse.") == ["mouse"])
  }

  @Test func usesDoNotOverlap() throws {
    let line = "ice cream and ice, cream ice cream ice"
    #expect(
      try places(Self.finder("ice", ["ice cream", "cream ice cream"]), line)
        == ["ice cream", "ice", "cream ice cream", "ice"])
    // As one form alone has it.
    #expect(try places(Self.finder("ice cream"), line) == ["ice cream", "ice cream"])
  }

  /// What a search for all forms passes over, none of the searches for one finds.
  @Test func aLineIsPassedOverWhereNoFormStands() throws {
    let words = ["attack", "attacks", "strike", "ack", "水"]
    let lines = ["An ATTACK.", "attacks", "a\u{AD}ttacks", "Strikes!", "back", "xyz", "水 ", ""]
    for word in words {
      for form in words {
        let both = try Self.finder(word, [form])
        let each = [try Self.finder(word), try Self.finder(form)]
        for line in lines {
          let bytes = Array(line.utf8)
          #expect(
            both.mayFind(in: bytes.span) == each.contains { $0.mayFind(in: bytes.span) },
            "\(word) \(form) \(line)")
        }
      }
    }
  }

  @Test func ofFiltersTheWidestAreAsked() {
    func count(_ words: String...) -> Int {
      WordFilter.fewest(of: words.map { WordFilter(keys: [$0]) }).count
    }
    #expect(count("attack", "attacks", "attacked") == 1 && count("attacks", "attack") == 1)
    #expect(count("attack", "attack") == 1 && count("mouse", "mice") == 2)
    #expect(count("mouse", "水") == 1)
  }

  /// - Parameter words: Each with its lemma; empty for none.
  static func passage(_ words: [(String, String)], metadata: Metadata = Metadata()) -> Passage {
    var text: [UInt8] = []
    var own = AnnotatedWords(names: ["lemma"])
    for (word, lemma) in words {
      if !text.isEmpty { text.append(0x20) }
      let start = text.count
      text += Array(word.utf8)
      own.append(start..<text.count)
      if !lemma.isEmpty {
        Array(lemma.utf8).withUnsafeBufferPointer { own.annotate(0, $0) }
      }
    }
    return Passage(
      text: text, lines: PassageLines(line: 1), words: own, isSentence: true, metadata: metadata,
      document: .init(path: ""))
  }

  static let sentence = passage([
    ("They", "they"), ("saw", "see"), ("a", "a"), ("saw", "saw"), ("and", ""), ("saw", ""),
    ("Sawn", "SAW"), ("seen", "see"),
  ])

  private func uses(_ finder: UseFinder) -> [Range<Int>] {
    var collector = UseCollector(finder: finder, capacity: 100, seed: 1)
    collector.read(Self.sentence)
    return collector.uses.map(\.place)
  }

  @Test func whereLemmasAreNamedTheyDecide() throws {
    // They saw a saw and saw Sawn seen
    #expect(try uses(Self.finder("saw")) == [5..<8, 11..<14, 19..<22])
    #expect(try uses(Self.finder("saw", usesLemmas: true)) == [11..<14, 19..<22, 23..<27])
    #expect(try uses(Self.finder("see", usesLemmas: true)) == [5..<8, 28..<32])
    #expect(
      try uses(Self.finder("see", ["saw"], usesLemmas: true)) == [5..<8, 19..<22, 28..<32])
    #expect(try uses(Self.finder("saw and", usesLemmas: true)) == [11..<18])
  }

  /// One reading by groups finds the same.
  @Test func groupsFindTheSame() throws {
    var other = Self.sentence
    other.metadata = Metadata([.init("year", "1850")])
    let finders = [
      try Self.finder("saw"), try Self.finder("saw", usesLemmas: true),
      try Self.finder("see", ["saw", "saw and"], usesLemmas: true),
      try Self.finder("see", ["saw", "saw and"]),
    ]
    var uses = GroupedUses(
      by: try Grouping("year"), of: finders, countingWords: false, tokenizer: Self.tokenizer,
      capacity: 100, seed: 1)
    uses.read(other)
    for (place, finder) in finders.enumerated() {
      var collector = UseCollector(finder: finder, capacity: 100, seed: 1)
      collector.read(other)
      #expect(!collector.uses.isEmpty)
      #expect(uses.uses(of: place, in: uses.groups[0]) == collector.uses)
    }
  }

  @Test func runningTextHasNoLemmas() throws {
    #expect(try places(Self.finder("saw", usesLemmas: true), "I saw a saw.") == ["saw", "saw"])
  }
}

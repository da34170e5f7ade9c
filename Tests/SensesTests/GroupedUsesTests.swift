import Corpora
import TestSupport
import Testing
import Tokenization

@testable import Senses

@Suite struct GroupedUsesTests {
  static let tokenizer = WordTokenizer(vocabulary: try! Vocabulary(words: TinyModel.words))

  private func passage(
    _ text: String, _ year: String?, targets: [Passage.Target] = []
  ) -> Passage {
    Passage(
      text: Array(text.utf8), lines: PassageLines(line: 1), targets: targets,
      metadata: Metadata(year.map { [.init("id", "7"), .init("year", $0)] } ?? [.init("id", "8")]),
      document: .init(path: "a"))
  }

  private func read(
    _ passages: [Passage], _ words: [String], counting: Bool = false, capacity: Int = 100
  ) throws -> GroupedUses {
    var uses = GroupedUses(
      by: try Grouping("year:1900"),
      of: words.map { UseFinder($0, tokenizer: Self.tokenizer)! }, countingWords: counting,
      tokenizer: Self.tokenizer, capacity: capacity, seed: 1)
    for passage in passages { uses.read(passage) }
    return uses
  }

  private static let texts = [
    ("The bank closed. A river bank rose.", "1850"), ("Money in the BANK.", "1950"),
    ("The river bank, and the river.", "1951"), ("A bank without a date.", nil),
  ]

  /// One reading finds what a reading for each word does.
  @Test(arguments: [false, true]) func usesOfSeveralWordsByGroup(counting: Bool) throws {
    let passages = Self.texts.map { passage($0.0, $0.1) }
    let uses = try read(passages, ["bank", "river bank", "river", "zebra"], counting: counting)
    #expect(uses.groups.map(\.name) == ["before 1900", "from 1900"])
    let found = (0..<4).map { word in uses.groups.map { uses.found(word, in: $0) } }
    #expect(found == [[2, 2], [1, 1], [1, 2], [0, 0]])
    for (word, group) in [(0, 0), (0, 1), (1, 0), (2, 1)] {
      var collector = UseCollector(finder: uses.words[word], capacity: 100, seed: 1)
      for passage in passages
      where uses.grouping.group(ofValue: passage.metadata["year"]) == uses.groups[group] {
        collector.read(passage)
      }
      #expect(uses.uses(of: word, in: uses.groups[group]) == collector.uses)
    }
    #expect(uses.ungrouped == 1 && uses.fields == ["id", "year"])
    #expect(
      uses.uses(of: 0, in: uses.groups[0]).map(\.sentence.string)
        == ["The bank closed.", "A river bank rose."])
  }

  @Test func allWordsAreCounted() throws {
    let uses = try read(Self.texts.map { passage($0.0, $0.1) }, [], counting: true)
    let counts = uses.groups.map { uses.counts[$0]! }
    #expect(counts.map { $0["river"] } == [1, 2] && counts.map { $0["bank"] } == [2, 2])
    #expect(counts.map(\.total) == [7, 10])
  }

  @Test func ofManyUsesSomeStay() throws {
    let uses = try read((0..<50).map { passage("bank \($0)", "1850") }, ["bank"], capacity: 5)
    #expect(uses.found(0, in: uses.groups[0]) == 50)
    #expect(uses.uses(of: 0, in: uses.groups[0]).count == 5)
  }

  @Test func whereAFilePointsAtUsesThoseAreTaken() throws {
    let target = Passage.Target(parts: [12..<17], lemma: "bank_nn")
    let uses = try read(
      [passage("The bank of banks.", "1850", targets: [target])], ["bank", "the"])
    let group = uses.groups[0]
    #expect(uses.found(0, in: group) == 1 && uses.uses(of: 0, in: group)[0].bytes == 12..<17)
    #expect(uses.found(1, in: group) == 1)
  }
}

@Suite struct ReferenceWordsTests {
  @Test func theNearestByCounts() {
    let words = ReferenceWords(
      [("a", [10, 20]), ("b", [11, 20]), ("c", [20, 10]), ("d", [100, 200]), ("e", [9, 21])],
      seed: 1)
    #expect(words.nearest(2, to: [10, 20], except: ["a"]).sorted() == ["b", "e"])
    #expect(words.nearest(9, to: [120, 150], except: ["c"]).first == "d")
    #expect(words.nearest(9, to: [1, 1], except: ["a", "b", "c", "d", "e"]) == [])
  }

  @Test func ofEquallyNearOnesTheSeedDecides() {
    let words = (0..<30).map { ("w\($0)", [5, 5]) }
    let first = ReferenceWords(words, seed: 1).nearest(5, to: [5, 5], except: [])
    #expect(ReferenceWords(words, seed: 1).nearest(5, to: [5, 5], except: []) == first)
    #expect(ReferenceWords(words, seed: 2).nearest(5, to: [5, 5], except: []) != first)
  }

  /// The commonest of eleven kinds is left out, and what is short, a guess, a number or met in one group alone.
  @Test func wordsThatMayBearAMeaning() {
    let texts = [
      ["the the the the the of of river river bank bank 1850 zzyzx zzyzx money money water boat"],
      ["the the the of of river river bank bank 1850 1850 zzyzx zzyzx lunch lunch boat rates"],
    ]
    let counts = texts.map { texts in
      var counts = WordCounts()
      for text in texts { counts.add(GroupedUsesTests.tokenizer.tokenize(text)) }
      return counts
    }
    let words = ReferenceWords(of: counts, tokenizer: GroupedUsesTests.tokenizer, seed: 1)
    #expect(words.words.sorted() == ["bank", "river"])
  }

  @Test func whereAValueStands() throws {
    let standing = try #require(Standing(of: 0.4, among: [0.5, 0.1, 0.3, 0.4, 0.2]))
    #expect(standing.below == 3 && standing.count == 5 && standing.median == 0.3)
    #expect(standing.quartiles == 0.2...0.4)
    #expect(Standing(of: 1, among: []) == nil)
  }
}

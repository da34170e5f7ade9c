import Corpora
import Senses
import TestSupport
import Testing

@testable import UseIndex

/// An index finds the forms and the lemmas of a word that reading its corpus does.
@Suite struct IndexedFormsTests {
  private static let corpus = """
    <doc year="1850">
    <s>
    The\tDT\tthe
    banks\tNNS\tbank
    bank\tVB\tclose
    on\tIN\ton
    the\tDT\tthe
    river\tNN\tbank
    </s>
    </doc>
    <doc year="1950">
    <s>
    A\tDT\ta
    river\tNN\triver
    bank\tNN\tbank
    closed\tVBD\tclose
    </s>
    <s>
    Nothing\tNN\tnothing
    </s>
    </doc>

    """
  private static let options = CorpusOptions(
    format: .vertical, attributes: ["word", "pos", "lemma"])

  @Test(
    arguments: [
      ("bank", [], false), ("bank", ["banks"], false), ("bank", [], true), ("close", [], true),
      ("close", ["closed", "bank"], true), ("river", ["river bank", "bank"], false),
      ("the", ["nothing"], true), ("xyzzy", [], true),
    ] as [(String, [String], Bool)])
  func asInTheCorpus(word: String, forms: [String], usesLemmas: Bool) throws {
    let fixture = try IndexFixture()
    try fixture.write(Self.corpus, to: "a.vert")
    try fixture.write("Banks bank.\n", to: "b.txt")
    try fixture.read(fixture.corpus("a.vert", options: Self.options))
    try fixture.read(fixture.corpus("b.txt"))
    let index = try fixture.open()
    let finder = try #require(
      UseFinder(
        word, forms: forms, usesLemmas: usesLemmas, tokenizer: IndexFixture.model.tokenizer))
    for condition in [nil, "year = 1950"] as [String?] {
      let condition = try condition.map { try Condition($0) }
      var found: [FoundUse] = []
      try index.forEach(at: index.places(of: finder, where: condition)) { found.append($0.found) }
      var collector = UseCollector(finder: finder, capacity: 100, seed: 1)
      for (name, options) in [("a.vert", Self.options), ("b.txt", CorpusOptions())] {
        var reading = CorpusReading()
        try fixture.corpus(name, options: options).forEach(&reading) { passage, _ in
          if condition?.holds(of: passage) ?? true { collector.read(passage) }
        }
      }
      #expect(found.map(\.bytes) == collector.uses.map(\.bytes))
      #expect(found.map(\.sentence) == collector.uses.map(\.sentence))
    }
  }
}

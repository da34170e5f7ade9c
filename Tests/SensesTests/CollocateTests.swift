import ContextualEmbeddings
import Corpora
import Testing
import Tokenization
import UnicodeText

@testable import Senses

@Suite struct CollocateTests {
  private static let text =
    ["The river bank, a river.", "The Bank of the river.", "A bank.", "The river."]

  private func uses(_ words: [String] = text) -> [Use] {
    let finder = UseFinder("bank", tokenizer: UseFinderTests.tokenizer)!
    return words.flatMap { sentence in
      let text = UseFinderTests.tokenizer.tokenize(sentence)
      return finder.uses(in: text).map { Use(text: text, tokens: $0) }
    }
  }

  private var counts: WordCounts {
    var counts = WordCounts()
    for sentence in Self.text { counts.add(UseFinderTests.tokenizer.tokenize(sentence)) }
    return counts
  }

  @Test func numbersAreThoseOfTheFormula() throws {
    #expect(counts.total == 14 && counts["river"] == 4 && counts["the"] == 4)
    let found = Collocate.of(uses(), span: 5, in: counts)
    // river: 3 times near 3 uses, 4 in the text: 14 + log2(6 / 7). 9 words are near.
    let river = try #require(found.first)
    #expect(river.word == "river" && river.count == 3 && river.total == 4)
    #expect(abs(river.logDice - 13.7776075786635) < 1e-12)
    #expect(abs(river.expected - 9 * 4 / 14.0) < 1e-12)
    #expect(found.map(\.word) == ["river", "the", "a"])
    // One word on either side: river, a; the, of; a.
    #expect(Collocate.of(uses(), span: 1, in: counts).map(\.word) == ["a"])
    #expect(Collocate.of([], span: 5, in: counts).isEmpty)
  }

  @Test func contextsAreAsWideAsAsked() {
    let use = uses(["“One, two, the (bank) is three, e\u{301}!”"])[0]
    func parts(_ width: UseContext.Width) -> [String] {
      let context = UseContext(use, width: width)
      #expect(context.use == "bank")
      #expect(context.marked.text == context.left + "bank" + context.right)
      return [context.left, context.right]
    }
    #expect(parts(.sentence) == ["“One, two, the (", ") is three, e\u{301}!”"])
    #expect(parts(.words(2)) == ["two, the (", ") is three"])
    #expect(parts(.words(0)) == ["", ""])
    #expect(parts(.words(99)) == parts(.sentence))
    #expect(parts(.characters(5)) == ["the (", ") is "])
    #expect(
      parts(.characters(12)) == ["e, two, the (", ") is three, "].map { String($0.suffix(12)) })
    // A letter and its accent are not parted.
    #expect(
      parts(.characters(13))[1] == ") is three, " && parts(.characters(14))[1].hasSuffix("e\u{301}")
    )
    #expect(
      use.wordsBefore == ["the", "two", "one"] && use.wordsAfter.prefix(2) == ["is", "three"])
  }
}

import ContextualEmbeddings
import Testing

@testable import Senses

@Suite struct UseTests {
  let reader = TopicReader()

  @Test func theUseIsFoundWhereItIsMarked() {
    let use = reader.use("We sat by the [bank].")
    #expect(use.tokens == 4..<5)
    #expect(use.word == "bank")
    #expect(use.context == [0, 1, 2, 3, 5])
    #expect(HarmlessEditTests.shown(use.marked) == "We sat by the [bank].")
  }

  @Test func wordsBeforeTheUseMoveItWhenTheyGo() {
    let use = reader.use("We sat by the [river bank] .").removing([0, 2, 6])
    #expect(use.tokens == 2..<4)
    #expect(use.text.tokens.map(\.text) == ["sat", "the", "river", "bank"])
    #expect(use.word == "river bank")
  }

  @Test func itIsUnknownWhereNoneOfItsWordsIsKnown() {
    let text = reader.tokenize("zzz bank zzz")
    #expect(text.tokens.map(\.finding) == [.unknown, .asTyped, .unknown])
    #expect(Use(text: text, tokens: 0..<1).isUnknown)
    #expect(!Use(text: text, tokens: 0..<2).isUnknown && !Use(text: text, tokens: 1..<2).isUnknown)
  }

  @Test func aMarkOnNoWordFindsNothing() {
    #expect(Use(MarkedText(text: "a  b", use: 1..<2), read: reader.tokenize) == nil)
  }

  @Test func badBytesBeforeTheUseDoNotMoveTheMark() {
    let text = reader.tokenize(
      .init(bytes: Array("we \u{FF} the ".utf8) + [0xFF] + Array(" bank".utf8)))
    let place = text.tokens.count - 1
    let marked = Use(text: text, tokens: place..<place + 1).marked
    #expect(HarmlessEditTests.shown(marked) == "we \u{FF} the \u{FFFD} [bank]")
  }
}

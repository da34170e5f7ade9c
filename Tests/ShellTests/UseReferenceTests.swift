import Senses
import Testing

@testable import Shell

@Suite struct UseReferenceTests {
  @Test func everyFormIsRead() throws {
    func form(_ text: String) throws -> UseReference.Form { try UseReference(text).form() }
    #expect(try form("2:bank") == .word(sentence: 2, word: "bank", occurrence: nil))
    #expect(try form("2:bank#3") == .word(sentence: 2, word: "bank", occurrence: 3))
    #expect(try form("2:C#") == .word(sentence: 2, word: "C#", occurrence: nil))
    #expect(try form("2:#1") == .word(sentence: 2, word: "#1", occurrence: nil))
    #expect(try form("2:river bank") == .word(sentence: 2, word: "river bank", occurrence: nil))
    #expect(try form("12@17-21") == .characters(sentence: 12, 17..<21))
    #expect(try form("bank") == .bare("bank"))
    #expect(try form("bank:2") == .bare("bank:2"))
    #expect(try form("99999999999999999999:x") == .bare("99999999999999999999:x"))
    #expect(try form("The [bank] closed.") == .marked(.init(text: "The bank closed.", use: 4..<8)))
  }

  /// What the advice says, typed.
  @Test func anEscapedBracketTakesItsPartnerAlong() throws {
    func marked(_ text: String) throws -> UseReference.Form { try UseReference(text).form() }
    #expect(
      try marked(#"\[00:01:23] the [bank] x"#)
        == .marked(MarkedText(text: "[00:01:23] the bank x", use: 15..<19)))
    #expect(
      try marked(#"the [bank] \[sic] x"#)
        == .marked(MarkedText(text: "the bank [sic] x", use: 4..<8)))
    #expect(
      try marked(#"\[a [bank] b]"#) == .marked(MarkedText(text: "[a bank b]", use: 3..<7)))
    #expect(
      try marked(#"\[00\] the [bank]"#) == .marked(MarkedText(text: "[00] the bank", use: 9..<13)))
    #expect(
      try marked(#"[see \[ this]"#) == .marked(MarkedText(text: "see [ this", use: 0..<10)))
    for text in ["[00:01:23] the [bank] x", "a bank] x", #"\[a] b]"#, "[a"] {
      #expect(throws: ShellError.self) { try marked(text) }
    }
  }

  /// A token of the model that has brackets, where there is nothing else to mark.
  @Test func wordsWithBrackets() throws {
    func form(_ text: String) throws -> UseReference.Form { try UseReference(text).form() }
    #expect(try form("1:[TGT]") == .word(sentence: 1, word: "[TGT]", occurrence: nil))
    #expect(try form("1:[/TGT]#2") == .word(sentence: 1, word: "[/TGT]", occurrence: 2))
    #expect(try form("1:[a b]") == .marked(.init(text: "1:a b", use: 2..<5)))
    #expect(try form("1:[bank] x") == .marked(.init(text: "1:bank x", use: 2..<6)))
  }

  @Test func backslashesCountOnlyBeforeBrackets() throws {
    func marked(_ text: String) throws -> MarkedText? {
      if case .marked(let marked) = try UseReference(text).form() { marked } else { nil }
    }
    #expect(try marked(#"a \[b\] [c]"#) == .init(text: "a [b] c", use: 6..<7))
    #expect(try marked(#"\\[c] a\b"#) == .init(text: #"\c a\b"#, use: 1..<2))
    #expect(try marked(#"[水]"#) == .init(text: "水", use: 0..<3))
    #expect(try UseReference(#"\[b\]"#).form() == .bare(#"\[b\]"#))
  }

  @Test(arguments: [
    ("2:", "bad-use"), ("2@5", "bad-use"), ("2@5-5", "bad-use"), ("2@7-5", "bad-use"),
    ("2@-1-5", "bad-use"), ("[a] [b]", "bad-brackets"), ("[a", "bad-brackets"),
    ("a]", "bad-brackets"), ("[]", "bad-brackets"), ("[[a]]", "bad-brackets"),
  ]) func whatNamesNothingIsAnError(text: String, code: String) {
    #expect { try UseReference(text).form() } throws: { ($0 as? ShellError)?.code == code }
  }
}

import Testing

@testable import Shell

@Suite struct SessionUsesTests {
  let session = TinySession.new(TinySession.bank + ["The bank left the bank, he said.", "水 -- ok"])

  func use(_ text: String) throws -> ResolvedUse { try session.use(UseReference(text)) }

  func message(_ text: String) -> String {
    do {
      return try use(text).name
    } catch {
      let error = ShellError(error)
      return "\(error.code): \(error.message)"
    }
  }

  @Test func usesAreFoundHoweverTheyAreNamed() throws {
    #expect(try use("1:bank").occurrence.tokens == 6..<7)
    #expect(try use("1:BANK").name == "1:BANK")
    #expect(try use("3:bank#2").occurrence.tokens == 4..<5)
    #expect(try use("2@14-18").name == "2:bank")
    #expect(try use("2@14-15").name == "2:bank")
    #expect(try use("2@14-21").name == "2@14-21")
    #expect(try use("2:the bank").occurrence.tokens == 3..<5)
    #expect(try use("4@0-1").word == "水")
    let marked = try use("The [river bank].")
    #expect(marked.sentence == nil && marked.word == "river bank")
    #expect(marked.characters == 4..<14)
    #expect(try use("bank").occurrence.text.tokens.count == 1)
    #expect(try use("3:he#1").name == "3:he")
  }

  @Test(arguments: [
    ("1", 1), ("3:bank", 3), ("3:bank#2", 3), ("2:the bank", 2), ("2@14-18", 2), ("4@0-1", 4),
    ("1:30", nil), ("9:bank", nil), ("9@1-2", nil), ("1:river", nil), ("bank", nil),
    ("[bank]", nil), ("1: bank", 1), ("1:", nil), ("1@2", nil),
  ])
  func aSentenceIsNamedByAUseInIt(text: String, number: Int?) throws {
    let found = try session.sentence(SentenceReference(text))
    #expect(found.number == number)
    if number == nil { #expect(found.text.source.string == text) }
  }

  @Test func aGuessIsStarred() throws {
    #expect(try use("The [polysemes].").label == "polysemes*")
    #expect(try use("1:bank").label == "1:bank")
  }

  @Test func everyErrorSaysWhatThereIs() {
    #expect(
      message("7:bank") == "no-such-sentence: there is no sentence 7; there are sentences 1 to 4")
    #expect(
      message("1:bnak") == "no-such-word: there is no “bnak” in sentence 1; did you mean 1:bank?")
    #expect(
      message("1:xylophone")
        == "no-such-word: there is no “xylophone” in sentence 1; its words are: I put my money in the bank"
    )
    #expect(
      message("3:bank")
        == "ambiguous-use: “bank” stands 2 times in sentence 3; say which: 3:bank#1 3:bank#2")
    #expect(
      message("3:bank#5")
        == "no-such-occurrence: “bank” stands 2 times in sentence 3, so there is no #5")
    #expect(
      message("1@90-95")
        == "no-such-word: sentence 1 has 27 characters, so 1@90-95 ends beyond it")
    #expect(
      message("1@0-999")
        == "no-such-word: sentence 1 has 27 characters, so 1@0-999 ends beyond it")
    #expect(message("1@0-27") == "1@0-27")
    #expect(message("1@0-28").hasPrefix("no-such-word: sentence 1 has 27 characters"))
    #expect(
      message("1@1-2")
        == "no-such-word: there is no word at 1@1-2; /tokens 1 shows where they are")
    #expect(message("1: ") == "no-word: there is no word in “ ”")
    #expect(message("a [ ] b").hasPrefix("no-word: there is no word between the brackets"))
    #expect(message("She sat on the bank.").hasPrefix("no-brackets: mark the use"))
    #expect(message("The bank closed.").hasPrefix("no-brackets: mark the use"))
    #expect(message("\u{1B}[31m").hasPrefix("bad-brackets"))
  }

  @Test func holesAreToldToo() throws {
    var session = TinySession.new()
    #expect { try session.text(of: 1) } throws: {
      "\($0)" == "there is no sentence 1; no sentence is kept; type one"
    }
    for text in ["a", "a", "a", "a"] { _ = try session.add(.init(text)) }
    session.sentences.forget(2)
    #expect { try session.text(of: 2) } throws: {
      "\($0)" == "there is no sentence 2; there are sentences 1, 3 to 4"
    }
  }

  /// What the model reads as a word is that word for references, and for every command over its uses.
  @Test func aDisguisedWordIsFound() throws {
    let session = TinySession.new([
      "The ba\u{AD}nk closed.", "The \u{FF42}\u{FF41}\u{FF4E}\u{FF4B} closed.", "A bank closed.",
      "My b\u{E4}nk and ba\u{200B}nk.", "The _bank_ of it.", "There are \u{FF12}\u{FF10} of them.",
      "We left the bank.The river rose.", "I don\u{2BC}t. The bank\u{2BC}s zy\u{AD}x.",
    ])
    let uses = try session.uses(of: "bank")
    #expect(
      uses.map(\.name) == [
        "1:ba\u{AD}nk", "2:\u{FF42}\u{FF41}\u{FF4E}\u{FF4B}", "3:bank", "4:b\u{E4}nk#1",
        "4:ba\u{200B}nk#2", "5:bank", "7:bank", "8:bank",
      ])
    for use in uses {
      #expect(try session.use(UseReference(use.name)).occurrence.tokens == use.occurrence.tokens)
    }
    #expect(try session.use(UseReference("1:BANK")).word == "ba\u{AD}nk")
    #expect(try session.use(UseReference("3:b\u{200D}ank")).word == "bank")
    #expect(try session.use(UseReference("6:20")).word == "\u{FF12}\u{FF10}")
    #expect(try session.use(UseReference("7:river")).characters == 21..<26)
    #expect(try session.use(UseReference("7:The#2")).characters == 17..<20)
    #expect(try session.use(UseReference("8:don't")).word == "don\u{2BC}t")
    #expect(try session.use(UseReference("8:zyx")).word == "zy\u{AD}x")
    #expect(try session.use(UseReference("8:the bank's")).word == "The bank \u{2BC}s")
    #expect(try session.sentence(SentenceReference("6:20")).number == 6)
  }

  /// Characters are scalars, whatever a reader sees as one; bytes are those that were typed.
  @Test func placesAreThoseOfPython() throws {
    var session = TinySession.new()
    let line = Array("e\u{301}\r 👩\u{200D}💻 ".utf8) + [0xFF] + Array(" the bank.".utf8)
    _ = try session.add(.init(bytes: line))
    let use = try session.use(UseReference("1:bank"))
    #expect(use.characters == 14..<18 && use.bytes == 23..<27)
    #expect(Array(line[use.bytes]) == Array("bank".utf8))
    #expect(try session.use(UseReference("1@14-18")).name == "1:bank")
    #expect(try session.use(UseReference("1@10-18")).name == "1@10-18")
    let marked = use.occurrence.marked
    #expect(Array(marked.text.utf8)[marked.use].elementsEqual("bank".utf8))
    #expect(throws: ShellError.self) { try session.use(UseReference("1@0-20")) }
  }

  @Test func usesOfAWordHaveNamesThatFindThemAgain() throws {
    let uses = try session.uses(of: "bank")
    #expect(uses.map(\.name) == ["1:bank", "2:bank", "3:bank#1", "3:bank#2"])
    for use in uses {
      #expect(try self.use(use.name).occurrence.tokens == use.occurrence.tokens)
    }
    #expect(try session.uses(of: "tree").isEmpty)
  }
}

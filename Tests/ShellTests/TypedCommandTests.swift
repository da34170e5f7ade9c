import Testing

@testable import Shell

@Suite struct TypedCommandTests {
  static func words(_ text: String) throws -> [String] { try TypedCommand("x " + text).words }

  @Test func wordsAreSeparatedBySpaceAndKeptTogetherByQuotes() throws {
    #expect(try Self.words("1:bank  2:bank") == ["1:bank", "2:bank"])
    #expect(try Self.words("\"She sat on the [bank].\" a") == ["She sat on the [bank].", "a"])
    #expect(try Self.words("2:\"river bank\" \"\"") == ["2:river bank", ""])
    #expect(try TypedCommand("sim") == TypedCommand(name: "sim", words: []))
  }

  @Test func aBackslashInQuotesEscapesAQuoteOrItself() throws {
    #expect(try Self.words(#""say \"x\"" "#) == [#"say "x""#])
    #expect(try Self.words(#""a\\b" "a\b" a\b"#) == [#"a\b"#, #"a\b"#, #"a\b"#])
    #expect(try Self.words(#""a\\" b"#) == [#"a\"#, "b"])
  }

  @Test func backslashesBeforeABracketAreLeftToTheUse() throws {
    #expect(try Self.words(#""\[a\] [b]" "\\[b]""#) == [#"\[a\] [b]"#, #"\\[b]"#])
  }

  @Test(arguments: [
    ("“The [bank] closed.” “A river [bank].”", ["The [bank] closed.", "A river [bank]."]),
    ("„a b“ „a b” ”a b”", ["a b", "a b", "a b"]),
    ("«a b» »a b« »a b» ‹a b›", ["a b", "a b", "a b", "a b"]),
    ("‘a b’ ‘tis ’s", ["a b", "‘tis", "’s"]), ("“it’s a \"b\" c” x", ["it’s a \"b\" c", "x"]),
    ("\"a “b” c\" d", ["a “b” c", "d"]), ("« a »", [" a "]), ("“a \\” b”", ["a ” b"]),
    ("“--full [x]”", ["\\--full [x]"]), ("1:” 2:“", ["1:”", "2:“"]),
  ])
  func typographicQuotesAreQuotes(text: String, words: [String]) throws {
    #expect(try Self.words(text) == words)
  }

  @Test func aStrayQuoteIsTheProblem() {
    for (text, code) in [("The [bank] closed.” x", "stray-quote"), ("“a b", "open-quote")] {
      #expect { try Self.words(text) } throws: { ($0 as? ShellError)?.code == code }
    }
  }

  @Test func aQuotedWordIsNeverAnOption() throws {
    #expect(try Self.words("\"--full [x]\" --full") == [#"\--full [x]"#, "--full"])
    #expect(
      try UseReference(#"\--full [x]"#).form() == .marked(.init(text: "--full x", use: 7..<8)))
    #expect(try UseReference(#"\-x"#).form() == .bare("-x"))
  }

  @Test func anOpenQuotationAndAMissingNameAreErrors() {
    #expect(
      throws: ShellError("open-quote", "a quotation is not closed; add a \" at its end", .usage)
    ) {
      try TypedCommand("sim \"a")
    }
    for text in ["", " sim", "\"sim\""] {
      #expect(throws: ShellError.self, "\(text)") { try TypedCommand(text) }
    }
  }
}

@Test(arguments: [
  "", "a b", "\"", "\\", "\\\\", "a\\", "a\\\"", "\\[bank\\]", "\\\\[", "-o", "[x] \\\" y\\\\",
  "/a b/c",
])
func aQuotedWordIsReadAsItself(word: String) throws {
  let words = try TypedCommand("read \(TypedCommand.quoted(word))").words
  #expect(words == [word.hasPrefix("-") ? "\\" + word : word])
}

@Test func plainWordsAreReadAsTheyAreParsed() throws {
  let words = ["1:bank", "She sat on the [bank]."]
  let (plain, parsed) = (try #require(SimCommand.plain(words)), try SimCommand.parse(words))
  #expect([plain.a, plain.b] == [parsed.a, parsed.b])
  #expect(plain.full == parsed.full)
  for words in [[], ["1:bank"], ["1:bank", "2:bank", "3:bank"]] {
    #expect(SimCommand.plain(words) == nil)
  }
}

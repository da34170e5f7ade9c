import Shell
import Testing
import UnicodeText

@Suite struct LineTests {
  @Test func aLineIsASentenceUnlessASlashStartsIt() throws {
    #expect(try Line("The bank closed.") == .sentence("The bank closed."))
    #expect(try Line("/list") == .command(TypedCommand(name: "list", words: [])))
    #expect(try Line("//list is a command") == .sentence("/list is a command"))
    #expect(try Line(" /list") == .sentence(" /list"))
  }

  @Test func whiteSpaceAloneIsBlank() throws {
    for text in ["", " ", "\t", "\u{3000}"] { #expect(try Line(text) == .blank) }
    #expect(try Line("\u{200B}") != .blank)
  }

  @Test(arguments: ["a", "/a", "//a", "", "/", "é\u{0}"])
  func aSentenceIsReadBackFromItsLine(text: String) throws {
    let line = Line.line(for: SourceText(text))
    #expect(try Line(line.span) == (text.isEmpty ? .blank : .sentence(SourceText(text))))
  }

  @Test func badBytesAreKept() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62]
    #expect(try Line(bytes.span) == .sentence(SourceText(bytes: bytes)))
  }
}

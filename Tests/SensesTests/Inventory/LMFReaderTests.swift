import Foundation
import Senses
import TestSupport
import Testing

@Suite struct LMFReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let head = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE LexicalResource SYSTEM "http://globalwordnet.github.io/schemas/WN-LMF-1.4.dtd">
    <LexicalResource xmlns:dc="https://globalwordnet.github.io/schemas/dc/">

    """
  static let english = """
    <Lexicon id="own" label="Own Wordnet" language="en" email="a@b.c" license="CC" version="1.2">
      <LexicalEntry id="own-bank-n">
        <Lemma writtenForm="bank" partOfSpeech="n"><Pronunciation>bæŋk</Pronunciation></Lemma>
        <Form writtenForm="bancks"/>
        <Sense id="own-bank__1.17.01.." synset="own-1-n"><SenseRelation relType="derivation" target="own-2"/><Count>3</Count></Sense>
        <Sense id="own-2" synset="own-2-n" dc:identifier="bank%1:14:00::"><Example>the bank lends</Example></Sense>
        <Sense id="own-3" synset="own-1-n" lexicalized="false"/>
      </LexicalEntry>
      <LexicalEntry id="own-shore-n">
        <Lemma writtenForm="shore" partOfSpeech="n"/>
        <Sense id="own-shore-1" synset="own-1-n"/>
      </LexicalEntry>
      <LexicalEntry id="own-fine-s">
        <Lemma writtenForm="fine" partOfSpeech="s"/>
        <Sense id="own-fine-1" synset="own-4-s"/>
      </LexicalEntry>
      <Synset id="own-1-n" ili="i1" partOfSpeech="n" members="own-bank-n own-shore-n">
        <Definition>the land
           beside water &amp; so on</Definition>
        <SynsetRelation relType="hypernym" target="own-5-n"/>
        <SynsetRelation relType="mero_part" target="other-9-n"/>
        <Example>"we sat on the bank"</Example>
      </Synset>
      <Synset id="own-2-n" ili="in" partOfSpeech="n"><ILIDefinition>where money is kept</ILIDefinition></Synset>
      <Synset id="own-4-s" ili=""><Definition>good enough</Definition><SynsetRelation relType="other" dc:type="made_up" target="own-1-n"/></Synset>
      <Synset id="own-5-n" ili="i2"><Definition>land</Definition></Synset>
      <SyntacticBehaviour subcategorizationFrame="Somebody ----s"/>
    </Lexicon>

    """
  static let swedish = """
    <Lexicon id="sv" label="Svenskt" language="sv" email="a@b.c" license="CC" version="0">
      <LexicalEntry id="sv-bank"><Lemma writtenForm="bank" partOfSpeech="n"/><Form writtenForm="banken"/>
        <Sense id="sv-bank-1" synset="sv-1"/></LexicalEntry>
      <LexicalEntry id="sv-och"><Lemma writtenForm="och" partOfSpeech="c"/><Sense id="sv-och-1" synset="sv-2"/></LexicalEntry>
      <Synset id="sv-1" ili=""><Definition>där pengar är</Definition></Synset>
      <Synset id="sv-2" ili="" partOfSpeech="c"/>
    </Lexicon>

    """
  static let end = "</LexicalResource>\n"

  private func read(_ text: String) throws -> any Inventory {
    try folder.write(text, "a.xml")
    return try inventory(at: folder("a.xml"))
  }

  @Test func aLexiconIsRead() throws {
    let read = try read(Self.head + Self.english + Self.end)
    #expect(read.name == "Own Wordnet 1.2" && read.lemmaCount == 3)
    #expect(
      try read.senses(ofLemma: "Bank", nil) == [
        InventorySense(
          id: "bank%1:17:01::", lemma: "bank", partOfSpeech: .noun, number: 1,
          gloss: "the land beside water & so on", examples: ["we sat on the bank"], count: 3,
          synonyms: ["shore"]),
        InventorySense(
          id: "bank%1:14:00::", lemma: "bank", partOfSpeech: .noun, number: 2,
          gloss: "where money is kept", examples: ["the bank lends"]),
      ])
    #expect(try read.sense("own-fine-1")?.partOfSpeech == .adjective)
    #expect(try read.lemmas(ofForm: "bancks", nil).map(\.lemma) == ["bank"])
    #expect(try read.lemmas(ofForm: "shores", nil).map(\.lemma) == ["shore"])
    #expect(try read.forms(of: "bank", .noun) == ["bank", "bancks", "banks"])
  }

  @Test func linksAreKeptWhereTheirEndsAre() throws {
    let read = try read(Self.head + Self.english + Self.end)
    func links(_ id: String) throws -> [String] {
      try read.links(of: id).map { "\($0.relation) \($0.target.id)" }
    }
    // A synset without words is no sense, and another file's is not here.
    #expect(try links("bank%1:17:01::") == ["derivation bank%1:14:00::"])
    #expect(try links("own-fine-1") == ["made up bank%1:17:01::"])
    #expect(try links("nothing").isEmpty)
  }

  @Test func severalLexiconsAndOtherLanguagesAreRead() throws {
    let both = try read(Self.head + Self.english + Self.swedish + Self.end)
    #expect(both.name == "Own Wordnet 1.2, Svenskt 0")
    #expect(
      try both.senses(ofLemma: "bank", nil).map(\.id) == [
        "bank%1:17:01::", "bank%1:14:00::", "sv-bank-1",
      ])
    let swedish = try read(Self.head + Self.swedish + Self.end)
    // A listed form leads to its lemma, an English ending to none.
    #expect(try swedish.lemmas(ofForm: "banken", nil).map(\.lemma) == ["bank"])
    #expect(try swedish.lemmas(ofForm: "banks", nil).isEmpty)
    #expect(try swedish.forms(of: "bank", nil) == ["bank", "banken"])
    let och = try swedish.senses(ofLemma: "och", nil)
    #expect(och.map(\.id) == ["sv-och-1"] && och[0].partOfSpeech == nil && och[0].gloss.isEmpty)
    #expect(try swedish.lemmas(ofForm: "och", nil).map(\.partOfSpeech) == [nil])
  }

  @Test func anExtensionAddsToWhatIsThere() throws {
    let more = """
      <LexiconExtension id="ext" label="More" language="en" email="a" license="b" version="2">
        <Extends id="own" version="1.2"/>
        <ExternalLexicalEntry id="own-bank-n">
          <Sense id="ext-bank" synset="own-5-n"/>
          <ExternalSense id="own-2"><Example>a bank of mine</Example></ExternalSense>
        </ExternalLexicalEntry>
        <ExternalSynset id="own-1-n"><Example>on the far bank</Example></ExternalSynset>
      </LexiconExtension>
      """
    let read = try read(Self.head + Self.english + more + Self.end)
    let senses = try read.senses(ofLemma: "bank", nil)
    #expect(senses.map(\.gloss).last == "land" && senses.count == 3)
    #expect(senses[0].examples == ["we sat on the bank", "on the far bank"])
    #expect(senses[1].examples == ["the bank lends", "a bank of mine"])
  }

  @Test func theFileMayBePackedOrComeFromElsewhere() throws {
    let text = Self.head + Self.english + Self.end
    let plain = try read(text).senses(ofLemma: "bank", nil)
    #expect(try read("\u{FEFF}" + text).senses(ofLemma: "bank", nil) == plain)
    #expect(
      try read(text.replacing("\n", with: "\r\n")).senses(ofLemma: "bank", nil) == plain)
    for (program, name) in [("gzip", "a.xml.gz"), ("xz", "a.xml.xz")] {
      try folder.write(text, "a.xml")
      let packing = Process()
      packing.executableURL = URL(filePath: "/usr/bin/env")
      packing.arguments = [program, "-f", folder("a.xml")]
      try packing.run()
      packing.waitUntilExit()
      #expect(try inventory(at: folder(name)).senses(ofLemma: "bank", nil) == plain)
    }
  }

  @Test func everyPrefixIsAnsweredWithOneLine() throws {
    let text = Array((Self.head + Self.english + Self.end).utf8)
    for end in 0..<text.count - 1 {
      try Data(text[..<end]).write(to: URL(filePath: folder("a.xml")))
      do {
        _ = try inventory(at: folder("a.xml"))
        Issue.record("a file cut at byte \(end) was read")
      } catch {
        #expect(!"\(error)".contains("\n"))
      }
    }
  }

  private func fault(_ text: String) throws -> String {
    do {
      _ = try read(text)
      return ""
    } catch {
      return "\(error)".replacing("senses \(folder("a.xml"))", with: "F")
    }
  }

  @Test func whatIsWrongIsSaidWithItsLine() throws {
    let whole = Self.head + Self.english + Self.end
    #expect(
      try fault(Self.head + Self.english)
        == "F: damaged: it ends too early, in line 32: bring a whole copy back")
    #expect(
      try fault(whole.replacing("</Lemma>", with: "</Lemm>"))
        == "F, line 6: not well-formed XML: mismatched tag")
    #expect(
      try fault("<html></html>")
        == "F, line 1: the first element is 'html', expected LexicalResource: only WN-LMF is read as XML"
    )
    #expect(
      try fault(whole.replacing("id=\"own-2\"", with: "id=\"own-bank__1.17.01..\""))
        == "F, line 9: the id 'own-bank__1.17.01..' is already on line 8: give each its own")
    #expect(
      try fault(whole.replacing("id=\"own-2-n\"", with: "id=\"own-1-n\""))
        == "F, line 27: the id 'own-1-n' is already on line 20: give each its own")
    #expect(
      try fault(whole.replacing("<Synset id=\"own-4-s\"", with: "<Synset id=\"own-6-s\""))
        == "F, line 18: its synset 'own-4-s' is nowhere in the file: bring a whole copy back")
    #expect(
      try fault(whole.replacing(" synset=\"own-4-s\"", with: ""))
        == "F, line 18: <Sense> has no synset")
    #expect(try fault(Self.head + Self.end) == "F: no sense in it: each needs a word and a gloss")
    #expect(
      try fault(
        Self.head + "<Lexicon id=\"a\" label=\"b\" language=\"en\" version=\"1\"></Lexicon>"
          + Self.end)
        == "F: no sense in it: each needs a word and a gloss")
    #expect(
      try fault(Self.head + "<Lexicon id=\"a\"><Sense id=\"b\" synset=\"c\"/></Lexicon>" + Self.end)
        == "F, line 4: sense 'b' has no lemma before it")
  }

  @Test func bytesThatAreNotUTF8AreRefused() throws {
    var bytes = Array((Self.head + Self.english + Self.end).utf8)
    bytes[bytes.firstIndex(of: 0xC3)!] = 0xFF
    try Data(bytes).write(to: URL(filePath: folder("a.xml")))
    do {
      _ = try inventory(at: folder("a.xml"))
      Issue.record("no error")
    } catch { #expect("\(error)".contains("line 6: not well-formed XML")) }
  }
}

import Foundation
import TestSupport
import Testing

@testable import Corpora

@Suite struct MarkupReaderTests {
  let folder = try! TemporaryFolder()

  func xml(_ text: String) -> Reading { folder.read(text, "a.xml") }
  func body(_ text: String) -> Reading { xml("<TEI><text><body>\(text)</body></text></TEI>") }

  @Test func attributesOfStructuresAreMetadata() {
    let reading = xml(
      """
      <bncDoc xml:id="A1"><stext type="CONV"><u who="P1"><s n="1"><mw c5="AV0">\
      <w c5="PRP" hw="of" pos="PREP">of </w><w c5="NN1" hw="course" pos="SUBST">course</w></mw></s></u></stext></bncDoc>
      """)
    let passage = reading.passages[0]
    #expect(
      passage.metadata.entries == [
        .init("bncDoc.xml:id", "A1"), .init("stext.type", "CONV"), .init("u.who", "P1"),
        .init("s.n", "1"),
      ])
    #expect(passage.document.name == "A1" && passage.isSentence)
    #expect(passage.words!.map { $0["mw"] } == ["AV0", "AV0"])
    #expect(passage.words![1].attributes.map(\.name) == ["c5", "hw", "pos", "mw"])
    #expect(passage.words![1].lemma == "course" && passage.words![1].partOfSpeech == "SUBST")
  }

  /// Of all-words sets an instance is a word, of lexical samples a text.
  @Test func instancesAreWordsOfSentences() {
    let words = xml(
      "<corpus><sentence id=\"s\"><wf lemma=\"a\">A</wf> <instance id=\"t\" lemma=\"take place\" pos=\"VERB\">took place</instance></sentence></corpus>"
    ).passages[0]
    #expect(words.words!.map { $0["id"] } == [nil, "t"] && words.words![1].lemma == "take place")
    let texts = xml(
      "<corpus><instance id=\"1\"><context>One.</context></instance><instance id=\"2\"><context>Two.</context></instance></corpus>"
    )
    #expect(texts.texts == ["One.", "Two."] && texts.passages[0].words == nil)
  }

  @Test func eachTextOfACorpusHasItsOwnHeader() {
    func text(_ id: String, _ title: String, _ year: String) -> String {
      "<TEI xml:id=\"\(id)\"><teiHeader><titleStmt><title>\(title)</title></titleStmt><sourceDesc>"
        + "<date>\(year)</date></sourceDesc></teiHeader><text><p>A bank.</p></text></TEI>"
    }
    let reading = xml(
      "<teiCorpus><teiHeader><titleStmt><title>All</title><author>Many</author></titleStmt></teiHeader>"
        + text("a", "One", "1850") + text("b", "", "1851") + "</teiCorpus>")
    #expect(reading.texts == ["A bank.", "A bank."])
    let metadata = reading.passages.map(\.metadata)
    #expect(metadata.map { $0["title"] } == ["One", "All"])
    #expect(metadata.map { $0["date"] } == ["1850", "1851"])
    #expect(metadata.map { $0["author"] } == ["Many", "Many"])
    #expect(reading.passages.map(\.document.name) == ["a", "b"])
  }

  @Test func spacesAreWhereTheTextHasThem() {
    #expect(
      body("<p><w>do</w><w>n't</w> <w>go</w>\n<pc join=\"left\">.</pc></p>").texts == ["don't go."])
    #expect(body("<p><w>“<hi>A</hi></w><c> </c><w>b</w></p>").texts == ["“A b"])
    #expect(body("<p><pc join=\"right\">(</pc> <w>a</w></p>").texts == ["(a"])
    #expect(
      body("<p>one<lb/>two<pb break=\"no\"/>three <lb break=\"no\"/> four</p>").texts == [
        "one twothreefour"
      ])
    #expect(body("<p>\u{A0}a\u{A0}b</p>").texts == ["\u{A0}a\u{A0}b"])
    #expect(body("<p/><p> </p><p>x</p>").texts == ["x"])
  }

  /// A word ends where its text does, a note in it is no part of it.
  @Test func wordsThatHoldMore() {
    let reading = body("<p><w n=\"1\">a<p>b</p>c</w> <w>d<note>e</note>f</w></p>")
    #expect(reading.texts == ["a", "b", "e", "c df"])
    let words = reading.passages.map { passage in
      passage.words.map { $0.map { String(decoding: passage.text[$0.range], as: UTF8.self) } }
    }
    #expect(words == [["a"], nil, nil, ["df"]])
  }

  @Test func onlyOneOfAChoiceIsRead() {
    #expect(body("<p>a <choice><corr>x</corr><sic>y</sic></choice> b</p>").texts == ["a y b"])
    #expect(body("<p><choice><seg>1</seg><seg>2</seg></choice></p>").texts == ["1"])
    #expect(
      body("<p><app><lem>x</lem><rdg>y</rdg></app> <del>no</del><fw>3</fw>z</p>").texts == ["x z"])
  }

  @Test func unknownElementsOfMixedTextArePartOfIt() {
    let reading = xml(
      "<root><para>A <target>bank</target> closed.</para><para>A river.</para></root>")
    #expect(reading.texts == ["A bank closed.", "A river."])
    #expect(reading.passages.allSatisfy { $0.words == nil && !$0.isSentence })
  }

  @Test(
    arguments: [
      ("<p>One</p>\n<p>Two <w>x</p>", "2:14: not well-formed XML: mismatched tag"),
      ("<p>One</p>\n<p>Two &nope;</p>", "2:8: not well-formed XML: undefined entity"),
      ("<p>One</p>\n<p a=\"<\"></p>", "2:7: not well-formed XML: not well-formed (invalid token)"),
      (
        "<p>One</p>\n<p>Two",
        "2:7: the file ends too early (no element found): the copy may not be whole"
      ),
      (
        "<p>One</p>\n<p>Two</",
        "2:7: the file ends too early (unclosed token): the copy may not be whole"
      ),
    ])
  func badFilesAreNamed(text: String, message: String) {
    let reading = xml("<TEI>" + text)
    #expect(reading.texts == ["One"])
    #expect(reading.message == "\(folder("a.xml")):\(message)")
  }

  @Test func whatIsOutsideIsNotFetched() {
    let secret = folder.write(Array("secret".utf8), "secret.txt")
    let declared = xml(
      "<!DOCTYPE TEI SYSTEM \"\(secret)\" [<!ENTITY e SYSTEM \"file://\(secret)\">\n<!ENTITY % p SYSTEM \"\(secret)\">%p;]>\n"
        + "<TEI><p>a &e; b &mdash; c</p></TEI>")
    #expect(declared.texts == ["a b &mdash; c"])
    #expect(
      declared.warnings == [
        "\(folder("a.xml")):3: &mdash; is declared elsewhere, if at all; it is read as it stands"
      ])
  }

  @Test func entitiesExpandToSoMuch() {
    var text = "<!DOCTYPE TEI [<!ENTITY a0 \"bank \">"
    for level in 1...20 {
      text += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
    }
    let reading = xml(text + "]><TEI><p>&a20;</p></TEI>")
    #expect(reading.message.contains("limit on input amplification factor"))
    let deep = xml(String(repeating: "<p>", count: 5000))
    #expect(deep.message.hasSuffix("elements are nested more than 1000 deep"))
    #expect(xml("<html><p>x</p></html>").message.contains("HTML is not read as a corpus"))
  }

  @Test func latinFilesAreReadByTheirDeclaration() {
    let text =
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<TEI><p>déjà vu à la banque, été</p></TEI>"
    let bytes = text.unicodeScalars.map { UInt8($0.value) }
    let reading = Reading(of: folder.write(bytes, "a.xml"))
    #expect(reading.texts == ["déjà vu à la banque, été"])
    let passage = reading.passages[0]
    for (place, byte) in passage.text.enumerated() where byte > 0x20 && byte < 0x80 {
      #expect(bytes[passage.lines.offset(of: place)] == byte)
    }
    let other = Reading(
      of: folder.write(Array("<?xml version=\"1.0\" encoding=\"KOI8-R\"?><TEI/>".utf8), "b.xml"))
    #expect(other.message.contains("unknown encoding"))
  }

  /// Long texts without sentences are handed out in parts, wherever chunks end.
  @Test func longTexts() {
    let sentence = "The river rose, and the <hi>bank</hi> closed. "
    let reading = body("<p>" + String(repeating: sentence, count: 60_000) + "</p>")
    #expect(reading.error == nil && reading.passages.count > 50)
    #expect(
      reading.texts.joined(separator: " ")
        == String(
          repeating: "The river rose, and the bank closed. ", count: 60_000
        ).dropLast())
    #expect(reading.passages.allSatisfy { $0.text.count < 1 << 16 })
    let words = String(repeating: "<w lemma=\"a\">a</w> ", count: 200_000)
    let annotated = body("<ab>\(words)</ab>")
    #expect(annotated.passages.reduce(0) { $0 + $1.words!.count } == 200_000)
    let passage = annotated.passages.last!
    #expect(passage.words!.allSatisfy { passage.text[$0.range] == [UInt8(ascii: "a")] })
  }
}

import TestSupport
import Testing

@testable import Corpora

@Suite struct VerticalReaderTests {
  let folder = try! TemporaryFolder()

  func vertical(_ text: String, _ attributes: [String] = ["word", "tag"]) -> Reading {
    folder.read(text, "a.vert", CorpusOptions(attributes: attributes))
  }

  @Test func attributesGoByTheirPlace() {
    let text = "<s>\nbank\tNN\tbank-n\n</s>\n"
    let named = vertical(text, ["word", "tag", "lemma"]).passages[0].words![0]
    #expect(named.lemma == "bank-n" && named.partOfSpeech == "NN")
    let unnamed = vertical(text, []).passages[0].words![0]
    #expect(unnamed.lemma == nil && unnamed.partOfSpeech == nil)
    #expect(unnamed.attributes == [.init("attribute2", "NN"), .init("attribute3", "bank-n")])
    let turned = vertical("<s>\nNN\tbank\n</s>\n", ["tag", "word"])
    #expect(turned.texts == ["bank"] && turned.passages[0].words![0].partOfSpeech == "NN")
    let said = vertical(
      "<!-- #vrt positional-attributes: ref word pos -->\n<s>\n1\tbank\tNN\n2\tx\t__UNDEF__\n</s>\n",
      [])
    #expect(said.texts == ["bank x"] && said.passages[0].words![0].partOfSpeech == "NN")
    #expect(said.passages[0].words![1].attributes == [.init("ref", "2")])
  }

  @Test func structuresAreMetadata() {
    let reading = vertical(
      """
      <doc id="a" year='1990' empty="" bare=x>
      <p>
      <s n="1">
      One
      </s>
      <s n="2">
      Two
      </s>
      </p>
      Outside
      </doc>
      <doc id="b">
      <s>
      Three
      </s>
      </doc>

      """)
    #expect(reading.texts == ["One", "Two", "Outside", "Three"])
    #expect(reading.passages.map(\.isSentence) == [true, true, false, true])
    #expect(reading.passages.map { $0.metadata["year"] } == ["1990", "1990", "1990", nil])
    #expect(reading.passages.map { $0.metadata["s.n"] } == ["1", "2", nil, nil])
    #expect(reading.passages[0].metadata["doc.empty"] == "")
    #expect(reading.passages[0].metadata["bare"] == "x")
    #expect(reading.passages.map(\.document.name) == ["a", "a", "a", "b"])
  }

  @Test func structuresThatAreNotClosed() {
    // Sentences that only begin.
    let open = vertical("<doc>\n<s>\nOne\n<s>\nTwo\n")
    #expect(open.texts == ["One", "Two"] && open.error == nil)
    let cut = vertical("<s>\nOne\n</s>\n<s>\nTwo\nthr")
    #expect(cut.texts == ["One"])
    #expect(
      cut.message
        == "\(folder("a.vert")):6:4: the file ends in <s>, which begins in line 4: the copy may not be whole"
    )
    let stray = vertical("<s>\nOne\n</s>\n</p>\n<s>\nTwo\n</s>\n")
    #expect(stray.texts == ["One", "Two"])
    #expect(
      stray.warnings == ["\(folder("a.vert")):4: </p> closes what is not open; it is passed over"])
  }

  @Test func signsOfTagsMayBeWords() {
    let reading = vertical("<s>\n<\tSYM\n3\tCD\n<3\tSYM\n>\tSYM\n<>\tSYM\n</s>\n")
    #expect(reading.texts == ["< 3 <3 > <>"])
  }

  @Test func aWordlessLineIsNamed() {
    let reading = vertical("<s>\nOne\n</s>\n<s>\n\tNN\n</s>\n")
    #expect(reading.texts == ["One"])
    #expect(reading.message.hasPrefix("\(folder("a.vert")):5:1: the word is empty"))
    #expect(
      vertical("<s>\nNN\n</s>\n", ["tag", "word"]).message.contains(":2:1: the word is empty"))
  }

  /// Without sentences, as much is handed out as one can hold.
  @Test func longTextsWithoutSentencesAreCut() {
    let line = "The\nriver\nrose\n.\n"
    let reading = vertical("<doc>\n" + String(repeating: line, count: 10_000) + "</doc>\n")
    #expect(reading.passages.count > 4)
    #expect(reading.passages.allSatisfy { $0.text.count <= 1 << 16 && !$0.isSentence })
    #expect(reading.passages.reduce(0) { $0 + $1.words!.count } == 40_000)
    #expect(reading.texts.dropLast().allSatisfy { $0.hasSuffix(" .") })
  }
}

import TestSupport
import Testing

@testable import Corpora

@Suite struct CorpusFileTests {
  let folder = try! TemporaryFolder()

  static let wrapped = """
    Savers bring their money to the
    bank, which opens at nine. The flood washed away the
    bank, so that the river ran over the fields.

      A second paragraph
    stands here.
    """

  @Test func linesAreThePassagesOfAText() {
    let text = "\u{FEFF}One bank.\r\n\r\n \t\r\nTwo.\r\nThree"
    let reading = folder.read(text)
    #expect(reading.texts == ["One bank.", "Two.", "Three"])
    #expect(reading.passages.map(\.lines.lines[0].number) == [1, 4, 5])
    #expect(reading.passages.map(\.lines.lines[0].offset) == [3, 20, 26])
    #expect(reading.known.lines == 5 && reading.known.passages == 3 && reading.known.files == 1)
    #expect(reading.passages[0].document.path == folder("corpus"))
    #expect(reading.passages[0].words == nil && !reading.passages[0].isSentence)
  }

  @Test func paragraphsAreThePassagesOfAWrappedText() {
    let reading = folder.read(Self.wrapped)
    #expect(reading.texts.count == 2)
    #expect(reading.texts[1] == "A second paragraph stands here.")
    let second = reading.passages[1]
    #expect(second.source(of: 19..<25, in: Array(Self.wrapped.utf8)) == "stands")
    #expect(second.lines.place(of: 2..<8) == (5, 4..<10))
    let lines = folder.read(Self.wrapped, "corpus", CorpusOptions(layout: .lines))
    #expect(lines.texts.count == 5)
  }

  @Test func aDoubtIsAWarning() {
    let text = "The river rose and\nThe bank closed.\nThe boats lay on the\nThe shore.\nAll.\n"
    let reading = folder.read(text)
    #expect(
      reading.warnings == [
        "\(folder("corpus")): some lines end inside a sentence and each is read by itself; "
          + "--paragraphs joins them"
      ])
  }

  @Test func badBytesAreKeptAndCounted() {
    let bytes = Array("Un café.\nThe b".utf8) + [0xFF] + Array("nk\n".utf8) + [0xFE, 0x0A]
    let reading = Reading(of: folder.write(bytes, "corpus"))
    #expect(reading.passages[1].text == Array("The b".utf8) + [0xFF] + Array("nk".utf8))
    #expect(reading.known.badBytes == 2)
    #expect(reading.known.firstBadByte == .init(path: folder("corpus"), line: 2, byte: 5))
  }

  @Test func emptyFilesHaveNoPassage() {
    for text in ["", "\u{FEFF}", "\n", "\n\n \n"] {
      let reading = folder.read(text)
      #expect(reading.passages.isEmpty && reading.error == nil)
    }
  }

  @Test func whatIsNoTextIsNamed() {
    #expect(folder.read("%PDF-1.4").message.contains("is a PDF, not text"))
    #expect(
      Reading(of: folder("none")).message.hasSuffix("cannot be opened: No such file or directory"))
    #expect(Reading(of: folder.path).error is FileLinesError)
  }

  /// What the body throws ends the reading, and what is known by then stays.
  @Test func aBodyMayStop() {
    struct Stop: Error {}
    let path = folder.write(Array("One.\nTwo.\nThree.\n".utf8), "corpus")
    var known = CorpusReading()
    #expect(throws: Stop.self) {
      try CorpusFile(path).forEach(&known) { _, reading in
        if reading.passages == 2 { throw Stop() }
      }
    }
    #expect(known.passages == 2 && known.lines == 2)
  }
}

import TestSupport
import Testing

@testable import Corpora

@Suite struct PassageSentencesTests {
  let folder = try! TemporaryFolder()

  func sentences(_ reading: Reading) -> [[String]] {
    reading.passages.map { passage in
      passage.sentences.map { String(decoding: passage.text[$0], as: UTF8.self) }
    }
  }

  @Test func textIsCutByTheRulesOfUnicode() {
    let reading = folder.read("  The bank closed.  He left! 银行关门了。他走了。\nOne etc. and more\n")
    #expect(
      sentences(reading) == [
        ["The bank closed.", "He left!", "银行关门了。", "他走了。"], ["One etc. and more"],
      ])
  }

  @Test func sentencesOfTheCorpusAreLeftAsTheyAre() {
    let reading = folder.read("<s>\nMr.\nBank\nleft.\nHe\n</s>\nMr. X\nWe\n! Go\n", "a.vert")
    #expect(sentences(reading) == [["Mr. Bank left. He"], ["Mr. X We ! Go"]])
  }

  @Test func badBytesKeepTheirPlaces() {
    let bytes = Array("Un café. \u{E9}t\u{E9}. ".utf8) + [0xFF, 0x2E, 0x20] + Array("Two.\n".utf8)
    let reading = Reading(of: folder.write(bytes, "a.txt"))
    #expect(
      reading.passages[0].sentences.map { Array(reading.passages[0].text[$0]) } == [
        Array("Un café. été.".utf8), [0xFF, 0x2E], Array("Two.".utf8),
      ])
  }
}

import TestSupport
import Testing

@testable import Corpora

@Suite struct PointedUseTests {
  let folder = try! TemporaryFolder()

  private func read(_ text: String) -> Reading {
    folder.read(text, "a.jsonl", CorpusOptions(format: .uses))
  }

  /// What the file points at, passage by passage.
  private func uses(_ reading: Reading) -> [String] {
    reading.passages.map { passage in
      passage.targets.flatMap(\.parts).map { String(decoding: passage.text[$0], as: UTF8.self) }
        .joined(separator: "|")
    }
  }

  @Test(arguments: [
    #"{"text": "Un café, a bank.", "start": 11, "end": 15}"#,
    #"{"start": 11, "end": 15, "text": "Un caf\u00e9, a bank."}"#,
    #"{"text": "Un café, a bank.", "characters": [11, 15]}"#,
    #"{"text": "Un café, a [bank]."}"#, #"{"text": "Un caf\u00e9, a \u005bbank]."}"#,
    #"{"text": "Un café, a [bank].", "start": null}"#,
  ])
  func aLinePointsAtAUse(line: String) {
    let reading = read(line + "\n")
    #expect(reading.message.isEmpty)
    #expect(reading.texts == ["Un café, a bank."] && uses(reading) == ["bank"])
    #expect(reading.passages[0].hasTargetsAlone && reading.passages[0].targets[0].lemma == nil)
  }

  @Test func placesInTheLineAreThoseOfTheFile() throws {
    let line = #"{"text": "A \"[bank]\" here.", "lemma": "bank"}"#
    let passage = try #require(read(line).passages.first)
    let use = passage.targets[0].parts[0]
    let (number, place) = passage.lines.place(of: use)
    #expect(number == 1 && passage.targets[0].lemma == "bank")
    #expect(Array(line.utf8)[place] == Array("bank".utf8)[...])
  }

  /// Brackets that a place stands beside are part of the text.
  @Test func bracketsBesideAPlaceStay() {
    let reading = read(#"{"text": "[sic] a bank", "start": 8, "end": 12}"#)
    #expect(reading.texts == ["[sic] a bank"] && uses(reading) == ["bank"])
  }

  @Test(arguments: [
    #"{"text": "A bank."}"#, #"{"text": "A [] bank."}"#, #"{"text": "A [bank] [shore]."}"#,
    #"{"text": "A ]bank[."}"#, #"{"text": "A bank.", "start": 2}"#,
  ])
  func aLineWithoutAUseIsNamed(line: String) {
    let reading = read("{\"text\": \"A [bank].\"}\n\(line)\n")
    #expect(uses(reading) == ["bank"])
    #expect(
      reading.message.contains("a.jsonl:2:1: the line points at no use: give its start and end"))
  }

  @Test(arguments: [
    (#""start": 5, "end": 2"#, "5:2"), (#""start": 2, "end": 8"#, "2:8"),
    (#""start": -1, "end": 2"#, "-1:2"), (#""start": "x", "end": 2"#, "\"x\":2"),
    (#""characters": [2]"#, "2"), (#""characters": 2"#, "2"), (#""start": 1.5, "end": 2"#, "1.5:2"),
  ])
  func aPlaceThatIsNoneIsNamed(member: String, said: String) {
    let reading = read("{\"text\": \"A bank.\", \(member)}\n")
    #expect(
      reading.message.contains(
        "the place is '\(said)', expected START:END in characters of the text, which has 7"),
      "\(reading.message)")
  }
}

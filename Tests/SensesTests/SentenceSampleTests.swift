import Testing
import UnicodeText

@testable import Senses

struct SentenceSampleTests {
  @Test func everySentenceIsMet() {
    var sample = SentenceSample(capacity: 10, seed: 1)
    sample.read(Array("The bank closed. We sat down!\u{0C}It rained.".utf8).span)
    sample.read(Array("Alone".utf8).span)
    #expect(sample.found == 4)
    #expect(
      sample.sentences.map(\.string) == ["The bank closed.", "We sat down!", "It rained.", "Alone"])
  }

  @Test func ofMoreAFairSampleStays() {
    var sample = SentenceSample(capacity: 50, seed: 1)
    for number in 0..<1000 { sample.read(Array("Sentence \(number).".utf8).span) }
    let numbers = sample.sentences.map { Int($0.string.dropFirst(9).dropLast())! }
    #expect(sample.found == 1000 && numbers.count == 50)
    #expect(numbers.count { $0 < 500 } > 10 && numbers.count { $0 >= 500 } > 10)
  }

  /// Chinese has stops of its own, and no spaces.
  @Test func textWithoutOurStopsIsCut() {
    var sample = SentenceSample(capacity: 100, seed: 1)
    sample.read(Array(String(repeating: "水", count: 2000).utf8).span)
    #expect(sample.found == 6)
    #expect(sample.sentences.allSatisfy { $0.badBytes.isEmpty && $0.bytes.count <= 1024 })
  }
}

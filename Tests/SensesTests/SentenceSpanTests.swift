import Corpora
import Foundation
import Testing

@testable import Senses

@Suite struct SentenceSpanTests {
  static func sentence(around word: String, in text: String, limit: Int = 400) -> String {
    let bytes = Array(text.utf8)
    let place = text.utf8.distance(from: text.startIndex, to: text.range(of: word)!.lowerBound)
    let span = sentenceSpan(
      around: place..<place + word.utf8.count, in: bytes, among: sentences(in: bytes), limit: limit)
    return String(decoding: bytes[span], as: UTF8.self)
  }

  @Test(arguments: [
    ("One. The bank is shut. Two.", "The bank is shut."),
    ("“Is it?” The bank, e.g. this one, is.", "The bank, e.g. this one, is."),
    ("He said “no.” My bank…  Then", "My bank…"),
    ("“Is the bank shut?” he asked. No.", "“Is the bank shut?” he asked."),
    ("他走了。bank 关门了。好。", "bank 关门了。"),
    ("the bank", "the bank"),
    ("  bank  ", "bank"),
    ("A a . The bank , etc . , is shut .", "The bank , etc . , is shut ."),
    ("No way! (A bank.) \"B.\" C", "(A bank.)"),
  ])
  func cutsAtSentenceEnds(text: String, sentence: String) {
    #expect(Self.sentence(around: "bank", in: text) == sentence)
  }

  @Test func aLongSentenceIsCutBetweenWords() {
    let text = "aaaa bbbb cccc bank dddd eeee ffff"
    #expect(Self.sentence(around: "bank", in: text, limit: 7) == "cccc bank dddd")
    #expect(Self.sentence(around: "bank", in: text, limit: 0) == "bank")
  }

  @Test func withoutStopsFewWordsAreRead() {
    let words = String(repeating: "words ", count: 100)
    let bare = Self.sentence(around: "bank", in: words + "bank " + words)
    #expect(
      bare == String(repeating: "words ", count: 9) + "bank"
        + String(repeating: " words", count: 10))
    // A stop within reach is kept, and what is between.
    let long = "Words " + String(repeating: "words ", count: 59) + "bank"
    #expect(Self.sentence(around: "bank", in: "End. " + long + " " + words).hasPrefix(long))
  }

  @Test func wordsInTwoSentencesHaveBoth() {
    #expect(Self.sentence(around: "bank. It", in: "Ah. A bank. It is. Oh.") == "A bank. It is.")
  }

  @Test func theUseIsAlwaysInside() {
    let bytes = Array("a. B! c? D".utf8)
    for start in bytes.indices {
      for end in start + 1...bytes.count {
        for limit in 0...11 {
          let span = sentenceSpan(
            around: start..<end, in: bytes, among: sentences(in: bytes), limit: limit)
          #expect(span.lowerBound <= start && end <= span.upperBound)
        }
      }
    }
  }
}

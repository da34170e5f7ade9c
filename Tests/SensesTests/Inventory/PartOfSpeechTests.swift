import Senses
import Testing

struct PartOfSpeechTests {
  @Test func eachHasItsArticle() {
    #expect(
      PartOfSpeech.allCases.map(\.nameWithArticle) == [
        "a noun", "a verb", "an adjective", "an adverb",
      ])
  }
}

import Senses
import Testing

struct SensesErrorTests {
  @Test(arguments: [
    (["a"], "“a” is unknown to the model,"),
    (["a", "b"], "“a” and “b” are both unknown to the model,"),
    (["a", "b", "c", "d", "e"], "“a” and “b” and “c” and “d” are all unknown to the model,"),
  ])
  func unknownWordsAreNamed(words: [String], beginning: String) {
    #expect(SensesError.unknown(words: words).description.hasPrefix(beginning))
  }
}

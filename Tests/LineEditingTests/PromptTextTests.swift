import Testing

@testable import LineEditing

@Suite struct PromptTextTests {
  @Test(
    arguments: [
      ("polyseme> ", "polyseme> "),
      ("\u{1B}[1mé>\u{1B}[0m ", "\u{1}\u{1B}[1m\u{2}é>\u{1}\u{1B}[0m\u{2} "),
      ("\u{1B}[38;5;12mx", "\u{1}\u{1B}[38;5;12m\u{2}x"),
      ("\u{1B}[1", "\u{1}\u{1B}[1\u{2}"),
      ("\u{1B}x", "\u{1B}x"),
    ])
  func sequencesAreMarked(prompt: String, marked: String) {
    #expect(promptForReadline(prompt) == marked)
  }
}

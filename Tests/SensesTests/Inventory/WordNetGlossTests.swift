import Testing

@testable import Senses

@Suite struct WordNetGlossTests {
  @Test(arguments: [
    (
      "the land beside water; \"on the bank\"; \"a bank\" - A. Made", "the land beside water",
      ["on the bank", "a bank - A. Made"]
    ),
    ("whatever there is", "whatever there is", []),
    ("a; b; \"c\" \"d\", \"e\"", "a; b", ["c", "d", "e"]),
    ("so called (\"a thing\" or so); \"b\"", "so called (\"a thing\" or so)", ["b"]),
    ("x; \"y\" --Some One; z", "x; z", ["y - Some One"]),
    ("x; \"open", "x; \"open", []), ("", "", []), ("; ;", "", []), ("x; \"\"", "x; \"\"", []),
    ("é; \"ü – ß\"", "é", ["ü – ß"]),
  ])
  func definitionAndExamplesArePartedAgain(
    text: String, definition: String, examples: [String]
  ) {
    let gloss = WordNetGloss(text)
    #expect(gloss.definition == definition)
    #expect(gloss.examples == examples)
  }

  @Test func anExampleByItselfLosesItsMarks() {
    #expect(WordNetGloss.example("\"the harder\" --T. P.") == "the harder - T. P.")
    #expect(WordNetGloss.example("\"a\"") == "a")
    #expect(WordNetGloss.example("\"a\" and \"b\"") == "\"a\" and \"b\"")
    #expect(WordNetGloss.example("a \"b\"") == "a \"b\"")
    #expect(WordNetGloss.example("") == "")
  }
}

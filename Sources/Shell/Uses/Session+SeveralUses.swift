import Senses

extension Session {
  /// The uses of a word, kept or written out, where there are enough of them and not too many.
  func severalUses(
    of word: String, in sentences: [String], atLeast least: Int, atMost most: Int = 500
  ) throws -> [ResolvedUse] {
    try severalUses(of: try finder(word), in: sentences, atLeast: least, atMost: most)
  }

  /// The same of a word in all its forms.
  func severalUses(
    of finder: UseFinder, in sentences: [String], atLeast least: Int, atMost most: Int = 500
  ) throws -> [ResolvedUse] {
    let word = finder.word
    let uses = uses(of: finder) + uses(of: finder, in: sentences)
    guard uses.count >= least else {
      guard !uses.isEmpty else {
        throw ShellError("too-few-uses", "type a sentence with “\(word)” first")
      }
      throw tooFewUses(of: word, uses.count, in: "what is kept", atLeast: least)
    }
    guard uses.count <= most else {
      throw ShellError(
        "too-many-uses",
        "“\(word)” is used \(uses.count) times, at most \(most) are compared; "
          + "/forget some sentences")
    }
    return uses
  }

  func tooFewUses(
    of word: String, _ count: Int, in place: String, atLeast least: Int
  ) -> ShellError {
    ShellError(
      "too-few-uses",
      "“\(word)” is used \(count == 1 ? "once" : "twice") in \(place); it takes "
        + "\(least == 2 ? "two" : "three") uses to compare")
  }
}

import Testing
import Tokenization

/// Which entries of a vocabulary are words by themselves.
struct WholeWordsTests {
  private func tokenizer(
    _ words: [String], _ preTokenizer: PreTokenizer
  ) throws -> SubwordTokenizer {
    let vocabulary = try Vocabulary(words: ["[UNK]", "[CLS]", "[SEP]"] + words)
    return SubwordTokenizer(
      vocabulary: vocabulary,
      steps: .init(
        preTokenizer: preTokenizer, model: WordLevelModel(vocabulary: vocabulary)),
      frame: TextFrame(before: [1], after: [2]))
  }

  private func check(_ words: WholeWords, _ expected: [String?]) {
    for (place, word) in expected.enumerated() {
      #expect(words.word(Int32(place + 3)) == word)
      if let word { #expect(words.id(of: word) == Int32(place + 3)) }
    }
    #expect(words.word(0) == nil)
  }

  @Test func asTheyAre() throws {
    let words = ["a", "bank", "##ing", "Bank", "42", "é"]
    let expected = ["a", "bank", nil, "Bank", nil, "é"]
    check(try tokenizer(words, .bert).wholeWords, expected)
    let pieces = WordPieceTokenizer(
      vocabulary: try Vocabulary(words: ["[UNK]", "[CLS]", "[SEP]"] + words))
    check(pieces.wholeWords, expected)
  }

  @Test func behindASign() throws {
    check(
      try tokenizer(
        ["▁a", "▁bank", "ing", "▁Bank", "▁42", "▁", "▁é"],
        .metaspace(Metaspace(prefix: .always, splits: true))
      ).wholeWords, ["a", "bank", nil, "Bank", nil, nil, "é"])
  }

  @Test func inBytes() throws {
    check(
      try tokenizer(
        ["Ġa", "Ġbank", "ing", "ĠcafÃ©", "Ġ42", "Ġ", "ĠÃ©", "ĠÃ"],
        .byteLevel(prefixesSpace: false, splits: true)
      ).wholeWords, ["a", "bank", nil, "café", nil, nil, "é", nil])
  }
}

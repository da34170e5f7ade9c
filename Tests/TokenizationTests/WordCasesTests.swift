import Foundation
import Testing

@testable import Tokenization

/// Texts with their words, what each is found as, and the words that a guess is made from, in the list that ships.
///
/// `Tests/Fixtures/words/cases.jsonl` is read by the tests of `training/` too, whose Python twin of the tokenizer must
/// give the same. `RECORD=1` writes the answers anew, and still fails.
struct WordCasesTests {
  static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fixtures/words/cases.jsonl").standardizedFileURL

  struct Case: Codable, Equatable {
    var text: String
    var words: [String]
    /// The listed word, the key with `*` behind it for a guess, or `[UNK]`.
    var found: [String]
    /// For each guess, by its key, the words that count for it, the one that counts most first.
    var guesses: [String: [String]]
  }

  @Test func wordsAndFindingsAreAsRecorded() throws {
    let vocabulary = try Vocabulary(contentsOf: shippedVocabulary.appending(path: "words.txt").path)
    let changes = try AffixChanges(
      text: Array(Data(contentsOf: shippedVocabulary.appending(path: "affixes.tsv"))))
    let tokenizer = WordTokenizer(
      vocabulary: vocabulary, composer: WordComposer(bucketCount: 8192, changes: changes))
    let index = SpellingIndex(vocabulary, changes: changes)
    let decoder = JSONDecoder()
    let cases = try String(contentsOf: Self.path, encoding: .utf8).split(separator: "\n")
      .map { try decoder.decode(Case.self, from: Data($0.utf8)) }
    #expect(cases.count > 40)
    let answers = cases.map { known in
      let tokenized = tokenizer.tokenize(known.text)
      var answer = Case(text: known.text, words: [], found: [], guesses: [:])
      for (token, id) in zip(tokenized.tokens, tokenized.ids) {
        answer.words.append(token.text)
        guard token.finding == .composed else {
          answer.found.append(vocabulary.word(id))
          continue
        }
        answer.found.append(token.form + "*")
        answer.guesses[token.form] = index.neighbours(ofKey: Array(token.form.utf8).span)
          .map { vocabulary.word($0.id) }
      }
      return answer
    }
    guard ProcessInfo.processInfo.environment["RECORD"] == "1" else {
      #expect(answers == cases)
      return
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try answers.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
    try lines.joined().write(to: Self.path, atomically: true, encoding: .utf8)
    Issue.record("\(Self.path.path) was written anew")
  }
}

import Foundation
import Testing
import Tokenization

/// The folder of the vocabulary that comes with the program.
let shippedVocabulary = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "../../vocab").standardizedFileURL
private let path = shippedVocabulary.appending(path: "words.txt").path

/// The vocabulary that comes with the program.
@Suite struct ShippedVocabularyTests {
  @Test func specialWordsAreOnTop() throws {
    let vocabulary = try Vocabulary(contentsOf: path)
    #expect(vocabulary.count == 60_000)
    #expect(Array(vocabulary.words.prefix(5)) == specialWords)
  }

  /// A row that no typed word leads to would be lost.
  @Test func everyWordIsReached() throws {
    let vocabulary = try Vocabulary(contentsOf: path)
    let tokenizer = WordTokenizer(vocabulary: vocabulary)
    var lost: [String] = []
    for (id, word) in vocabulary.words.enumerated().dropFirst(specialWords.count) {
      let text = tokenizer.tokenize(word)
      let isKey = word.wordKey.utf8.elementsEqual(word.utf8)
      if !isKey || text.ids != [Int32(id)] || text.tokens[0].finding != .asTyped {
        lost.append(word)
      }
    }
    // U+02BC is an apostrophe, so that this is read as the commoner don't.
    #expect(lost == ["donʼt"])
  }
}

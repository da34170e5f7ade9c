import Testing
import Tokenization

/// The models that cut by a vocabulary of words: whole ones, and their longest pieces.
struct WordModelsTests {
  private let vocabulary = try! Vocabulary(
    words: specialWords + ["bank", "é", "##é", "##s", "added"])

  private func pieces(_ text: String, _ model: some SubwordModel) -> [Int32] {
    var pieces: [Subword] = []
    model.cut(Array(text.utf8).span, into: &pieces)
    return pieces.map(\.id)
  }

  /// Words from a certain id on are found only as added tokens.
  @Test func addedWordsAreNoPieces() {
    #expect(pieces("added", WordLevelModel(vocabulary: vocabulary)) == [9])
    #expect(pieces("added", WordLevelModel(vocabulary: vocabulary, wordCount: 9)) == [1])
    #expect(pieces("bank", WordLevelModel(vocabulary: vocabulary, wordCount: 9)) == [5])
    #expect(pieces("added", WordPieceModel(vocabulary: vocabulary)) == [9])
    #expect(pieces("added", WordPieceModel(vocabulary: vocabulary, pieceCount: 9)) == [1])
    #expect(pieces("banks", WordPieceModel(vocabulary: vocabulary, pieceCount: 9)) == [5, 8])
  }

  /// Scalars are counted, not bytes.
  @Test func longWordsAreUnknown() {
    let model = WordPieceModel(vocabulary: vocabulary, longestWord: 3)
    #expect(pieces("ééé", model) == [6, 7, 7])
    #expect(pieces("éééé", model) == [1])
    #expect(pieces("bank", model) == [1])
  }
}

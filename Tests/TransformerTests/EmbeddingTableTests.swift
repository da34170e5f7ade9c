import Tensors
import Testing
import Transformer

struct EmbeddingTableTests {
  private let words = StoredTensor(Matrix(rows: 2, columns: 2, values: [1, 0, 0, 1]))

  /// Rows of 2 channels, states of 3: y = W·x, and the direction of rows is Wᵀ·d.
  @Test func theDirectionOfRowsIsThatOfTheirStates() {
    let projection = Linear(
      weight: Matrix(rows: 3, columns: 2, values: [1, 2, 3, 4, 5, 6]), bias: [7, 7, 7])
    let table = EmbeddingTable(words: words, projection: projection)
    // 1·1 − 1·3 + 2·5 = 8, 1·2 − 1·4 + 2·6 = 10.
    #expect(table.rowDirection(of: [1, -1, 2]) == [8, 10])
  }

  @Test func rowsAsWideAsStatesHaveTheirDirections() {
    #expect(EmbeddingTable(words: words).rowDirection(of: [0.5, -2]) == [0.5, -2])
  }
}

import Tensors
import TestSupport
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

  /// `(w₁ (r₁ + W c₁) + w (W n + b)) / (w₁ + w)`, where w is 0.002 and w₁ twice as much.
  @Test func aComposedRowByHand() {
    let ngrams = NGramTable(
      buckets: StoredTensor(Matrix(rows: 2, columns: 1, values: [1, 3])),
      changes: StoredTensor(Matrix(rows: 1, columns: 1, values: [10])),
      projection: Linear(weight: Matrix(rows: 2, columns: 1, values: [1, 2]), bias: [0.5, 0]))
    let table = EmbeddingTable(words: words, ngrams: ngrams)
    let parts = RowParts(
      buckets: [0, 1], neighbours: [.init(row: 1, weight: 0.004, change: 0)])
    let row = table.wordRow(of: InputSequence(ids: [0], composed: [0: parts]), at: 0)
    // n = 2. W n + b = (2.5, 4), r₁ + W c₁ = (10, 21): (2·10 + 2.5)/3, (2·21 + 4)/3.
    expectClose(row, [7.5, 46.0 / 3], within: 1e-5)
  }

  @Test func rowsAsWideAsStatesHaveTheirDirections() {
    #expect(EmbeddingTable(words: words).rowDirection(of: [0.5, -2]) == [0.5, -2])
  }
}

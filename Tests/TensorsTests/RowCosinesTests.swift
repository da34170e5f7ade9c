import Tensors
import Testing

struct RowCosinesTests {
  /// Rows (3, 4), (0, 0), (0, 2) and (−1, 0).
  private let tensor = StoredTensor(shape: [4, 2], values: [3, 4, 0, 0, 0, 2, -1, 0])

  @Test func byHand() {
    let cosines = tensor.cosines(of: 0..<4, with: [[1, 0], [0, 1]])
    #expect(cosines == [[0.6, 0, 0, -1], [0.8, 0, 1, 0]])
  }

  @Test func someRows() {
    #expect(tensor.cosines(of: 2..<4, with: [[0, 1]]) == [[1, 0]])
    #expect(tensor.cosines(of: 2..<2, with: [[0, 1]]) == [[]])
  }
}

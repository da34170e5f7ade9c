import Tensors
import TestSupport
import Testing

struct LinearTests {
  @Test func byHand() {
    let layer = Linear(
      weight: Matrix(rows: 2, columns: 3, values: [1, 2, 3, -1, 0, 0.5]), bias: [10, 20])
    // 1·1 + 2·0 + 3·2 + 10 = 17, −1·1 + 0·0 + 0.5·2 + 20 = 20; and the bias alone.
    let x = Matrix(rows: 2, columns: 3, values: [1, 0, 2, 0, 0, 0])
    #expect(layer(x) == Matrix(rows: 2, columns: 2, values: [17, 20, 10, 20]))
    #expect(layer.inputs == 3 && layer.outputs == 2)
  }

  /// Rows shorter than, as long as and longer than what is added up at once.
  @Test(arguments: [1, 15, 16, 17, 31, 32, 33, 100])
  func sumsOfAnyLength(inputs: Int) {
    // 0·0 + 1·1 + … + (n−1)² by the formula.
    let row = (0..<inputs).map { Float($0) }
    let layer = Linear(
      weight: Matrix(rows: 1, columns: inputs, values: row), bias: [0.5])
    let sum = Float((inputs - 1) * inputs * (2 * inputs - 1) / 6)
    #expect(layer(Matrix(rows: 1, columns: inputs, values: row)).values == [sum + 0.5])
  }

  @Test func productsOfRows() {
    let a = Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4])
    let b = Matrix(rows: 3, columns: 2, values: [1, 0, 0, 1, 1, 1])
    #expect(dotProducts(a, b) == Matrix(rows: 2, columns: 3, values: [1, 2, 3, 3, 4, 7]))
  }

  @Test func sumsOfRows() {
    let weights = Matrix(rows: 2, columns: 3, values: [0.5, 0.5, 0, 0, 0, 1])
    let values = Matrix(rows: 3, columns: 2, values: [2, 4, 6, 8, -1, 3])
    #expect(
      weightedSums(weights, of: values) == Matrix(rows: 2, columns: 2, values: [4, 6, -1, 3]))
  }

  @Test func halfPrecisionWeights() {
    let weight = StoredTensor(
      shape: [1, 2], format: .float16, storage: BytesInMemory([0x00, 0x3C, 0x00, 0xC0]), offset: 0)
    let layer = Linear(weight: weight, bias: StoredTensor(shape: [1], values: [3]))
    // 1·5 − 2·1 + 3
    #expect(layer(Matrix(rows: 1, columns: 2, values: [5, 1])).values == [6])
  }

  @Test func aMisfitTraps() async {
    await #expect(processExitsWith: .failure) {
      _ = Linear(weight: Matrix(rows: 2, columns: 3), bias: [0])
    }
    await #expect(processExitsWith: .failure) {
      _ = Linear(weight: Matrix(rows: 2, columns: 3), bias: [0, 0])(Matrix(rows: 1, columns: 2))
    }
  }
}

import Tensors
import Testing

struct MatrixTests {
  private let matrix = Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])

  @Test func parts() {
    #expect(matrix[1, 0] == 4)
    #expect(matrix.row(1) == [4, 5, 6])
    #expect(matrix.rows(1..<2) == Matrix(rows: 1, columns: 3, values: [4, 5, 6]))
    #expect(matrix.columns(1..<3) == Matrix(rows: 2, columns: 2, values: [2, 3, 5, 6]))
    #expect(matrix.columns(0..<0) == Matrix(rows: 2, columns: 0))
  }

  @Test func sideBySide() {
    #expect(
      Matrix.concatenating([matrix.columns(0..<1), matrix.columns(1..<3)]) == matrix)
    #expect(Matrix.concatenating([]) == Matrix(rows: 0, columns: 0))
  }

  @Test func sums() {
    #expect((matrix + matrix).values == [2, 4, 6, 8, 10, 12])
  }

  @Test func aMisfitTraps() async {
    await #expect(processExitsWith: .failure) { _ = Matrix(rows: 2, columns: 2, values: [1]) }
    await #expect(processExitsWith: .failure) {
      _ = Matrix(rows: 1, columns: 2) + Matrix(rows: 2, columns: 1)
    }
  }
}

import Tensors
import TestSupport
import Testing

struct NormTests {
  @Test func byHand() {
    // Mean 3, differences −2, 0, 0, 2, variance (4 + 4)/4 = 2, deviation 1.4142135.
    let x = Matrix(rows: 1, columns: 4, values: [1, 3, 3, 5])
    let plain = Norm(weight: [1, 1, 1, 1], bias: [0, 0, 0, 0], epsilon: 0)
    expectClose(plain(x).values, [-1.4142135, 0, 0, 1.4142135], within: 1e-6)
    // Twice as wide and shifted by 10, 20, 30, 40.
    let scaled = Norm(weight: [2, 2, 2, 2], bias: [10, 20, 30, 40], epsilon: 0)
    expectClose(scaled(x).values, [7.171573, 20, 30, 42.828427], within: 1e-5)
    // Epsilon joins the variance: 2 + 2, deviation 2.
    let damped = Norm(weight: [1, 1, 1, 1], bias: [0, 0, 0, 0], epsilon: 2)
    expectClose(damped(x).values, [-1, 0, 0, 1], within: 1e-6)
  }

  @Test func rootMeanSquare() {
    // The mean of squares is (9 + 16)/2 = 12.5, its root 3.5355339; nothing is taken away.
    let x = Matrix(rows: 1, columns: 2, values: [3, 4])
    let norm = Norm(kind: .rootMeanSquare, weight: [1, 10], epsilon: 0)
    expectClose(norm(x).values, [0.848528, 11.313708], within: 1e-5)
  }

  @Test func rowsAreNormalizedByThemselves() {
    let norm = Norm(weight: [1, 1], bias: [0, 0], epsilon: 1e-12)
    let x = Matrix(rows: 3, columns: 2, values: [0, 2, 1000, 1002, 5, 5])
    expectClose(norm(x).values, [-1, 1, -1, 1, 0, 0], within: 1e-5)
  }
}

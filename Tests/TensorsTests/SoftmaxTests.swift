import Tensors
import TestSupport
import Testing

struct SoftmaxTests {
  @Test func byHand() {
    // e⁰ = 1, e^ln 2 = 2, e^ln 5 = 5: shares of 8.
    let scores = Matrix(rows: 2, columns: 3, values: [0, 0.6931472, 1.609438, 7, 7, 7])
    expectClose(
      softmax(scores),
      Matrix(rows: 2, columns: 3, values: [0.125, 0.25, 0.625, 1 / 3, 1 / 3, 1 / 3]), within: 1e-6)
  }

  @Test func aConstantChangesNothingAndLargeScoresDoNotOverflow() {
    let small = Matrix(rows: 1, columns: 3, values: [-2, 0, 1.5])
    let large = Matrix(rows: 1, columns: 3, values: [998, 1000, 1001.5])
    expectClose(softmax(large), softmax(small), within: 1e-6)
    expectClose(
      softmax(Matrix(rows: 1, columns: 2, values: [-1e30, 1e30])).values, [0, 1], within: 0)
  }

  @Test func rowsSumToOne() {
    var generator = SplitMix64(seed: 1)
    let scores = Matrix(
      rows: 5, columns: 9,
      values: (0..<45).map { _ in Float.random(in: -20...20, using: &generator) })
    for row in 0..<5 {
      let weights = softmax(scores).row(row)
      #expect(weights.allSatisfy { $0 > 0 })
      #expect(abs(weights.reduce(0, +) - 1) < 1e-6)
    }
  }
}

import Platform

/// The chance of a yes by one number: logistic regression with a single input.
struct LogisticLine: Sendable, Hashable {
  var intercept = 0.0
  var slope = 0.0

  /// Fits the line by Newton's method.
  ///
  /// - Parameters:
  ///   - inputs: Shape `[n]`, `n > 0`.
  ///   - answers: Shape `[n]`.
  init(_ inputs: [Double], _ answers: [Bool]) {
    precondition(!inputs.isEmpty && inputs.count == answers.count, "an answer for each")
    var loss = loss(inputs, answers)
    for _ in 0..<Self.mostRounds {
      // A slight pull to zero keeps the step defined where a line can part the answers wholly.
      var gradient = (-Self.pull * intercept, -Self.pull * slope)
      var (a, b, d) = (Self.pull, 0.0, Self.pull)
      for (x, answer) in zip(inputs, answers) {
        let chance = chance(x)
        let error = (answer ? 1 : 0) - chance
        let weight = chance * (1 - chance)
        gradient.0 += error
        gradient.1 += error * x
        a += weight
        b += weight * x
        d += weight * x * x
      }
      let determinant = a * d - b * b
      var step = (
        (d * gradient.0 - b * gradient.1) / determinant,
        (a * gradient.1 - b * gradient.0) / determinant
      )
      var next = moved(by: step)
      var nextLoss = next.loss(inputs, answers)
      // Far from the best line a whole step can lead too far.
      for _ in 0..<Self.mostHalvings where !(nextLoss <= loss) {
        step = (step.0 / 2, step.1 / 2)
        next = moved(by: step)
        nextLoss = next.loss(inputs, answers)
      }
      guard nextLoss <= loss else { return }
      (self, loss) = (next, nextLoss)
      if max(step.0.magnitude, step.1.magnitude) < 1e-10 { return }
    }
  }

  func chance(_ x: Double) -> Double { 1 / (1 + exp(-(intercept + slope * x))) }

  private func moved(by step: (Double, Double)) -> LogisticLine {
    var line = self
    line.intercept += step.0
    line.slope += step.1
    return line
  }

  private func loss(_ inputs: [Double], _ answers: [Bool]) -> Double {
    var loss = Self.pull / 2 * (intercept * intercept + slope * slope)
    for (x, answer) in zip(inputs, answers) {
      let logit = (intercept + slope * x) * (answer ? -1 : 1)
      // log(1 + e^x) that does not overflow.
      loss += max(0, logit) + log1p(exp(-logit.magnitude))
    }
    return loss
  }

  private static let pull = 1e-3
  private static let mostRounds = 50
  private static let mostHalvings = 30
}

import Platform

/// From a similarity to the chance that a careful reader calls two uses one sense: logistic
/// regression, as the file `same-sense.json` beside the weights holds it.
public struct Calibration: Sendable, Hashable {
  /// What the chance is judged by.
  public enum Feature: String, Sendable, Hashable, CaseIterable {
    case cosine
    case centredCosine = "centred_cosine"
  }

  public struct Estimate: Sendable, Hashable {
    public let probability: Double
    /// Where the probability lies, 95 of 100 times, as far as the fit itself is uncertain.
    public let interval: ClosedRange<Double>
  }

  /// The layer whose vectors are compared.
  public let layer: Int
  public let features: [Feature]
  /// The intercept, then a coefficient for each feature.
  public let coefficients: [Double]
  /// Of `coefficients`. Shape `[1 + features, 1 + features]`.
  public let covariance: [[Double]]

  /// - Precondition: The shapes agree.
  public init(
    layer: Int, features: [Feature], coefficients: [Double], covariance: [[Double]]
  ) {
    precondition(coefficients.count == features.count + 1, "a coefficient for each feature")
    precondition(
      covariance.count == coefficients.count
        && covariance.allSatisfy { $0.count == coefficients.count }, "a square of covariances")
    self.layer = layer
    self.features = features
    self.coefficients = coefficients
    self.covariance = covariance
  }

  /// - Parameter value: Of each feature.
  public func estimate(_ value: (Feature) -> Double) -> Estimate {
    let inputs = [1] + features.map(value)
    let logit = zip(coefficients, inputs).reduce(0) { $0 + $1.0 * $1.1 }
    var variance = 0.0
    for (row, x) in zip(covariance, inputs) {
      for (covariance, y) in zip(row, inputs) { variance += x * covariance * y }
    }
    // 97.5 of 100 lie below 1.96 standard deviations.
    let reach = 1.96 * max(0, variance).squareRoot()
    func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    return Estimate(
      probability: logistic(logit), interval: logistic(logit - reach)...logistic(logit + reach))
  }
}

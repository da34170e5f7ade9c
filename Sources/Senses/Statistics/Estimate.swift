import Platform

/// What was measured on a sample, and where the same of all uses may lie.
public struct Estimate: Sendable, Hashable {
  public let value: Double
  /// Where it lies in 95 of 100 cases, as far as chance in the sample goes; `nil` where nobody asked.
  public let interval: ClosedRange<Double>?

  public init(value: Double, interval: ClosedRange<Double>? = nil) {
    (self.value, self.interval) = (value, interval)
  }

  /// The basic bootstrap interval (Davison and Hinkley 1997, "Bootstrap methods and their application", equation 5.6):
  /// what was measured, less how far the resamples lie from it. A distance between samples is larger than that between
  /// what they were drawn from, and one between resamples larger again: the interval takes that back, where one of
  /// percentiles would add to it.
  ///
  /// - Parameters:
  ///   - resamples: The same, of samples drawn from the sample; without any there is no interval.
  ///   - bounds: What such a value cannot leave.
  public init(_ value: Double, resamples: [Double], within bounds: ClosedRange<Double>) {
    guard !resamples.isEmpty else {
      self.init(value: value)
      return
    }
    let sorted = resamples.sorted()
    func bounded(_ end: Double) -> Double {
      min(bounds.upperBound, max(bounds.lowerBound, 2 * value - end))
    }
    let low = bounded(sorted.quantile(0.975))
    self.init(value: value, interval: low...max(low, bounded(sorted.quantile(0.025))))
  }
}

extension [Double] {
  /// The value below which a share of sorted values lies, between two of them on the line that joins them: definition 7
  /// of Hyndman and Fan 1996, "Sample quantiles in statistical packages", which NumPy and R take too.
  package func quantile(_ share: Double) -> Double {
    precondition(!isEmpty && 0...1 ~= share, "a share of some values")
    let place = share * Double(count - 1)
    let below = Int(clamping: place)
    guard below + 1 < count else { return self[count - 1] }
    return self[below] + (place - Double(below)) * (self[below + 1] - self[below])
  }
}

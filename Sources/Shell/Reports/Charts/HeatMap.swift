import Platform

/// A table of values as blocks, a digit beside each: attention weights, similarities.
public struct HeatMap: Sendable {
  public let rows: [String]
  public let columns: [String]
  /// Shape `[rows, columns]`. Where one is no number, nothing is known.
  public let values: [[Double]]
  /// The values that the lightest and the heaviest block stand for.
  public let range: ClosedRange<Double>
  /// Whether columns follow one another, as layers do; others are read out by their values.
  public let isSequence: Bool

  public init(
    rows: [String], columns: [String], values: [[Double]], range: ClosedRange<Double> = 0...1,
    isSequence: Bool = false
  ) {
    precondition(values.count == rows.count && values.allSatisfy { $0.count == columns.count })
    self.rows = rows.map(\.onOneLine)
    self.columns = columns.map(\.onOneLine)
    self.values = values
    self.range = range
    self.isSequence = isSequence
  }

  func level(_ value: Double) -> Double {
    let span = range.upperBound - range.lowerBound
    return span > 0 ? (value - range.lowerBound) / span : 0
  }
}

import Platform

/// Values over whole numbers, one line or several.
public struct LinePlot: Sendable {
  public struct Line: Sendable {
    public let name: String
    public let values: [Double]

    public init(_ name: String, _ values: [Double]) {
      (self.name, self.values) = (name.onOneLine, values)
    }
  }

  public let lines: [Line]
  /// What the axes are.
  public let across: String
  public let up: String
  /// What stands below each place; without names, its number from 0.
  public let names: [String]

  public init(_ lines: [Line], across: String, up: String, names: [String] = []) {
    (self.lines, self.across, self.up) = (lines, across.onOneLine, up.onOneLine)
    self.names = names.map(\.onOneLine)
  }

  /// Places along the axis.
  var count: Int { lines.map(\.values.count).max() ?? 0 }

  func name(of place: Int) -> String { place < names.count ? names[place] : String(place) }

  /// From the lowest to the highest of all that is drawn; never empty.
  var range: (low: Double, high: Double) {
    let values = lines.flatMap(\.values).filter(\.isFinite)
    return (min(0, values.min() ?? 0), max(1, values.max() ?? 1))
  }
}

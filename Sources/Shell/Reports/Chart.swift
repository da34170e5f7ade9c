import Platform

/// A chart, declared once: each format draws it in its own way.
public struct Chart: Sendable {
  public enum Content: Sendable {
    /// Values as cells that darken with them.
    case cells(HeatMap)
    /// Several of them, small, of the same words.
    case panels([(name: String, map: HeatMap)])
    /// Uses in two dimensions.
    case points(PointMap)
    /// A similarity after each layer.
    case layers(CurvePlot)
    /// Signed values, a bar each.
    case bars(BarChart)
    /// Values over whole numbers.
    case lines(LinePlot)
  }

  /// What it shows, as a picture says above it.
  public let title: String
  public let content: Content

  public init(_ title: String, _ content: Content) {
    self.title = title.onOneLine
    self.content = content
  }
}

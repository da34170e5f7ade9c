/// A chart, declared once: each format draws it in its own way.
public enum Chart: Sendable {
  case cells(HeatMap)
  case points(PointMap)
  case curves(CurvePlot)

  /// Drawn with characters.
  ///
  /// - Parameter width: Columns of the window.
  func picture(width: Int) -> Picture {
    switch self {
    case .cells(let map): map.picture(width: width)
    case .points(let map): map.picture(width: width)
    case .curves(let plot): plot.picture(width: width)
    }
  }
}

import Platform

extension Chart {
  /// As a picture of its own, for a paper.
  var figure: SVGDrawing { drawing(title: title, on: .paper) }

  /// As a part of a page, which names it itself.
  var element: String { drawing(title: "", on: .page).element }

  private func drawing(title: String, on ground: SVGDrawing.Ground) -> SVGDrawing {
    switch content {
    case .cells(let map): map.figure(title: title)
    case .panels(let panels): panelFigure(panels, title: title, on: ground)
    case .points(let map): map.figure(title: title)
    case .layers(let plot): plot.figure(title: title, on: ground)
    case .bars(let bars): bars.figure(title: title, on: ground)
    case .lines(let plot): plot.figure(title: title, on: ground)
    }
  }
}

/// A coordinate, to a hundredth.
func coordinate(_ value: Double) -> String {
  let hundredths = (value * 100).rounded() / 100
  return hundredths == hundredths.rounded() ? String(Int(clamping: hundredths)) : "\(hundredths)"
}

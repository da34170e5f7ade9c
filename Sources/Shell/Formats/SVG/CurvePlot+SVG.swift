import Senses

extension CurvePlot {
  /// The similarity after each layer, above the band of random pairs.
  ///
  /// - Parameter title: Written above, where it is not empty, and the uses below it.
  func figure(title: String, on ground: SVGDrawing.Ground) -> SVGDrawing {
    let (width, left) = (560.0, 56.0)
    var drawing = SVGDrawing(
      width: width, title: title.isEmpty ? "similarity, layer by layer" : title, on: ground)
    let start = title.isEmpty ? 20 : drawing.heading()
    let top =
      26
      + (title.isEmpty ? [] : uses).reduce(start) {
        drawing.sentence($1, 20, $0, width: width - 40)
      }
    let bottom = top + 240
    let layers = curve.layers
    let step = (width - left - 30) / Double(max(1, layers.count - 1))
    let (low, high) = range
    func x(_ layer: LayerCurve.Layer) -> Double { left + step * Double(layer.number) }
    func y(_ value: Double) -> Double { top + (bottom - top) * (high - value) / (high - low) }
    let banded = layers.compactMap { layer in layer.band.map { (x(layer), $0) } }
    if banded.count > 1 {
      let upper = banded.map { (x: $0, y: y($1.random + $1.randomSpread)) }
      let lower = banded.map { (x: $0, y: y($1.random - $1.randomSpread)) }
      drawing.area(upper + lower.reversed(), fill: drawing.ground.band)
    }
    for tick in stride(from: (low * 5).rounded(.up) / 5, through: high + 1e-9, by: 0.2) {
      drawing.rule(left, y(tick), width - 30, y(tick))
      drawing.text(decimal(tick, 1), left - 8, y(tick) + 4, .end)
    }
    for layer in layers { drawing.text("\(layer.number)", x(layer), bottom + 20, .middle) }
    drawing.text("layer", (left + width - 30) / 2, bottom + 40, .middle)
    drawing.text("similarity", left - 8, top - 14)
    if banded.count > 1 {
      drawing.path(
        banded.map { ($0, y($1.sameWord)) }, stroke: drawing.ground.faint, width: 1.5, dashes: "6 4"
      )
    }
    drawing.path(layers.map { (x($0), y($0.similarity)) }, stroke: drawing.ground.more)
    for layer in layers {
      drawing.mark(layer.number == curve.parting ? 3 : 0, x(layer), y(layer.similarity))
    }
    key(&drawing, left, bottom + 66, hasBand: banded.count > 1)
    return drawing
  }

  private func key(_ drawing: inout SVGDrawing, _ x: Double, _ y: Double, hasBand: Bool) {
    var y = y
    func entry(_ text: String, _ draw: (inout SVGDrawing) -> Void) {
      draw(&drawing)
      drawing.text(text, x + 50, y + 4)
      y += SVGDrawing.line
    }
    entry("the two uses") {
      $0.path([(x, y), (x + 40, y)], stroke: $0.ground.more)
      $0.mark(0, x + 20, y)
    }
    if curve.parting != nil { entry("where they part") { $0.mark(3, x + 20, y) } }
    if hasBand {
      entry("uses of one word, on average") {
        $0.rule(x, y, x + 40, y, stroke: $0.ground.faint, width: 1.5, dashes: "6 4")
      }
      entry("random pairs of words, one standard deviation to either side") {
        $0.box(x, y - 6, 40, 12, fill: $0.ground.band)
      }
    }
    drawing.height = y + 8
  }
}

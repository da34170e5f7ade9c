/// What an analysis cannot do, and what would help.
public enum SensesError: Error, Equatable, CustomStringConvertible {
  /// The model has no yardstick to say where one sense ends and another begins.
  case noThreshold
  case noSuchLayer(Int, layers: ClosedRange<Int>)
  case noSuchHead(Int, heads: Int)

  public var description: String {
    switch self {
    case .noThreshold:
      "the model has no yardstick (yardstick.json), so nothing says where one sense ends; "
        + "use a model folder that has one"
    case .noSuchLayer(let layer, let layers):
      "there is no layer \(layer); layers are \(layers.lowerBound) to \(layers.upperBound)"
    case .noSuchHead(let head, let heads):
      "there is no head \(head); heads are 1 to \(heads)"
    }
  }
}

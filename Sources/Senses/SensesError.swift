/// What an analysis cannot do, and what would help.
public enum SensesError: Error, Equatable, CustomStringConvertible {
  /// The model has no calibration to say where one sense ends and another begins.
  case noThreshold
  case noSuchLayer(Int, layers: ClosedRange<Int>)
  case noSuchHead(Int, heads: Int)
  /// The model reads all of these as one and the same unknown word.
  case unknown(words: [String])
  /// What is added and what is taken away are the same.
  case noDirection

  public var description: String {
    switch self {
    case .noThreshold:
      "the model has no calibration, so nothing says where one sense ends; "
        + "calibrate with --judged makes one"
    case .noSuchLayer(let layer, let layers):
      "there is no layer \(layer); layers are \(layers.lowerBound) to \(layers.upperBound)"
    case .noSuchHead(let head, let heads):
      "there is no head \(head); heads are 1 to \(heads)"
    case .noDirection:
      "what is added and what is taken away are the same, so nothing is left to look for"
    case .unknown(let words):
      words.prefix(4).map { "“\($0)”" }.joined(separator: " and ")
        + (words.count == 1
          ? " is unknown to the model"
          : " are \(words.count == 2 ? "both" : "all") unknown to the model")
        + ", which reads all unknown words alike, so nothing can be said of how alike they are"
    }
  }
}

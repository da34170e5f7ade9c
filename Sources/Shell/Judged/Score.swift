import Senses

/// What was measured on a set of judged uses.
struct Score: Sendable {
  enum Measure: String, CaseIterable {
    case accuracy, threshold
    case area = "area_under_curve"
    case brier
    case calibrationError = "calibration_error"
    case spearman
    case centredSpearman = "spearman_centred"
    case centroidRecall = "nearest_centroid_recall"
    case neighbourRecall = "nearest_neighbour_recall"
    case f1, unsure

    /// For people.
    var title: String {
      switch self {
      case .area: "area"
      case .calibrationError: "calib. error"
      case .centredSpearman: "centred"
      case .centroidRecall: "centroid"
      case .neighbourRecall: "neighbour"
      case .accuracy, .threshold, .brier, .spearman, .f1, .unsure: rawValue
      }
    }

    var meaning: String {
      switch self {
      case .accuracy: "the part of pairs judged rightly"
      case .threshold: "the similarity from which on a pair is one sense, found on --train"
      case .area: "the area under the curve (ROC) of the similarity"
      case .brier: "the mean squared error of the probability"
      case .calibrationError: "how far the probabilities said lie from what came true"
      case .spearman: "the rank correlation of similarities and grades"
      case .centredSpearman: "the same, less what all uses of the file share"
      case .centroidRecall: "mean recall over senses, by the nearest centroid"
      case .neighbourRecall: "mean recall over senses, by the nearest use"
      case .f1: "the part of uses whose first sense is right; all are answered"
      case .unsure: "the part of uses of which the answer is unsure, or none of the senses"
      }
    }
  }

  typealias Value = (measure: Measure, value: Double)

  /// What was measured after one layer.
  struct Layer: Sendable {
    let number: Int
    let values: [Value]

    subscript(measure: Measure) -> Double? { values.first { $0.measure == measure }?.value }

    static let fields: [Field<Layer>] =
      [Field("layer", "its number; 0 is the bare embedding", \.number)]
      + Measure.allCases.map { measure in
        Field(measure.rawValue, measure.meaning) { $0[measure] }.whereKnown
      }
  }

  /// The file's path, or `mean`.
  let name: String
  let items: Int
  let values: [Value]
  /// Empty where only the model's own layer was asked for.
  let layers: [Layer]

  /// The name without folders.
  var title: String { name.split(separator: "/").last.map(String.init) ?? name }

  init(_ name: String, items: Int, _ values: [Value], layers: [[Value]] = []) {
    self.name = name
    self.items = items
    self.values = values
    self.layers = layers.enumerated().map { Layer(number: $0, values: $1) }
  }

  subscript(measure: Measure) -> Double? { values.first { $0.measure == measure }?.value }

  /// Each set weighs the same. Of measures that all sets have.
  static func mean(of scores: [Score]) -> Score {
    func mean(_ values: [[Value]]) -> [Value] {
      values[0].map(\.measure).compactMap { measure in
        let own = values.compactMap { values in values.first { $0.measure == measure }?.value }
        guard own.count == values.count else { return nil }
        return (measure, own.reduce(0, +) / Double(own.count))
      }
    }
    return Score(
      "mean", items: scores.reduce(0) { $0 + $1.items }, mean(scores.map(\.values)),
      layers: scores[0].layers.indices.map { layer in mean(scores.map { $0.layers[layer].values }) }
    )
  }

  static let fields: [Field<Score>] =
    [Field("set", "the file, or mean", \.name), Field("items", "pairs or uses", \.items)]
    + Measure.allCases.map { measure in
      Field(measure.rawValue, measure.meaning) { $0[measure] }.whereKnown
    } + [
      Field(
        "layers", "with --all-layers, what was measured after each", each: Layer.fields, \.layers
      ).whereKnown
    ]
}

extension PlaceCheck {
  private static let other: [Field<NamedWord>] = [
    Field("item", "which line or pair", \.item), Field("word", "what stands there", \.word),
    Field("lemma", "the word that the file names", \.lemma),
  ]
  static let fields: [Field<PlaceCheck>] = [
    Field("other_words", "places with another word than the file names; null where it names none") {
      $0.count > 0 ? $0.others.count : nil
    },
    Field("first_other_words", "the first of them", each: other) { Array($0.others.prefix(8)) },
  ]
}

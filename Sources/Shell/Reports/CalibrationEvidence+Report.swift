import Senses

extension CalibrationEvidence {
  /// What it is worth, in words.
  var sentence: String {
    func measured(_ name: String, _ measure: Measured) -> String {
      "\(name) \(twoDecimals(measure.value))"
        + (measure.range.map {
          " (\(twoDecimals($0.lowerBound)) to \(twoDecimals($0.upperBound)))"
        } ?? "")
    }
    let measures =
      (accuracy.map { [measured("accuracy", $0)] } ?? []) + [
        measured("area under the curve", area), "Brier score \(twoDecimals(quality.brier))",
        "calibration error \(twoDecimals(quality.calibrationError))",
      ]
    return "\(counted(pairs, "pair")) of \(counted(words, "word"))"
      + (unknown > 0 ? ", \(unknown) more left out, whose words the model does not know" : "")
      + "; on words that it was not fitted to, \(measures.joined(separator: ", "))"
  }

  /// What it is worth.
  static let fields: [Field<CalibrationEvidence>] = [
    Field("items", "judged pairs", \.pairs), Field("words", "words that they are of", \.words),
    Field("share", "the part of them that people call one sense", \.share),
    Field("unknown", "pairs left out, whose words the model does not know", \.unknown),
    Field("accuracy", "the part judged rightly by even odds", \.accuracy?.value),
    Field("accuracy_range", "where that lies in 95 of 100 cases: from, to") {
      $0.accuracy?.range.map { [$0.lowerBound, $0.upperBound] }
    },
    Field("area_under_curve", "the area under the curve (ROC) of the probability", \.area.value),
    Field("area_range", "where that lies in 95 of 100 cases: from, to") {
      $0.area.range.map { [$0.lowerBound, $0.upperBound] }
    },
    Field("brier", "the mean squared error of the probability", \.quality.brier),
    Field(
      "calibration_error", "how far the probabilities said lie from what came true",
      \.quality.calibrationError),
    Field("files", "the files they come from", \.fileNames),
  ]

  private var fileNames: [String] { files.map(\.name) }
}

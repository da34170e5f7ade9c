/// Why a model cannot be calibrated by what was given, and what would help.
public enum CalibrationError: Error, Equatable, CustomStringConvertible {
  case tooLittleText(sentences: Int, pairs: Int, fewest: Int)
  case grades
  case tooFewPairs(found: Int, unknown: Int, words: Int)
  case oneAnswer(same: Bool)
  /// People's answers are found in the similarities no better than by chance.
  case noBetterThanChance(area: ClosedRange<Double>)

  public var description: String {
    switch self {
    case .tooLittleText(let sentences, let pairs, let fewest):
      "\(counted(sentences, "sentence")) of six words or more give \(counted(pairs, "pair")) of uses of one word; "
        + "a yardstick takes \(fewest): give more text in the language of the model"
    case .grades: "a probability is fitted to pairs judged 1 or 0, not to grades"
    case .tooFewPairs(let found, let unknown, let words):
      "\(counted(found, "pair")) of \(counted(words, "word"))"
        + (unknown > 0 ? " (\(unknown) others are of words that the model does not know)" : "")
        + "; a probability takes \(CalibrationFit.fewestPairs) pairs of "
        + "\(CalibrationFit.fewestWords) words, some of them to try it on"
    case .oneAnswer(let same):
      "nearly all pairs are judged \(same ? 1 : 0); a probability takes "
        + "\(CalibrationFit.fewestOfEach) of each answer"
    case .noBetterThanChance(let area):
      "the similarities of this model do not tell these pairs apart better than chance does (area under the curve "
        + "\(rounded(area.lowerBound)) to \(rounded(area.upperBound)), by chance 0.5)"
    }
  }

  private func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}

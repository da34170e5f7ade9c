import JSON
import Platform
import Senses

extension Judgement {
  /// The similarity and what it means, in one line.
  var line: Block {
    let number = twoDecimals(similarity)
    return .paragraph(
      Paragraph(
        [
          Run(number, level: max(0, min(1, similarity)), .strong),
          Run("  " + meaning),
        ], indent: number.count + 2))
  }

  /// What the similarity means, without it.
  var meaning: String {
    let reasons = doubts.filter { $0 != .noCalibration }.map(\.reason)
    guard let probability else {
      let place =
        amongRandom.map { "more alike than \(percent($0)) of random pairs" }
        ?? "bare cosine; calibrate finds what it means in this model"
      return ([place] + reasons).joined(separator: "; ")
    }
    var chance = "probability \(twoDecimals(probability)) that they are the same"
    if let interval {
      chance +=
        ", \(twoDecimals(interval.lowerBound)) to \(twoDecimals(interval.upperBound))"
    }
    return "\(verdict.name) (\(chance))" + (reasons.isEmpty ? "" : ": ")
      + reasons.joined(separator: "; ")
  }

  /// All that is known, line by line.
  func blocks(_ a: ResolvedUse, _ b: ResolvedUse) -> [Block] {
    var facts = [("similarity (cosine)", twoDecimals(similarity))]
    if let centred { facts.append(("less what all uses share", twoDecimals(centred))) }
    if let amongRandom {
      facts.append(("more alike than", "\(percent(amongRandom)) of random pairs"))
    }
    if let amongUses {
      facts.append(("more alike than", "\(percent(amongUses)) of pairs of uses of one word"))
    }
    if let probability {
      facts.append(("probability of one sense", twoDecimals(probability)))
    }
    if let interval {
      facts.append(
        (
          "95 of 100 times within",
          "\(twoDecimals(interval.lowerBound)) to \(twoDecimals(interval.upperBound))"
        ))
    }
    if let grade { facts.append(("grade, 1 to 4 (DURel)", "\(grade.rawValue) \(grade.name)")) }
    facts.append(("verdict", verdict.name))
    for doubt in doubts { facts.append(("because", doubt.reason)) }
    return [.text("\(a.label) and \(b.label)", .strong)] + Block.definitions(facts)
  }

  /// What a similarity means. Without a calibration there is no probability, interval or grade, without a yardstick
  /// no place among others: those are null.
  static let fields: [Field<Judgement>] = [
    Field("centred", "the similarity less what all uses share", \.centred),
    Field("among_random", "of 100 random pairs, how many are less alike", \.amongRandom),
    Field("among_uses", "of 100 pairs of uses of one word, how many are less alike", \.amongUses),
    Field("probability", "that the two have one sense, 0 to 1", \.probability),
    Field("interval", "where the probability lies in 95 of 100 cases: from, to") {
      $0.interval.map { [$0.lowerBound, $0.upperBound] }
    },
    Field("grade", "1 unrelated to 4 identical, as DURel has it", \.grade?.rawValue),
    Field("verdict", "same, different or unsure", \.verdict.code),
    Field("doubts", "why the answer may be wrong: a code each") { $0.doubts.map(\.code) },
  ]

  static let cosine = Field<Judgement>(
    "similarity", "the cosine of the two vectors, -1 to 1", \.similarity)

  /// In a row.
  static let row = [cosine] + fields.only("probability", "verdict")

  private var doubts: [Doubt] { if case .unsure(let doubts) = verdict { doubts } else { [] } }
}

extension Verdict {
  /// For machines.
  var code: String {
    switch self {
    case .same: "same"
    case .different: "different"
    case .unsure: "unsure"
    }
  }
}

/// A part of a hundred without decimals; what is not quite all is not called all, nor none.
func percent(_ value: Double) -> String {
  guard value.isFinite else { return "–" }
  let whole = Int(clamping: value.rounded())
  if whole == 100, value < 100 { return "over 99 %" }
  if whole == 0, value > 0 { return "under 1 %" }
  return "\(whole) %"
}

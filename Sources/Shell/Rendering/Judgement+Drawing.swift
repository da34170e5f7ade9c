import ModelFiles
import Senses

extension Judgement {
  /// The similarity and what it means, in one line.
  var line: Block {
    let number = twoDecimals(similarity)
    return .paragraph(
      Paragraph(
        [
          Picture.Run(number, level: max(0, min(1, similarity)), .strong),
          Picture.Run("  " + meaning),
        ], indent: number.count + 2))
  }

  /// What the similarity means, without it.
  var meaning: String {
    let reasons = doubts.filter { $0 != .noCalibration }.map(\.reason)
    guard let probability else {
      let place =
        amongRandom.map { "more alike than \(percent($0)) of random pairs" }
        ?? "cosine; the model has no yardstick that says what it means"
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

  /// Members of a JSON object, the similarity not among them. Without a calibration there is no
  /// probability, interval or grade, without a yardstick no place among others: those are null.
  var fields: JSONObject {
    [
      "centred": .double(centred), "among_random": .double(amongRandom),
      "among_uses": .double(amongUses), "probability": .double(probability),
      "interval": interval.map { [.double($0.lowerBound), .double($0.upperBound)] } ?? .null,
      "grade": grade.map { .int($0.rawValue) } ?? .null, "verdict": .string(verdict.code),
      "doubts": .array(doubts.map { .string($0.code) }),
    ]
  }

  /// Fields of TSV: similarity, probability, verdict.
  var row: [JSONValue] {
    [.double(similarity), .double(probability), .string(verdict.code)]
  }

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
  let whole = Int(value.rounded())
  if whole == 100, value < 100 { return "over 99 %" }
  if whole == 0, value > 0 { return "under 1 %" }
  return "\(whole) %"
}

extension JSONValue {
  static func double(_ value: Double?) -> JSONValue { value.map { .double($0) } ?? .null }
}

extension JSONObject {
  /// These members, then others.
  func merging(_ other: JSONObject) -> JSONObject {
    other.members.reduce(into: self) { $0[$1.name] = $1.value }
  }
}

import JSON

/// A place where two answers are not the same.
struct AnswerDifference: Hashable {
  /// Names and numbers, as `first[2].share`; numbers count from 0, as in JSON.
  let path: String
  /// `nil` where one of them has nothing there.
  let saved: JSONValue?
  let now: JSONValue?
}

/// Two answers compared: text exactly, numbers as far as processors agree on them.
struct AnswerComparison {
  private(set) var differences: [AnswerDifference] = []
  /// The largest difference of two numbers that was let pass.
  private(set) var largest = 0.0
  /// Numbers above 1 are compared by their ratio.
  let tolerance: Double

  init(_ saved: JSONObject, _ now: JSONObject, tolerance: Double) {
    self.tolerance = tolerance
    compare(.object(saved), .object(now), "")
  }

  private mutating func compare(_ saved: JSONValue?, _ now: JSONValue?, _ path: String) {
    switch (saved, now) {
    case (.number(let a)?, .number(let b)?) where isClose(a.double, b.double):
      largest = max(largest, distance(a.double, b.double))
    case (.object(let a)?, .object(let b)?):
      let a = Self.renamed(a, as: b)
      // Answers that were saved before places were given in bytes as well have them in characters alone, and those before
      // senses were told by the dictionary's lack these.
      let isNew = { (name: String) in
        name == "bytes" && a["characters"] != nil || name == "like" && a["basis"] != nil
      }
      for name in a.names + b.names.filter({ a[$0] == nil && !isNew($0) }) {
        compare(a[name], b[name], path.isEmpty ? name : "\(path).\(name)")
      }
    case (.array(let a)?, .array(let b)?):
      for place in 0..<max(a.count, b.count) {
        compare(
          place < a.count ? a[place] : nil, place < b.count ? b[place] : nil, "\(path)[\(place)]")
      }
    default:
      if saved != now { differences.append(.init(path: path, saved: saved, now: now)) }
    }
  }

  /// Members of an answer that was saved before they had their names.
  private static func renamed(_ saved: JSONObject, as now: JSONObject) -> JSONObject {
    saved.members.reduce(into: [:]) { object, member in
      let name = newNames[member.name] ?? ""
      let isOld = now[member.name] == nil && now[name] != nil
      object[isOld ? name : member.name] = member.value
    }
  }

  private static let newNames = [
    "lines": "uses", "use": "number", "found": "sum", "doubts": "doubtful",
    "similarities": "similarity_range", "probabilities": "probability_range",
    "first": "first_sentence", "last": "last_sentence",
  ]

  private func isClose(_ a: Double, _ b: Double) -> Bool { distance(a, b) <= tolerance }

  private func distance(_ a: Double, _ b: Double) -> Double {
    (a - b).magnitude / max(1, max(a.magnitude, b.magnitude))
  }
}

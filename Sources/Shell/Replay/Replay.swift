import JSON
import Senses

/// What came of running a session again.
struct Replay {
  struct Line {
    /// Among the lines typed, from 1.
    let number: Int
    let typed: String
    let differences: [AnswerDifference]
  }

  var exact = 0
  var close = 0
  /// The largest difference among those that are close.
  var largest = 0.0
  var different: [Line] = []
  var leftOut = 0

  /// Differences of one line that are shown.
  private static let shown = 3

  private static let place: [Field<AnswerDifference>] = [
    Field(
      "path", "names and numbers that lead to the value, as first[2].share; numbers from 0", \.path),
    Field("saved", "what was answered then", \.saved), Field("now", "what is answered now", \.now),
  ]
  private static let line: [Field<Line>] = [
    Field("typed_line", "its number among the lines typed, from 1", \.number),
    Field("typed", "the line", \.typed),
    Field("places", "where the answers are not the same", each: place, \.differences),
  ]
  static let fields: [Field<Replay>] = [
    Field("lines", "lines run again", \.run), Field("exact", "those the same to the bit", \.exact),
    Field("close", "those within the tolerance", \.close),
    Field("left_out", "those not run again", \.leftOut),
    Field("largest", "the largest difference among those that are close", \.largest),
    Field("different", "those that are not the same", each: line, \.different),
  ]
  static let rows = RowFields<Replay>(
    line.only("typed_line", "typed").of { $0.line } + place.of { $0.place }
  ) { replay -> [(line: Line, place: AnswerDifference)] in
    replay.different.flatMap { line in line.differences.map { (line, $0) } }
  }

  private var run: Int { exact + close + different.count }

  func blocks(tolerance: Double) -> [Block] {
    var blocks: [Block] = []
    for line in different {
      blocks.append(.text("line \(line.number): \(line.typed.onOneLine)", .strong))
      for difference in line.differences.prefix(Self.shown) {
        blocks.append(
          .text(
            "   \(difference.path.onOneLine): \(drawn(difference.saved)) saved, "
              + "\(drawn(difference.now)) now", indent: 6))
      }
      let more = line.differences.count - Self.shown
      if more > 0 { blocks.append(.text("   and \(counted(more, "other place"))")) }
    }
    var counts = ["\(exact) the same to the bit"]
    if close > 0 {
      counts.append("\(close) within \(tolerance) (at most \(decimals(largest, 6)) away)")
    }
    counts.append("\(different.count) different")
    if leftOut > 0 { counts.append("\(leftOut) left out") }
    return blocks + [
      .text("\(counted(run, "line")) run again: \(counts.joined(separator: ", "))")
    ]
  }

  /// A value in a few words.
  private func drawn(_ value: JSONValue?) -> String {
    switch value {
    case nil: "nothing"
    case .number(let number)? where number.int == nil: decimals(number.double, 4)
    case .array(let array)?: "a list of \(array.count)"
    case .object?: "an object"
    case let value?: value.compact.onOneLine
    }
  }
}

extension SavedSession.Head {
  /// What makes another answer likely, in one line.
  func difference(from other: SavedSession.Head) -> String? {
    func short(_ digest: String) -> String { String(digest.prefix(12)) }
    if vocabulary != other.vocabulary {
      return "saved with another vocabulary (\(short(vocabulary)), here \(short(other.vocabulary)))"
    }
    if weights != other.weights {
      return "saved with other weights (\(short(weights)), here \(short(other.weights)))"
    }
    return nil
  }
}

import Corpora
import TestSupport
import Testing

@Suite struct ConditionTests {
  private static let row = [
    "year": "1990", "genre": "news", "page": "12", "doc-id": "a b", "empty": "",
  ]

  @Test(arguments: [
    ("year >= 1990", true), ("year > 1990", false), ("year = 1990.0", true),
    ("year = '1990'", true),
    ("page < 100", true), ("page < '9'", false), ("genre < 'z'", true), ("genre != 'news'", false),
    ("genre in ('fiction', 'news')", true), ("year not in (1, 2)", true),
    ("genre like 'n%s'", true), ("genre like 'n_s'", false), ("genre like 'n__s'", true),
    ("genre not like '%x%'", true), ("genre like '%'", true), ("empty = ''", true),
    ("author is null", true), ("author is not null", false), ("author = 'x'", false),
    ("not author = 'x'", false), ("author = 'x' or year = 1990", true),
    ("not (author = 'x' and year = 1)", true), ("doc-id = 'a b'", true),
    ("\"doc-id\" = 'a b'", true),
    ("YEAR is null AND Genre IS NULL", true), ("year > 1800 and not genre = 'x' or page = 0", true),
    ("'it''s' = 'it''s'", true), ("1e3 = 1000", true), ("-1 < 0", true),
    ("page in (year, 12)", true),
    ("genre in (author, 'x')", false), ("not genre in (author, 'x')", false),
  ]) func conditions(text: String, holds: Bool) throws {
    #expect(try Condition(text).holds { Self.row[$0] } == holds)
  }

  @Test(arguments: [
    ("", 1, "expected a name, a number or a text in single quotes, found the end"),
    ("year", 5, "expected a comparison, as = or <=, or ‘in’, ‘like’ or ‘is null’, found the end"),
    ("year = ", 8, "expected a name, a number or a text in single quotes, found the end"),
    ("year = 1 genre = 2", 10, "expected ‘and’, ‘or’ or the end, found ‘genre’"),
    ("(year = 1", 10, "expected ‘and’, ‘or’ or ‘)’, found the end"),
    ("year ! 1", 6, "expected ‘!=’, found ‘!’"),
    ("year = 'x", 8, "a quoted text begins here and does not end"),
    ("year = 19x", 8, "‘19x’ is no number; a text stands in single quotes"),
    ("year like 5", 11, "expected a pattern in single quotes, found ‘5’"),
    ("year in 5", 9, "expected ‘(’, found ‘5’"), ("year is 5", 9, "expected ‘null’, found ‘5’"),
    ("year not 5", 10, "expected ‘in’ or ‘like’, found ‘5’"),
    ("é = 'x' & y", 9, "‘&’ means nothing here"),
    ("year in (1, 2", 14, "expected ‘,’ or ‘)’, found the end"),
  ]) func faultsHaveAPlace(text: String, place: Int, what: String) {
    #expect(throws: ConditionError(place: place, what: what)) { try Condition(text) }
  }

  @Test func nothingIsTooDeep() {
    let text = String(repeating: "(", count: 100_000)
    #expect(
      throws: ConditionError(place: 201, what: "more than 200 conditions in each other")
    ) {
      try Condition(text)
    }
  }

  /// Any condition, written out, holds of the same rows as what it was written from.
  @Test func whatIsWrittenHoldsAsMeant() throws {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<3000 {
      let made = Made.random(depth: 4, using: &generator)
      let condition = try Condition(made.text)
      for _ in 0..<4 {
        var row: [String: String] = [:]
        for name in Made.names where Bool.random(using: &generator) {
          row[name] = Made.values.randomElement(using: &generator)!
        }
        #expect(condition.holds { row[$0] } == (made.holds(row) ?? false), "\(made.text) \(row)")
      }
    }
  }

  /// A condition that knows how it is written and, told otherwise than the parser does, of what it holds.
  private struct Made {
    let text: String
    /// `nil` where it is not known.
    let holds: ([String: String]) -> Bool?

    static let names = ["a", "b.c", "d_1"]
    static let values = ["1", "2.0", "10", "x", "xy", "2", ""]

    static func random(depth: Int, using generator: inout SplitMix64) -> Made {
      let kind =
        depth == 0
        ? Int.random(in: 3...6, using: &generator) : .random(in: 0...6, using: &generator)
      let name = names.randomElement(using: &generator)!
      let value = values.randomElement(using: &generator)!
      switch kind {
      case 0, 1:
        let isAnd = kind == 0
        let a = random(depth: depth - 1, using: &generator)
        let b = random(depth: depth - 1, using: &generator)
        return Made(text: "(\(a.text)) \(isAnd ? "and" : "OR") (\(b.text))") { row in
          let both = [a.holds(row), b.holds(row)]
          if both.contains(!isAnd) { return !isAnd }
          return both.contains(nil) ? nil : isAnd
        }
      case 2:
        let a = random(depth: depth - 1, using: &generator)
        return Made(text: "not (\(a.text))") { a.holds($0).map { !$0 } }
      case 3: return Made(text: "\(name) is null") { $0[name] == nil }
      case 4:
        let other = values.randomElement(using: &generator)!
        return Made(text: "\(name) in ('\(value)', '\(other)')") { row in
          row[name].map { same($0, value) || same($0, other) }
        }
      case 5: return Made(text: "\(name) like '\(value)%'") { $0[name].map { $0.hasPrefix(value) } }
      default:
        let sign = ["=", "!=", "<", "<=", ">", ">="].randomElement(using: &generator)!
        return Made(text: "\(name) \(sign) '\(value)'") { row in
          row[name].map { text in
            let (isLess, isSame) = (less(text, value), same(text, value))
            return switch sign {
            case "=": isSame
            case "!=": !isSame
            case "<": isLess
            case "<=": isLess || isSame
            case ">": !isLess && !isSame
            default: !isLess
            }
          }
        }
      }
    }

    private static func same(_ a: String, _ b: String) -> Bool {
      if let a = Double(a), let b = Double(b) { return a == b }
      return a == b
    }

    private static func less(_ a: String, _ b: String) -> Bool {
      if let a = Double(a), let b = Double(b) { return a < b }
      return a < b
    }
  }
}

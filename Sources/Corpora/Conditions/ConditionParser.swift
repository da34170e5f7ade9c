/// Reads a condition, part by part.
struct ConditionParser {
  private enum Token: Hashable {
    /// A name, or one of the words of the language.
    case word(String)
    case quotedName(String)
    case number(String)
    case text(String)
    case sign(String)
    case end

    var shown: String {
      switch self {
      case .word(let text), .number(let text), .sign(let text): "‘\(text)’"
      case .quotedName(let text): "\"\(text)\""
      case .text(let text): "'\(text)'"
      case .end: "the end"
      }
    }
  }

  private var tokens: [(token: Token, place: Int)] = []
  private var next = 0
  private var depth = 0

  /// Deeper than this nobody writes.
  private static let deepest = 200
  private static let keywords: Set<String> = ["and", "or", "not", "in", "like", "is", "null"]

  /// - Throws: `ConditionError`.
  init(_ text: String) throws(ConditionError) {
    let scalars = Array(text.unicodeScalars)
    var place = 0
    func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || ["_", ".", "-", ":"].contains(scalar)
    }
    func string(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view)
    }
    while place < scalars.count {
      let (scalar, start) = (scalars[place], place)
      switch scalar {
      case _ where scalar.properties.isWhitespace: place += 1
      case "(", ")", ",", "=":
        place += 1
        tokens.append((.sign(String(scalar)), start))
      case "<", ">", "!":
        place += 1
        if place < scalars.count, scalars[place] == "=" { place += 1 }
        let sign = string(start..<place)
        guard sign != "!" else {
          throw ConditionError(place: start + 1, what: "expected ‘!=’, found ‘!’")
        }
        tokens.append((.sign(sign), start))
      case "'", "\"":
        var text = String.UnicodeScalarView()
        place += 1
        while true {
          guard place < scalars.count else {
            throw ConditionError(
              place: start + 1, what: "a quoted text begins here and does not end")
          }
          if scalars[place] == scalar {
            // Twice, it stands for itself.
            guard place + 1 < scalars.count, scalars[place + 1] == scalar else { break }
            place += 1
          }
          text.append(scalars[place])
          place += 1
        }
        place += 1
        tokens.append((scalar == "'" ? .text(String(text)) : .quotedName(String(text)), start))
      case "0"..."9", "-", "+", ".":
        place += 1
        while place < scalars.count,
          isNamePart(scalars[place]) || scalars[place] == "+" && scalars[place - 1] == "e"
        { place += 1 }
        let number = string(start..<place)
        guard Double(number)?.isFinite ?? false else {
          throw ConditionError(
            place: start + 1, what: "‘\(number)’ is no number; a text stands in single quotes")
        }
        tokens.append((.number(number), start))
      case _ where isNamePart(scalar):
        while place < scalars.count, isNamePart(scalars[place]) { place += 1 }
        tokens.append((.word(string(start..<place)), start))
      default: throw ConditionError(place: start + 1, what: "‘\(scalar)’ means nothing here")
      }
    }
    tokens.append((.end, scalars.count))
  }

  /// - Throws: `ConditionError`.
  mutating func condition() throws(ConditionError) -> Condition.Node {
    let node = try alternatives()
    guard token == .end else { throw expected("‘and’, ‘or’ or the end") }
    return node
  }

  private var token: Token { tokens[next].token }

  private func expected(_ what: String) -> ConditionError {
    ConditionError(place: tokens[next].place + 1, what: "expected \(what), found \(token.shown)")
  }

  /// Takes a word of the language, in either case, or a sign.
  private mutating func take(_ what: String) -> Bool {
    switch token {
    case .word(let word) where word.lowercased() == what: break
    case .sign(what): break
    default: return false
    }
    next += 1
    return true
  }

  private mutating func alternatives() throws(ConditionError) -> Condition.Node {
    var node = try together()
    while take("or") { node = .or(node, try together()) }
    return node
  }

  private mutating func together() throws(ConditionError) -> Condition.Node {
    var node = try term()
    while take("and") { node = .and(node, try term()) }
    return node
  }

  private mutating func term() throws(ConditionError) -> Condition.Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw ConditionError(
        place: tokens[next].place + 1, what: "more than \(Self.deepest) conditions in each other")
    }
    if take("not") { return .not(try term()) }
    if take("(") {
      let node = try alternatives()
      guard take(")") else { throw expected("‘and’, ‘or’ or ‘)’") }
      return node
    }
    let value = try value()
    if take("is") {
      let isNot = take("not")
      guard take("null") else { throw expected("‘null’") }
      return isNot ? .not(.isNull(value)) : .isNull(value)
    }
    let isNot = take("not")
    if take("in") {
      let node = Condition.Node.isIn(value, try values())
      return isNot ? .not(node) : node
    }
    if take("like") {
      guard case .text(let pattern) = token else { throw expected("a pattern in single quotes") }
      next += 1
      let node = Condition.Node.isLike(value, pattern: pattern)
      return isNot ? .not(node) : node
    }
    guard !isNot else { throw expected("‘in’ or ‘like’") }
    for comparison in Condition.Comparison.allCases where take(comparison.rawValue) {
      return .compared(value, comparison, try self.value())
    }
    throw expected("a comparison, as = or <=, or ‘in’, ‘like’ or ‘is null’")
  }

  private mutating func values() throws(ConditionError) -> [Condition.Value] {
    guard take("(") else { throw expected("‘(’") }
    var values = [try value()]
    while take(",") { values.append(try value()) }
    guard take(")") else { throw expected("‘,’ or ‘)’") }
    return values
  }

  private mutating func value() throws(ConditionError) -> Condition.Value {
    let value: Condition.Value
    switch token {
    case .word(let word) where !Self.keywords.contains(word.lowercased()): value = .name(word)
    case .quotedName(let name): value = .name(name)
    case .number(let text), .text(let text): value = .constant(text)
    default: throw expected("a name, a number or a text in single quotes")
    }
    next += 1
    return value
  }
}

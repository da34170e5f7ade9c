import UnicodeText

/// Reads a pattern in the syntax of Oniguruma (https://github.com/kkos/oniguruma/blob/master/doc/RE), as far as published tokenizers use
/// it and it can be matched in linear time.
struct PatternParser {
  private let scalars: [UInt32]
  private var place = 0
  private var depth = 0
  private static let deepest = 64
  /// No number of repetitions is larger.
  private static let mostRepetitions = 256

  static func node(_ pattern: String) throws(PatternError) -> PatternNode {
    var parser = PatternParser(scalars: Tokenization.scalars(pattern))
    let node = try parser.alternation(ignoringCase: false)
    guard parser.place == parser.scalars.count else { throw .malformed("“)” closes no group") }
    return node
  }

  // MARK: Groups

  private mutating func alternation(ignoringCase: Bool) throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw .malformed("groups in more than \(Self.deepest) groups")
    }
    var branches: [PatternNode] = []
    var ignoringCase = ignoringCase
    repeat {
      branches.append(try sequence(ignoringCase: &ignoringCase))
    } while take("|")
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func sequence(ignoringCase: inout Bool) throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let next = peek, next != "|", next != ")" {
      // `(?i)` counts up to the end of the group.
      if takes("(?i)") {
        ignoringCase = true
        continue
      }
      let start = place
      let atom = try atom(ignoringCase: ignoringCase)
      if ignoringCase { try checkFolding(from: start) }
      nodes.append(try repeated(atom))
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  /// Some letters are two or three without distinction of case: ß is ss, and ﬆ is st. Such are not matched.
  private func checkFolding(from start: Int) throws(PatternError) {
    let letters = text(from: start, count: 2).lowercased()
    guard
      ["ss", "st", "ff", "fi", "fl"].contains(letters)
        || text(from: start, count: 1).caseFolded.unicodeScalars.count > 1
    else { return }
    throw .unsupported("“\(letters)” without distinction of case")
  }

  private mutating func group(ignoringCase: Bool) throws(PatternError) -> PatternNode {
    var ignoringCase = ignoringCase
    var wrap: (PatternNode) throws(PatternError) -> PatternNode = { (node) throws(PatternError) in
      node
    }
    if takes("?:") {
    } else if takes("?i:") {
      ignoringCase = true
    } else if takes("?-i:") {
      ignoringCase = false
    } else if takes("?=") {
      wrap = { (node) throws(PatternError) in try Self.look("(?=", node) { .ahead($0, end: false) }
      }
    } else if takes("?!") {
      wrap = { (node) throws(PatternError) in
        try Self.look("(?!", node) { .ahead($0.inverted, end: true) }
      }
    } else if takes("?<=") {
      wrap = { (node) throws(PatternError) in
        try Self.look("(?<=", node) { .behind($0, start: false) }
      }
    } else if takes("?<!") {
      wrap = { (node) throws(PatternError) in
        try Self.look("(?<!", node) { .behind($0.inverted, start: true) }
      }
    } else if peek == "?" {
      throw .unsupported("“(\(text(from: place, count: 2))”")
    }
    let node = try alternation(ignoringCase: ignoringCase)
    guard take(")") else { throw .malformed("a group is not closed") }
    return try wrap(node)
  }

  /// What is looked at without being matched is one scalar: all else could need any time.
  private static func look(
    _ name: String, _ node: PatternNode, _ make: (ScalarSet) -> PatternNode
  ) throws(PatternError) -> PatternNode {
    guard let set = node.oneScalar else {
      throw .unsupported("“\(name)…)” of more than one character")
    }
    return make(set)
  }

  // MARK: Repetition

  private mutating func repeated(_ atom: PatternNode) throws(PatternError) -> PatternNode {
    var node = atom
    while let (least, most) = try quantifier() {
      if let most, most < least { throw .malformed("{\(least),\(most)}") }
      let isInterval = scalars[place - 1] == 0x7D
      if take("?") {
        if isInterval, most == least {
          // {n}? is {n} or nothing in Oniguruma.
          let exact = PatternNode.repetition(node, least: least, most: most, isGreedy: true)
          node = .repetition(exact, least: 0, most: 1, isGreedy: true)
        } else {
          node = .repetition(node, least: least, most: most, isGreedy: false)
        }
      } else if !isInterval, take("+") {
        // It gives nothing back: after as many as there are, there is none.
        guard let set = node.oneScalar else {
          throw .unsupported("“\(text(from: place - 2, count: 2))” behind more than one character")
        }
        let none = PatternNode.ahead(set.inverted, end: true)
        node =
          most == 1
          ? .alternation([node, none])
          : .sequence([.repetition(node, least: least, most: nil, isGreedy: true), none])
      } else {
        node = .repetition(node, least: least, most: most, isGreedy: true)
      }
    }
    return node
  }

  private mutating func quantifier() throws(PatternError) -> (least: Int, most: Int?)? {
    if take("?") { return (0, 1) }
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    guard peek == "{" else { return nil }
    let start = place
    place += 1
    let least = try number()
    var most = least
    if take(",") { most = try number() } else if least == nil { place = start }
    guard place > start, take("}"), least != nil || most != nil else {
      // A brace that opens no number is one itself.
      place = start
      return nil
    }
    let isOpen = scalars[place - 2] == 0x2C
    return (least ?? 0, isOpen ? nil : most)
  }

  private mutating func number() throws(PatternError) -> Int? {
    let start = place
    var number = 0
    while let next = peek, "0"..."9" ~= next {
      number = 10 * number + Int(next.value - 0x30)
      guard number <= Self.mostRepetitions else {
        throw .unsupported("more than \(Self.mostRepetitions) repetitions")
      }
      place += 1
    }
    return place > start ? number : nil
  }

  // MARK: One scalar

  private mutating func atom(ignoringCase: Bool) throws(PatternError) -> PatternNode {
    func set(_ set: ScalarSet) -> PatternNode { .set(ignoringCase ? set.ignoringCase : set) }
    let next = peek!
    place += 1
    switch next {
    case "(": return try group(ignoringCase: ignoringCase)
    case "[": return .set(try bracket(ignoringCase: ignoringCase))
    case ".": return .set(ScalarSet(0x0A...0x0A).inverted)
    case "^":
      // At the start of each line; behind the last line feed there is none.
      return .alternation([
        .behind(.none, start: true),
        .sequence([.behind(ScalarSet(0x0A...0x0A), start: false), .ahead(.all, end: false)]),
      ])
    case "$": return .ahead(ScalarSet(0x0A...0x0A), end: true)
    case "*", "+", "?": throw .malformed("“\(next)” repeats nothing")
    case "\\":
      switch peek {
      case "A":
        place += 1
        return .behind(.none, start: true)
      case "z":
        place += 1
        return .ahead(.none, end: true)
      case "b", "B":
        let isEdge = peek == "b"
        place += 1
        let (word, other) = (ScalarSet.word, ScalarSet.word.inverted)
        return .alternation([
          .sequence([
            .behind(word, start: false),
            isEdge ? .ahead(other, end: true) : .ahead(word, end: false),
          ]),
          .sequence([
            .behind(other, start: true),
            isEdge ? .ahead(word, end: false) : .ahead(other, end: true),
          ]),
        ])
      default: return set(try escape())
      }
    default: return set(ScalarSet(next.value...next.value))
    }
  }

  /// What stands for a set or a scalar behind a backslash.
  private mutating func escape() throws(PatternError) -> ScalarSet {
    guard let next = peek else { throw .malformed("a backslash at the end") }
    place += 1
    func one(_ value: UInt32) -> ScalarSet { ScalarSet(value...value) }
    switch next {
    case "s": return .whiteSpace
    case "S": return ScalarSet.whiteSpace.inverted
    case "d": return .digits
    case "D": return ScalarSet.digits.inverted
    case "w": return .word
    case "W": return ScalarSet.word.inverted
    case "h": return ScalarSet(0x30...0x39, 0x41...0x46, 0x61...0x66)
    case "p", "P": return try property(isInverted: next == "P")
    case "t": return one(0x09)
    case "n": return one(0x0A)
    case "v": return one(0x0B)
    case "f": return one(0x0C)
    case "r": return one(0x0D)
    case "a": return one(0x07)
    case "e": return one(0x1B)
    case "x":
      if take("{") {
        let value = try hexadecimal(1...8)
        guard take("}") else { throw .malformed("“\\x{” is not closed") }
        return one(value)
      }
      return one(try hexadecimal(1...2))
    case "u": return one(try hexadecimal(4...4))
    case _ where !next.isLetterOrNumber: return one(next.value)
    default: throw .unsupported("“\\\(next)”")
    }
  }

  private mutating func hexadecimal(_ digits: ClosedRange<Int>) throws(PatternError) -> UInt32 {
    let start = place
    while place - start < digits.upperBound, let next = peek, Character(next).isHexDigit,
      next.isASCII
    {
      place += 1
    }
    guard place - start >= digits.lowerBound,
      let value = UInt32(text(from: start, count: place - start), radix: 16),
      Unicode.Scalar(value) != nil
    else { throw .malformed("“\(text(from: start, count: digits.upperBound))” is no character") }
    // Two digits behind \x are a byte.
    guard digits.upperBound != 2 || value < 0x80 else {
      throw .unsupported("“\\x” with a byte above 7F")
    }
    return value
  }

  private mutating func property(isInverted: Bool) throws(PatternError) -> ScalarSet {
    guard take("{") else { throw .malformed("“\\p” without “{”") }
    var isInverted = isInverted
    if take("^") { isInverted.toggle() }
    let start = place
    while let next = peek, next != "}" { place += 1 }
    let name = text(from: start, count: place - start)
    guard take("}") else { throw .malformed("“\\p{” is not closed") }
    guard let set = Self.property(name) else { throw .unsupported("“\\p{\(name)}”") }
    return isInverted ? set.inverted : set
  }

  private static func property(_ name: String) -> ScalarSet? {
    let plain = String(name.lowercased().filter { $0 != "_" && $0 != " " && $0 != "-" })
    if let set = ScalarSet.categories.first(where: { $0.key.lowercased() == plain })?.value {
      return set
    }
    switch plain {
    case "letter": return ScalarSet.categories["L"]
    case "mark": return ScalarSet.categories["M"]
    case "number": return ScalarSet.categories["N"]
    case "punctuation": return ScalarSet.categories["P"]
    case "symbol": return ScalarSet.categories["S"]
    case "separator": return ScalarSet.categories["Z"]
    case "uppercaseletter": return ScalarSet.categories["Lu"]
    case "lowercaseletter": return ScalarSet.categories["Ll"]
    case "decimalnumber": return ScalarSet.categories["Nd"]
    case "space", "whitespace": return .whiteSpace
    case "any": return .all
    default: return nil
    }
  }

  /// What stands between brackets, which may hold others.
  private mutating func bracket(ignoringCase: Bool) throws(PatternError) -> ScalarSet {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw .malformed("brackets in more than \(Self.deepest) brackets")
    }
    let isInverted = take("^")
    var set = ScalarSet.none
    var common: ScalarSet?
    var isFirst = true
    while true {
      guard let next = peek else { throw .malformed("“[” is not closed") }
      if next == "]", !isFirst { break }
      isFirst = false
      if takes("&&") {
        common = common?.intersection(set) ?? set
        set = .none
        continue
      }
      if takes("[:") { throw .unsupported("“[:”") }
      place += 1
      var item: ScalarSet
      switch next {
      case "[": item = try bracket(ignoringCase: ignoringCase)
      case "\\": item = try escape()
      default: item = ScalarSet(next.value...next.value)
      }
      if peek == "-", let first = item.one, place + 1 < scalars.count, scalars[place + 1] != 0x5D {
        place += 1
        let end = peek!
        place += 1
        let last = end == "\\" ? try escape().one : end.value
        guard let last, end != "[", first <= last else {
          throw .malformed("a range in brackets without a first and last character in order")
        }
        item = ScalarSet(first...last)
      }
      set = set.union(item)
    }
    place += 1
    if let common { set = common.intersection(set) }
    if ignoringCase { set = set.ignoringCase }
    return isInverted ? set.inverted : set
  }

  // MARK: Scalars

  private var peek: Unicode.Scalar? {
    place < scalars.count ? Unicode.Scalar(scalars[place]) : nil
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    place += 1
    return true
  }

  private mutating func takes(_ text: String) -> Bool {
    let wanted = text.unicodeScalars.map(\.value)
    guard scalars[place...].starts(with: wanted) else { return false }
    place += wanted.count
    return true
  }

  private func text(from start: Int, count: Int) -> String {
    String(scalars: Array(scalars[start..<min(scalars.count, start + count)]).span)
  }
}

private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

extension PatternNode {
  /// The set of a node that is one scalar, whichever.
  fileprivate var oneScalar: ScalarSet? {
    switch self {
    case .set(let set): return set
    case .alternation(let branches):
      var all = ScalarSet.none
      for branch in branches {
        guard let set = branch.oneScalar else { return nil }
        all = all.union(set)
      }
      return all
    default: return nil
    }
  }
}

extension ScalarSet {
  /// The scalar of a set of one.
  fileprivate var one: UInt32? {
    ranges.count == 1 && ranges[0].count == 1 ? ranges[0].lowerBound : nil
  }
}

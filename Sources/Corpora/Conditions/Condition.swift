/// What holds of the uses that are wanted: `year >= 1990 and genre = 'news'`.
///
/// ```
/// condition  part (or part)*
/// part       term (and term)*
/// term       not term | (condition) | value is [not] null | value [not] in (value, …) | value [not] like 'pattern'
///            | value = value, and so with != < <= > >=
/// value      name | "a name" | 1990 | 'text'
/// ```
///
/// Two values that are numbers are compared as numbers, others as texts. Of what has no value nothing holds but that it is
/// null, as in SQL. In a pattern `%` stands for any characters and `_` for one.
public struct Condition: Sendable, Hashable {
  /// As typed.
  public let text: String
  let root: Node

  /// - Throws: `ConditionError`.
  public init(_ text: String) throws(ConditionError) {
    self.text = text
    var parser = try ConditionParser(text)
    root = try parser.condition()
  }

  indirect enum Node: Sendable, Hashable {
    case and(Node, Node)
    case or(Node, Node)
    case not(Node)
    case compared(Value, Comparison, Value)
    case isNull(Value)
    case isIn(Value, [Value])
    case isLike(Value, pattern: String)
  }

  enum Value: Sendable, Hashable {
    case name(String)
    case constant(String)
  }

  enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
  }

  /// The names whose values it asks for.
  public var names: Set<String> { root.names }

  /// Whether it holds.
  ///
  /// - Parameter value: Of a name; `nil` where it has none.
  public func holds(_ value: (String) -> String?) -> Bool { root.holds(value) ?? false }
}

extension Condition.Node {
  fileprivate var names: Set<String> {
    switch self {
    case .and(let a, let b), .or(let a, let b): a.names.union(b.names)
    case .not(let node): node.names
    case .compared(let a, _, let b): Set([a, b].compactMap(\.name))
    case .isNull(let value), .isLike(let value, _): Set([value].compactMap(\.name))
    case .isIn(let value, let values): Set(([value] + values).compactMap(\.name))
    }
  }

  /// - Returns: `nil` where it is not known.
  fileprivate func holds(_ value: (String) -> String?) -> Bool? {
    switch self {
    case .and(let a, let b):
      let first = a.holds(value)
      if first == false { return false }
      let second = b.holds(value)
      return second == false ? false : first == nil ? nil : second
    case .or(let a, let b):
      let first = a.holds(value)
      if first == true { return true }
      let second = b.holds(value)
      return second == true ? true : first == nil ? nil : second
    case .not(let node): return node.holds(value).map { !$0 }
    case .compared(let a, let comparison, let b):
      guard let a = a.text(value), let b = b.text(value) else { return nil }
      return comparison.holds(order(a, b))
    case .isNull(let name): return name.text(value) == nil
    case .isIn(let name, let values):
      guard let text = name.text(value) else { return nil }
      var isUnknown = false
      for other in values {
        guard let other = other.text(value) else {
          isUnknown = true
          continue
        }
        if order(text, other) == .same { return true }
      }
      return isUnknown ? nil : false
    case .isLike(let name, let pattern):
      return name.text(value).map { fits(Array($0.unicodeScalars), Array(pattern.unicodeScalars)) }
    }
  }
}

extension Condition.Value {
  fileprivate var name: String? { if case .name(let name) = self { name } else { nil } }

  fileprivate func text(_ value: (String) -> String?) -> String? {
    switch self {
    case .name(let name): value(name)
    case .constant(let text): text
    }
  }
}

private enum Order { case before, same, behind }

extension Condition.Comparison {
  fileprivate func holds(_ order: Order) -> Bool {
    switch self {
    case .equal: order == .same
    case .unequal: order != .same
    case .less: order == .before
    case .atMost: order != .behind
    case .more: order == .behind
    case .atLeast: order != .before
    }
  }
}

private func order(_ a: String, _ b: String) -> Order {
  if let a = decimal(a), let b = decimal(b) { return a < b ? .before : a > b ? .behind : .same }
  // Swift's own order of texts, in which canonically equivalent ones are the same.
  return a == b ? .same : a < b ? .before : .behind
}

/// A number as people write it, and as tables have it.
private func decimal(_ text: String) -> Double? {
  guard text.utf8.contains(where: { 0x30...0x39 ~= $0 }),
    text.utf8.allSatisfy({
      0x30...0x39 ~= $0 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: "+") || $0 | 0x20 == UInt8(ascii: "e")
    })
  else { return nil }
  return Double(text).flatMap { $0.isFinite ? $0 : nil }
}

/// Whether a text fits a pattern of `%` and `_`. Takes no more steps than one has characters times the other.
private func fits(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
  var (place, rule) = (0, 0)
  // The last `%`, and how much of the text it stands for.
  var (star, taken): (Int?, Int) = (nil, 0)
  while place < text.count {
    if rule < pattern.count, pattern[rule] == "%" {
      (star, taken) = (rule, place)
      rule += 1
    } else if rule < pattern.count, pattern[rule] == "_" || pattern[rule] == text[place] {
      (place, rule) = (place + 1, rule + 1)
    } else if let last = star {
      taken += 1
      (place, rule) = (taken, last + 1)
    } else {
      return false
    }
  }
  return pattern[rule...].allSatisfy { $0 == "%" }
}

import Platform
import UnicodeText

/// A value of JSON (RFC 8259), members in the order they were written in.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The member of an object; nil where there is none and where this is no object.
  public subscript(name: String) -> JSONValue? {
    object?[name]
  }

  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
  /// A number that is written without a fraction and fits.
  public var int: Int? { number?.int }
  public var double: Double? { number?.double }
  public var isNull: Bool { self == .null }

  /// "a number", "an object", … for messages.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let number): number.literal
    case .string(let text): quoted(text)
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// The members of an object. Names are told apart by their UTF-8, not by canonical equivalence.
public struct JSONObject: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  public struct Member: Sendable, Hashable {
    public let name: String
    public var value: JSONValue

    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  public private(set) var members: [Member]

  public init() { members = [] }

  /// - Precondition: No name comes twice.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    members = elements.map { Member(name: $0.0, value: $0.1) }
    precondition(Set(members.map { ExactName($0.name) }).count == members.count, "a name twice")
  }

  /// For a reader that has seen to it that no name comes twice.
  package init(distinct members: [Member]) { self.members = members }

  public var names: [String] { members.map(\.name) }

  /// Sets a member where it stands, or adds it at the end; nil removes it.
  ///
  /// - Complexity: O(*n*)
  public subscript(name: String) -> JSONValue? {
    get { members.first { isSame($0.name, name) }?.value }
    set {
      let place = members.firstIndex { isSame($0.name, name) }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (nil, nil): break
      }
    }
  }
}

/// A number as it is written, so that nothing is lost between reading and writing it.
public struct JSONNumber: Sendable, Hashable {
  /// By the grammar of RFC 8259.
  public let literal: String

  init(literal: String) { self.literal = literal }

  public init(_ value: some BinaryInteger) { literal = String(value) }

  /// The shortest digits that read back as the same number.
  ///
  /// - Precondition: The value is finite.
  public init(_ value: Double) {
    precondition(value.isFinite, "JSON has no \(value)")
    literal = value.description
  }

  /// The shortest digits that read back as the same number of 32 bits.
  ///
  /// - Precondition: The value is finite.
  public init(_ value: Float) {
    precondition(value.isFinite, "JSON has no \(value)")
    literal = value.description
  }

  /// Nil for one with a fraction or an exponent, and for one that does not fit.
  public var int: Int? { Int(literal) }
  public var double: Double { Double(literal)! }
}

extension JSONValue {
  public static func int(_ value: some BinaryInteger) -> JSONValue { .number(JSONNumber(value)) }

  /// What is not finite becomes null: JSON has no word for it.
  public static func double(_ value: Double) -> JSONValue {
    value.isFinite ? .number(JSONNumber(value)) : .null
  }

  /// What is not finite becomes null: JSON has no word for it.
  public static func float(_ value: Float) -> JSONValue {
    value.isFinite ? .number(JSONNumber(value)) : .null
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// - Precondition: No name comes twice.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    let members = elements.map { JSONObject.Member(name: $0.0, value: $0.1) }
    precondition(Set(members.map { ExactName($0.name) }).count == members.count, "a name twice")
    self = .object(JSONObject(distinct: members))
  }
}

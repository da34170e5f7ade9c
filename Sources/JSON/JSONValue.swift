import Platform
import UnicodeText

/// A value of JSON (RFC 8259), members in the order they were written in.
///
/// One that is read keeps its text, and what is in it is made when it is asked for. A text takes its own bytes and four for
/// each part of an array or object that is looked into, whatever is in it.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array(JSONArray)
  case object(JSONObject)

  /// The member of an object; nil where there is none and where this is no object.
  public subscript(name: String) -> JSONValue? {
    object?[name]
  }

  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var array: JSONArray? { if case .array(let value) = self { value } else { nil } }
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
  public static func array(_ values: [JSONValue]) -> JSONValue { .array(JSONArray(values)) }

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
  public init(arrayLiteral elements: JSONValue...) { self = .array(JSONArray(elements)) }

  /// - Precondition: No name comes twice.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    let members = elements.map { JSONObject.Member(name: $0.0, value: $0.1) }
    precondition(Set(members.map { ExactName($0.name) }).count == members.count, "a name twice")
    self = .object(JSONObject(distinct: members))
  }
}

import JSON
import Senses
import Tokenization

/// What kind of value a member of an answer is, for the reference.
public indirect enum Kind: Sendable {
  case flag
  /// A whole number.
  case count
  case number
  case text
  case list(Kind)
  case object([FieldDescription])
  /// An object that many answers hold, by its name.
  case named(String, [FieldDescription])
  /// Or null, where it is not known.
  case optional(Kind)
  /// Whatever JSON has.
  case any
}

/// A value that an answer can hold.
public protocol Datum: SendableMetatype {
  static var kind: Kind { get }
  var json: JSONValue { get }
  /// As people are shown it, in one line.
  var shown: String { get }
}

extension Bool: Datum {
  public static var kind: Kind { .flag }
  public var json: JSONValue { .bool(self) }
  public var shown: String { self ? "yes" : "no" }
}

extension Int: Datum {
  public static var kind: Kind { .count }
  public var json: JSONValue { .int(self) }
  public var shown: String { String(self) }
}

extension Int32: Datum {
  public static var kind: Kind { .count }
  public var json: JSONValue { .int(self) }
  public var shown: String { String(self) }
}

extension UInt64: Datum {
  public static var kind: Kind { .count }
  public var json: JSONValue { .int(self) }
  public var shown: String { String(self) }
}

extension Double: Datum {
  public static var kind: Kind { .number }
  public var json: JSONValue { .double(self) }
  public var shown: String { twoDecimals(self) }
}

extension Float: Datum {
  public static var kind: Kind { .number }
  public var json: JSONValue { .float(self) }
  public var shown: String { twoDecimals(Double(self)) }
}

extension String: Datum {
  public static var kind: Kind { .text }
  public var json: JSONValue { .string(self) }
  public var shown: String { onOneLine }
}

extension Optional: Datum where Wrapped: Datum {
  public static var kind: Kind { .optional(Wrapped.kind) }
  public var json: JSONValue { map(\.json) ?? .null }
  public var shown: String { map(\.shown) ?? "" }
}

extension Array: Datum where Element: Datum {
  public static var kind: Kind { .list(Element.kind) }
  public var json: JSONValue { .array(map(\.json)) }
  public var shown: String { map(\.shown).joined(separator: " ") }
}

/// The first, and the one after the last.
extension Range: Datum where Bound == Int {
  public static var kind: Kind { .list(.count) }
  public var json: JSONValue { [.int(lowerBound), .int(upperBound)] }
  public var shown: String { "\(lowerBound)-\(upperBound)" }
}

extension JSONValue: Datum {
  public static var kind: Kind { .any }
  public var json: JSONValue { self }
  public var shown: String { field.onOneLine }
}

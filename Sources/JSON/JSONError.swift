import Platform

/// Where a text is not JSON, and why.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  public enum Fault: Equatable, Sendable {
    /// The text ended where this was expected.
    case ended(expected: String)
    case unexpected(found: UInt8, expected: String)
    case notUTF8
    case byteOrderMark
    case control(UInt8)
    /// An escape that is none, or half of a pair.
    case badEscape
    case badNumber
    /// A number that a `Double` cannot hold.
    case numberTooLarge
    case duplicateName(String)
    case tooDeep(limit: Int)
    case tooLong(bytes: Int, limit: Int)
  }

  public let fault: Fault
  /// Where, in bytes from 0.
  public let offset: Int

  public init(fault: Fault, offset: Int) {
    self.fault = fault
    self.offset = offset
  }

  public var description: String {
    let what =
      switch fault {
      case .ended(let expected): "the text ends, expected \(expected)"
      case .unexpected(let byte, let expected): "expected \(expected), found \(Self.name(of: byte))"
      case .notUTF8: "not UTF-8"
      case .byteOrderMark: "a byte order mark, expected JSON without one"
      case .control(let byte): "\(Self.name(of: byte)) in a string, expected an escape"
      case .badEscape: "an escape that is none or half of a surrogate pair"
      case .badNumber: "not a number as JSON writes them"
      case .numberTooLarge: "a number beyond the range of 64 bits"
      case .duplicateName(let name): "the name \(quoted(name)) comes twice"
      case .tooDeep(let limit): "nested more than \(limit) deep"
      case .tooLong(let bytes, let limit): "\(bytes) bytes, expected at most \(limit)"
      }
    if case .tooLong = fault { return "JSON too long: \(what)" }
    return "not JSON at byte \(offset): \(what)"
  }

  private static func name(of byte: UInt8) -> String {
    if 0x21..<0x7F ~= byte { return "'\(Unicode.Scalar(byte))'" }
    let digits = String(byte, radix: 16, uppercase: true)
    return "byte 0x\(byte < 16 ? "0" : "")\(digits)"
  }
}

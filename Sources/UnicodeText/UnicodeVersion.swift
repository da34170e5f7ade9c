/// A version of Unicode: 15.1.0.
public struct UnicodeVersion: Hashable, Sendable {
  public let major, minor, update: Int
}

extension UnicodeVersion: LosslessStringConvertible, ExpressibleByStringLiteral {
  /// - Returns: `nil` where the text is not three numbers with full stops between them.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.allSatisfy(\.isASCIIDigit) ? Int($0) : nil }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    self.init(major: numbers[0], minor: numbers[1], update: numbers[2])
  }

  public init(stringLiteral text: String) { self.init(text)! }

  public var description: String { "\(major).\(minor).\(update)" }
}

extension UnicodeVersion: Comparable {
  public static func < (a: Self, b: Self) -> Bool {
    (a.major, a.minor, a.update) < (b.major, b.minor, b.update)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

/// Why an expression is no condition, in one line.
public struct ConditionError: Error, Equatable, CustomStringConvertible {
  /// Where it goes wrong. Counts characters from 1.
  public let place: Int
  public let what: String

  public init(place: Int, what: String) { (self.place, self.what) = (place, what) }

  public var description: String { "--where, character \(place): \(what)" }
}

import Tensors
import Testing

/// Fails when numbers differ by more than a tolerance, and says where and by how much.
///
/// - Parameters:
///   - tolerance: The largest difference that is allowed, in units of the numbers.
///   - what: Names the numbers in the message.
public func expectClose(
  _ found: [Float], _ expected: [Float], within tolerance: Float, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  if let difference = Difference(found, expected, tolerance: tolerance) {
    Issue.record("\(what): \(difference)", sourceLocation: sourceLocation)
  }
}

/// Fails when two matrices differ in shape, or in a number by more than a tolerance.
public func expectClose(
  _ found: Matrix, _ expected: Matrix, within tolerance: Float, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard found.rows == expected.rows, found.columns == expected.columns else {
    let shapes =
      "[\(found.rows), \(found.columns)], expected [\(expected.rows), \(expected.columns)]"
    Issue.record("\(what): shape \(shapes)", sourceLocation: sourceLocation)
    return
  }
  expectClose(
    found.values, expected.values, within: tolerance, "\(what) [\(found.rows), \(found.columns)]",
    sourceLocation: sourceLocation)
}

/// In which places numbers differ too much.
public struct Difference: CustomStringConvertible, Equatable {
  public let largest: Float
  /// Where the largest difference is.
  public let index: Int
  /// The first places that differ by more than the tolerance.
  public let first: [Int]
  public let count: Int
  public let description: String

  /// Nil when all numbers are close. A number that is none is close to nothing.
  public init?(_ found: [Float], _ expected: [Float], tolerance: Float) {
    var (largest, place) = (Float(-1), 0)
    var wrong: [Int] = []
    for index in 0..<min(found.count, expected.count) {
      let difference = abs(found[index] - expected[index])
      if !(difference <= tolerance) { wrong.append(index) }
      if !(difference <= largest) { (largest, place) = (difference, index) }
    }
    guard !wrong.isEmpty || found.count != expected.count else { return nil }
    self.largest = largest
    index = place
    count = wrong.count
    first = Array(wrong.prefix(5))
    var text = "\(found.count) numbers, \(wrong.count) wrong"
    if found.count != expected.count {
      text = "\(found.count) numbers, expected \(expected.count)"
    } else {
      text += ", largest difference \(largest) at \(place)"
    }
    for index in first { text += "; [\(index)] \(found[index]), expected \(expected[index])" }
    description = text
  }
}

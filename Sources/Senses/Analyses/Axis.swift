/// Uses on the line between two examples.
public struct Axis: Sendable, Hashable {
  public struct Place: Sendable, Hashable {
    /// 0 at the left example, 1 at the right one.
    public let position: Double
    /// How far off the line it lies, in lengths of the line.
    public let distance: Double
  }

  /// One for each use, in the order given.
  public let places: [Place]
  /// Cosine of the two examples: a line between examples that are alike says little.
  public let similarity: Double

  /// - Parameters:
  ///   - directions: The left example, the right example, and then the uses.
  /// - Returns: `nil` where the two examples are the same, so that there is no line.
  public init?(_ directions: Directions) {
    precondition(directions.count >= 2, "a line needs two examples")
    let (left, right) = (directions.vector(0), directions.vector(1))
    let line = zip(right, left).map { Double($0) - Double($1) }
    let length = line.reduce(0) { $0 + $1 * $1 }
    guard length > 1e-9 else { return nil }
    similarity = Double(directions.cosine(0, 1))
    places = (2..<directions.count).map { use in
      let offset = zip(directions.vector(use), left).map { Double($0) - Double($1) }
      let position = zip(offset, line).reduce(0) { $0 + $1.0 * $1.1 } / length
      let square = offset.reduce(0) { $0 + $1 * $1 } / length - position * position
      return Place(position: position, distance: max(0, square).squareRoot())
    }
  }
}

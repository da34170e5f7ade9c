/// Uses of a word, line under line, in an order that says something.
public struct Concordance: Sendable {
  public struct Line: Sendable {
    /// Its place among the uses, from 0.
    public let use: Int
    /// More like the one use, less like the other: the difference of two cosines; `nil` where that
    /// was not asked.
    public let lean: Double?
  }

  public let lines: [Line]

  /// The uses by how much more they are like some than like others, the most first.
  ///
  /// - Parameters:
  ///   - like: Directions that are wanted; may be empty, but not both.
  ///   - unlike: Directions that are not wanted.
  public init(_ directions: Directions, like: Directions, unlike: Directions) {
    let leans = (0..<directions.count).map { use in
      Self.mean(directions, use, like) - Self.mean(directions, use, unlike)
    }
    lines = leans.indices.sorted { (leans[$1], $0) < (leans[$0], $1) }
      .map { Line(use: $0, lean: leans[$0]) }
  }

  /// The uses sense by sense, the most central of each first.
  public init(groupedIn induction: Induction) {
    lines = induction.senses.flatMap { induction.uses(of: $0) }.map { Line(use: $0, lean: nil) }
  }

  /// The uses in an order that was found elsewhere.
  ///
  /// - Parameter leans: Of each use, where they were asked.
  public init(inOrder uses: [Int], leans: [Double?]? = nil) {
    lines = uses.map { Line(use: $0, lean: leans?[$0]) }
  }

  private static func mean(_ directions: Directions, _ use: Int, _ examples: Directions) -> Double {
    guard examples.count > 0 else { return 0 }
    return (0..<examples.count).reduce(0) {
      $0 + Double(directions.cosine(use, $1, of: examples))
    } / Double(examples.count)
  }
}

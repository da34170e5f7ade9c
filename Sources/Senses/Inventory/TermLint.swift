/// Finds a term that is used in two senses.
public struct TermLint: Sendable, Hashable {
  public let term: String
  /// The uses of each sense found, the largest sense first, the most central use of each first.
  public let senses: [[Int]]
  /// Mean chance, over the pairs of the two largest senses, that the two uses are the same sense; `nil` where there is one, or
  /// it was not asked.
  public let probability: Double?

  public var isConsistent: Bool { senses.count < 2 }

  /// The two uses that show the difference best.
  public var witnesses: (Int, Int)? {
    senses.count < 2 ? nil : (senses[0][0], senses[1][0])
  }

  /// Uses whose senses are known.
  ///
  /// - Parameter senses: The uses of each sense, the largest sense first, the most typical use of each first.
  public init(term: String, senses: [[Int]]) {
    (self.term, self.senses, probability) = (term, senses, nil)
  }

  /// - Parameters:
  ///   - directions: Of the uses, in the order of the document.
  ///   - floor: Groups of uses are one sense while their mean chance of being the same sense is
  ///     at least this.
  ///   - sameSense: The chance for a cosine.
  public init(
    term: String, directions: Directions, floor: Double = 0.35,
    sameSense: (Double) -> Double
  ) {
    let count = directions.count
    let cosines = directions.cosines()
    self.init(
      term: term,
      chances: (0..<count).map { row in
        (0..<count).map { row == $0 ? 1 : sameSense(Double(cosines[row * count + $0])) }
      }, floor: floor, checking: {})
  }

  /// - Parameters:
  ///   - chances: That two uses are the same sense, for each pair. Shape `[n, n]`
  ///   - check: Called between pieces of work; what it throws is thrown on.
  public init(
    term: String, chances: [[Double]], floor: Double = 0.35, checking check: () throws -> Void
  ) rethrows {
    self.term = term
    let groups = try averageLinkage(chances, floor: floor, checking: check).partition.groups
    func total(_ use: Int, _ group: [Int]) -> Double { group.reduce(0) { $0 + chances[use][$1] } }
    senses = groups.map { group in
      let totals = group.map { total($0, group) }
      return group.indices.sorted { (totals[$1], $0) < (totals[$0], $1) }.map { group[$0] }
    }
    probability =
      groups.count < 2
      ? nil
      : groups[0].reduce(0) { $0 + total($1, groups[1]) }
        / Double(groups[0].count * groups[1].count)
  }
}

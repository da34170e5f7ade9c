/// Which of some uses belongs least to the others.
public struct OddUse: Sendable, Hashable {
  /// Mean cosine of each use with the others.
  public let belonging: [Double]
  /// The use with the lowest.
  public let odd: Int
  /// How far it lies below what the others have among themselves, in cosine.
  public let drop: Double
  /// The same in standard deviations of the others, but of 0.02 at least: few uses give a poor idea of
  /// their spread, and a cosine of 0.05 is never much.
  public let gap: Double

  /// From this gap on, one use stands out from the rest.
  public static let clear = 2.5
  public var standsOut: Bool { gap >= Self.clear }

  /// - Returns: `nil` for fewer than three uses: of two, neither is the odd one.
  public init?(_ directions: Directions) {
    let count = directions.count
    guard count >= 3 else { return nil }
    let cosines = directions.cosines()
    func mean(_ use: Int, over others: [Int]) -> Double {
      others.reduce(0) { $0 + Double(cosines[use * count + $1]) } / Double(others.count)
    }
    let belonging = (0..<count).map { use in mean(use, over: (0..<count).filter { $0 != use }) }
    let odd = (0..<count).min { belonging[$0] < belonging[$1] }!
    self.belonging = belonging
    self.odd = odd
    // Measured without the odd one, which would pull the others' figures down and spread them.
    let rest = (0..<count).filter { $0 != odd }
    let ownGroup = rest.map { use in mean(use, over: rest.filter { $0 != use }) }
    let middle = ownGroup.reduce(0, +) / Double(rest.count)
    let squares = ownGroup.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    let spread = rest.count > 2 ? (squares / Double(rest.count - 1)).squareRoot() : 0
    drop = middle - belonging[odd]
    gap = drop / max(spread, 0.02)
  }
}

// n items, C channels.

/// Items placed in two dimensions so that alike ones lie close: the first two principal components.
///
/// Found by power iteration on the n × n matrix of centred dot products, which is classical scaling
/// (Torgerson 1952). The signs are fixed, so the same items always give the same picture.
public struct Plane: Sendable, Hashable {
  public struct Point: Sendable, Hashable {
    public let x: Double
    public let y: Double
  }

  public let points: [Point]
  /// The shares of all variance that x and y show.
  public let shares: (x: Double, y: Double)

  /// - Parameter check: Called between pieces of work; what it throws is thrown on.
  public init(_ directions: Directions, checking check: () throws -> Void) rethrows {
    let count = directions.count
    var gram = directions.cosines().map(Double.init)
    for i in 0..<count { gram[i * count + i] = Double(directions.cosine(i, i)) }
    Self.centre(&gram, count)
    let total = (0..<count).reduce(0) { $0 + gram[$1 * count + $1] }
    let (x, first) = try Self.component(&gram, count, check)
    let (y, second) = try Self.component(&gram, count, check)
    points = (0..<count).map { Point(x: x[$0], y: y[$0]) }
    shares = total > 1e-12 ? (first / total, second / total) : (0, 0)
  }

  public init(_ directions: Directions) { self.init(directions, checking: {}) }

  public static func == (a: Plane, b: Plane) -> Bool {
    a.points == b.points && a.shares == b.shares
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(points) }

  private static func centre(_ gram: inout [Double], _ count: Int) {
    let means = (0..<count).map { row in
      (0..<count).reduce(0) { $0 + gram[row * count + $1] } / Double(count)
    }
    let all = means.reduce(0, +) / Double(max(1, count))
    for i in 0..<count {
      for j in 0..<count { gram[i * count + j] += all - means[i] - means[j] }
    }
  }

  /// The coordinates along the direction of most variance, and that variance; then takes it out.
  private static func component(
    _ gram: inout [Double], _ count: Int, _ check: () throws -> Void
  ) rethrows -> (coordinates: [Double], variance: Double) {
    var generator = SeededGenerator(seed: 1)
    var vector = (0..<count).map { _ in Double(generator.next() >> 11) * 0x1p-53 - 0.5 }
    var variance = 0.0
    for _ in 0..<rounds {
      try check()
      var next = [Double](repeating: 0, count: count)
      for i in 0..<count {
        var sum = 0.0
        for j in 0..<count { sum += gram[i * count + j] * vector[j] }
        next[i] = sum
      }
      let length = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 1e-9 else { return ([Double](repeating: 0, count: count), 0) }
      for i in 0..<count { next[i] /= length }
      let moved = zip(next, vector).reduce(0) { max($0, abs($1.0 - $1.1)) }
      vector = next
      variance = length
      if moved < 1e-10 { break }
    }
    for i in 0..<count {
      for j in 0..<count { gram[i * count + j] -= variance * vector[i] * vector[j] }
    }
    let largest = vector.max { abs($0) < abs($1) } ?? 0
    let scale = (largest < 0 ? -1 : 1) * variance.squareRoot()
    return (vector.map { $0 * scale }, variance)
  }

  private static let rounds = 300
}

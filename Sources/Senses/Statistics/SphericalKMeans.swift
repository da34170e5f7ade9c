// n vectors, k groups.

/// Groups directions around k mean directions.
///
/// Dhillon and Modha 2001, "Concept decompositions for large sparse text data using clustering",
/// started by k-means++ (Arthur and Vassilvitskii 2007) with 1 − cosine as the distance.
public struct SphericalKMeans: Sendable {
  public let partition: Partition
  /// The mean directions, `[k, C]`, in the order of the groups of `partition`.
  public let centres: Directions
  /// Mean cosine of a vector with the centre of its group.
  public let cohesion: Double

  /// The most coherent of several runs from different starts.
  ///
  /// - Parameters:
  ///   - k: Groups to make. Fewer come back where fewer vectors differ.
  ///   - starts: Runs to choose from.
  ///   - check: Called between pieces of work; what it throws is thrown on.
  public init(
    _ directions: Directions, k: Int, starts: Int = 8, generator: inout SeededGenerator,
    checking check: () throws -> Void
  ) rethrows {
    precondition(directions.count > 0 && k > 0 && starts > 0)
    var best: SphericalKMeans?
    for _ in 0..<starts {
      let run = try SphericalKMeans(
        oneRun: directions, k: k, generator: &generator, check)
      if run.cohesion > best?.cohesion ?? -.infinity { best = run }
    }
    self = best!
  }

  public init(
    _ directions: Directions, k: Int, starts: Int = 8, generator: inout SeededGenerator
  ) {
    self.init(directions, k: k, starts: starts, generator: &generator, checking: {})
  }

  private init(
    oneRun directions: Directions, k: Int, generator: inout SeededGenerator,
    _ check: () throws -> Void
  ) rethrows {
    try check()
    let seeds = Self.seeds(directions, k: k, generator: &generator)
    var partition = Partition(Self.nearest(directions, centres: directions[seeds]).labels)
    var centres = directions.centres(of: partition)
    var cosines: [Float] = []
    for _ in 0..<Self.rounds {
      try check()
      let (labels, nearest) = Self.nearest(directions, centres: centres)
      cosines = nearest
      let next = Partition(labels)
      if next == partition { break }
      partition = next
      centres = directions.centres(of: partition)
    }
    self.partition = partition
    self.centres = centres
    cohesion = cosines.reduce(0) { $0 + Double($1) } / Double(directions.count)
  }

  static let rounds = 50

  /// k vectors far apart: each is drawn with a chance in proportion to its distance from those
  /// before it.
  private static func seeds(
    _ directions: Directions, k: Int, generator: inout SeededGenerator
  ) -> [Int] {
    var seeds = [generator.next(below: directions.count)]
    var distances = [Float](repeating: .infinity, count: directions.count)
    while seeds.count < k {
      for i in 0..<directions.count {
        distances[i] = min(distances[i], max(0, 1 - directions.cosine(i, seeds.last!)))
      }
      let total = distances.reduce(0) { $0 + Double($1) }
      guard total > 0 else { break }
      var target = total * Double(generator.next() >> 11) * 0x1p-53
      let drawn = distances.firstIndex { distance in
        target -= Double(distance)
        return target < 0
      }
      seeds.append(drawn ?? distances.lastIndex { $0 > 0 }!)
    }
    return seeds
  }

  /// The nearest centre of each vector, and its cosine. Of equals, the first.
  static func nearest(
    _ directions: Directions, centres: Directions
  ) -> (labels: [Int], cosines: [Float]) {
    var labels = [Int](repeating: 0, count: directions.count)
    var cosines = [Float](repeating: -.infinity, count: directions.count)
    for i in 0..<directions.count {
      for k in 0..<centres.count {
        let cosine = directions.cosine(i, k, of: centres)
        if cosine > cosines[i] { (labels[i], cosines[i]) = (k, cosine) }
      }
    }
    return (labels, cosines)
  }
}

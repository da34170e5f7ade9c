@testable import Senses

/// Directions around planted centres.
struct PlantedGroups {
  let directions: Directions
  let labels: [Int]

  /// - Parameters:
  ///   - sizes: Of each group.
  ///   - spread: Length of the noise against a centre of length 1.
  init(sizes: [Int], spread: Float, width: Int = 24, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func noise() -> [Float] {
      // Twelve uniform numbers make one that is near enough to normal.
      (0..<width).map { _ in
        (0..<12).reduce(-6) { sum, _ in sum + Float(generator.next() >> 40) * 0x1p-24 }
          / Float(width).squareRoot()
      }
    }
    var (vectors, labels): ([[Float]], [Int]) = ([], [])
    for (label, size) in sizes.enumerated() {
      let centre = noise()
      for _ in 0..<size {
        vectors.append(zip(centre, noise()).map { $0 + spread * $1 })
        labels.append(label)
      }
    }
    directions = Directions(vectors)
    self.labels = labels
  }
}

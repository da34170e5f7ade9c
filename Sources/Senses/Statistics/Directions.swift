import Tensors

// n vectors, C channels, C' = C rounded up to whole groups of 8.

/// The directions of some vectors: each divided by its length, so that a dot product is a cosine.
public struct Directions: Sendable {
  public let count: Int
  /// C, as given.
  public let width: Int
  /// Groups of 8 channels in one vector; what the last one lacks is zero.
  let groups: Int
  /// Shape `[n, C' / 8]`.
  private var storage: [SIMD8<Float>]

  /// - Parameter vectors: Shape `[n, C]`. A vector of zeros stays zero, at cosine 0 to all others.
  public init(_ vectors: [[Float]]) {
    count = vectors.count
    width = vectors.first?.count ?? 0
    groups = (width + 7) / 8
    storage = []
    storage.reserveCapacity(count * groups)
    for vector in vectors {
      precondition(vector.count == width, "vectors of \(vector.count) and \(width) channels")
      appendDirection(of: vector)
    }
  }

  private mutating func appendDirection(of vector: [Float]) {
    var squares = 0.0
    for x in vector { squares += Double(x) * Double(x) }
    let scale = squares > 0 ? Float(1 / squares.squareRoot()) : 0
    for group in 0..<groups {
      var eight = SIMD8<Float>()
      for channel in group * 8..<min(width, group * 8 + 8) {
        eight[channel - group * 8] = vector[channel] * scale
      }
      storage.append(eight)
    }
  }

  /// The chosen vectors, in the order given; one may come twice.
  public subscript(chosen: some Collection<Int>) -> Directions {
    var result = Directions(count: chosen.count, width: width)
    result.storage.reserveCapacity(chosen.count * groups)
    for i in chosen { result.storage += storage[i * groups..<(i + 1) * groups] }
    return result
  }

  private init(count: Int, width: Int) {
    self.count = count
    self.width = width
    groups = (width + 7) / 8
    storage = []
  }

  public func cosine(_ i: Int, _ j: Int) -> Float { cosine(i, j, of: self) }

  /// The cosine of one vector here with one of another set.
  public func cosine(_ i: Int, _ j: Int, of other: Directions) -> Float {
    precondition(0..<count ~= i && 0..<other.count ~= j && groups == other.groups)
    return storage.withUnsafeBufferPointer { own in
      other.storage.withUnsafeBufferPointer { other in
        guard let own = own.baseAddress, let other = other.baseAddress else { return 0 }
        return dot(own + i * groups, other + j * groups, groups: groups)
      }
    }
  }

  /// All cosines, `[n, n]`, row after row.
  ///
  /// - Complexity: O(n²·C).
  public func cosines() -> [Float] {
    var cosines = [Float](repeating: 1, count: count * count)
    for i in 0..<count {
      for j in 0..<i {
        let value = cosine(i, j)
        cosines[i * count + j] = value
        cosines[j * count + i] = value
      }
    }
    return cosines
  }

  /// The mean direction of each group of a partition, `[k, C]`; of length 1 again.
  public func centres(of partition: Partition) -> Directions {
    var sums = [SIMD8<Float>](repeating: .zero, count: partition.count * groups)
    for (i, label) in partition.labels.enumerated() {
      for group in 0..<groups { sums[label * groups + group] += storage[i * groups + group] }
    }
    var result = Directions(count: partition.count, width: width)
    result.storage = sums
    for k in 0..<partition.count { result.normalize(k) }
    return result
  }

  private mutating func normalize(_ i: Int) {
    let length = cosine(i, i).squareRoot()
    guard length > 0 else { return }
    for group in 0..<groups { storage[i * groups + group] /= length }
  }

  /// The mean of the chosen vectors, of which one may come twice: the shorter, the less alike they are. `[C]`, empty of none.
  public func mean(of chosen: some Collection<Int>) -> [Double] {
    guard !chosen.isEmpty else { return [] }
    var sums = [SIMD8<Float>](repeating: .zero, count: groups)
    for i in chosen {
      for group in 0..<groups { sums[group] += storage[i * groups + group] }
    }
    return (0..<width).map { Double(sums[$0 / 8][$0 % 8]) / Double(chosen.count) }
  }

  /// The directions of the vectors when what they share is taken away. `[C]`
  public func subtracting(_ mean: [Double]) -> Directions {
    Directions((0..<count).map { i in zip(vector(i), mean).map { $0 - Float($1) } })
  }

  /// One vector as numbers, `[C]`.
  public func vector(_ i: Int) -> [Float] {
    (0..<width).map { storage[i * groups + $0 / 8][$0 % 8] }
  }
}

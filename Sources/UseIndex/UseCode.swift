import Platform
import Senses
import Tensors

// C channels, K components.

/// A vector in few bytes, whose cosine with another can still be told nearly.
///
/// A vector of length 1, less the mean of all, is kept by its components along the directions in which vectors differ most (principal
/// components; Jolliffe 2002, "Principal Component Analysis"), each in as many bits as its spread is worth, four at most ("reverse
/// water-filling"; Cover and Thomas 2006, "Elements of Information Theory", section 10.3.3), as the nearest of the levels that suit normal
/// numbers best (Max 1960, "Quantizing for minimum distortion"). The length of what the code stands for is kept beside it.
public struct UseCode: Sendable {
  /// Changes whenever the bytes mean something else.
  public static let version = 2

  /// What is known of the vectors that are to be kept.
  public let basis: UseBasis
  /// Bytes of a code: halves of bytes for the components, then the length.
  public let bytes: Int
  private let halves: [Half]
  private let projection: PackedLinear
  private let mean: [Float]
  private let meanSquare: Float
  /// The mean's components. Shape `[K]`
  private let meanComponents: [Float]

  /// The components that share half of a byte.
  private struct Half: Sendable {
    var parts: [(component: Int, bits: Int, shift: Int)] = []
    var free = 4
  }

  /// How many bytes hold the length.
  private static let lengthBytes = 2
  /// What a length of 1 is kept as.
  private static let lengthUnit: Float = 16384

  /// Bytes of a code of a vector.
  public static func bytes(channels: Int) -> Int { channels > 64 ? 64 : 32 }

  public init(_ basis: UseBasis) {
    self.basis = basis
    bytes = Self.bytes(channels: basis.channels)
    let count = 2 * (bytes - Self.lengthBytes)
    halves = Self.halves(spreads: basis.spreads, count: count)
    mean = basis.mean
    meanSquare = mean.reduce(0) { $0 + $1 * $1 }
    let rows = basis.directions
    let weight = Matrix(rows: rows.count, columns: basis.channels, values: rows.flatMap { $0 })
    meanComponents = rows.map { zip($0, basis.mean).reduce(0) { $0 + $1.0 * $1.1 } }
    projection = PackedLinear(
      Linear(weight: weight, bias: meanComponents.map { -$0 }), precision: .float32)
  }

  /// Gives each bit to the component where it helps most, and puts components into halves of bytes.
  private static func halves(spreads: [Float], count: Int) -> [Half] {
    var bits = [Int](repeating: 0, count: spreads.count)
    func gain(_ component: Int) -> Float {
      bits[component] == 4
        ? -1
        : spreads[component] * spreads[component]
          * (Levels.distortion[bits[component]] - Levels.distortion[bits[component] + 1])
    }
    var gains = spreads.indices.map(gain)
    for _ in 0..<4 * count {
      guard let best = gains.indices.max(by: { gains[$0] < gains[$1] }), gains[best] >= 0 else {
        break
      }
      bits[best] += 1
      gains[best] = gain(best)
    }
    var halves = [Half](repeating: Half(), count: count)
    for component in bits.indices.sorted(by: { (bits[$1], $0) < (bits[$0], $1) })
    where bits[component] > 0 {
      guard let place = halves.firstIndex(where: { $0.free >= bits[component] }) else { continue }
      halves[place].free -= bits[component]
      halves[place].parts.append((component, bits[component], halves[place].free))
    }
    // Wide and narrow ones share a byte, so that their numbers add up to little.
    return (0..<count / 2).flatMap { [halves[$0], halves[count - 1 - $0]] }
  }

  /// The codes of some vectors, one after another.
  ///
  /// - Parameter vectors: Of any length. Shape `[n, C]`
  public func encode(_ vectors: [[Float]]) -> [UInt8] {
    guard !vectors.isEmpty else { return [] }
    let units = Matrix(
      rows: vectors.count, columns: basis.channels, values: vectors.flatMap { unit($0) })
    let components = projection(units)
    let inverses = basis.spreads.map { $0 > 0 ? 1 / $0 : 0 }
    var codes = [UInt8](repeating: 0, count: vectors.count * bytes)
    for row in 0..<vectors.count {
      // ‖mean + Σ level · direction‖², for the directions are orthonormal.
      var square = meanSquare
      for (place, half) in halves.enumerated() {
        var value: UInt8 = 0
        for (component, bits, shift) in half.parts {
          let scaled = components[row, component] * inverses[component]
          let level = Levels.nearest(to: scaled, bits: bits)
          value |= UInt8(level) << UInt8(shift)
          let kept = Levels.of[bits][level] * basis.spreads[component]
          square += kept * (kept + 2 * meanComponents[component])
        }
        codes[row * bytes + place / 2] |= value << UInt8(place % 2 * 4)
      }
      let length = UInt16(
        clamping:
          min(65535, max(1, (max(0, square).squareRoot() * Self.lengthUnit).rounded())))
      codes[(row + 1) * bytes - 2] = UInt8(length & 255)
      codes[(row + 1) * bytes - 1] = UInt8(length >> 8)
    }
    return codes
  }

  /// What a code stands for, of length 1. Shape `[C]`
  public func decode(_ code: some RandomAccessCollection<UInt8>) -> [Float] {
    precondition(code.count == bytes, "a code of \(bytes) bytes")
    var vector = mean
    for (place, half) in halves.enumerated() {
      let value = Int(
        code[code.index(code.startIndex, offsetBy: place / 2)] >> UInt8(place % 2 * 4))
      for (component, bits, shift) in half.parts {
        let kept =
          Levels.of[bits][value >> shift & (1 << bits - 1)] * basis.spreads[component]
        for (channel, along) in basis.directions[component].enumerated() {
          vector[channel] += kept * along
        }
      }
    }
    return unit(vector)
  }

  /// A vector that codes are compared with.
  public struct Query: Sendable {
    fileprivate let scan: CodeScan
    /// Of the codes' mean. The cosine of the vector and a code is this and what the code adds, by the code's length.
    fileprivate let ofMean: Float
  }

  /// - Parameter vector: Of any length. Shape `[C]`
  public func query(_ vector: [Float]) -> Query {
    let vector = unit(vector)
    let along = projection(Matrix(rows: 1, columns: basis.channels, values: vector)).values
    let tables = halves.map { half in
      (0..<16).map { value in
        half.parts.reduce(Float(0)) { sum, part in
          let level = Levels.of[part.bits][value >> part.shift & (1 << part.bits - 1)]
          // The projection is that of the vector less the mean.
          return sum + level * basis.spreads[part.component]
            * (along[part.component] + meanComponents[part.component])
        }
      }
    }
    let none = [[Float]](repeating: .init(repeating: 0, count: 16), count: 2 * Self.lengthBytes)
    return Query(
      scan: CodeScan(tables: tables + none),
      ofMean: zip(vector, mean).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// About the cosine of each code with a vector.
  ///
  /// - Parameters:
  ///   - codes: One after another.
  ///   - similarities: Takes a number for each.
  public func write(
    similaritiesOf codes: UnsafeRawBufferPointer, to query: Query,
    into similarities: UnsafeMutableBufferPointer<Float>
  ) {
    query.scan.write(sumsOf: codes, into: similarities)
    for use in similarities.indices {
      let end = (use + 1) * bytes
      let length = UInt16(codes[end - 2]) | UInt16(codes[end - 1]) << 8
      similarities[use] = (query.ofMean + similarities[use]) * Self.lengthUnit / Float(length)
    }
  }

  private func unit(_ vector: [Float]) -> [Float] {
    precondition(
      vector.count == basis.channels, "vectors of \(vector.count) and \(basis.channels) channels")
    return ofLengthOne(vector)
  }
}

/// The levels that a normal number of spread 1 is kept as, and what is lost by them: Max 1960, "Quantizing for minimum distortion",
/// table I.
private enum Levels {
  /// By bits, rising.
  static let of: [[Float]] = [
    [0], both([0.7980]), both([0.4528, 1.510]), both([0.2451, 0.7560, 1.344, 2.152]),
    both([0.1284, 0.3881, 0.6568, 0.9424, 1.256, 1.618, 2.069, 2.733]),
  ]
  /// The mean square error, by bits.
  static let distortion: [Float] = [1, 0.3634, 0.1175, 0.03454, 0.009497]

  private static let bounds = of.map { levels in
    zip(levels, levels.dropFirst()).map { ($0 + $1) / 2 }
  }

  static func nearest(to number: Float, bits: Int) -> Int {
    // Not a number is as good as none.
    bounds[bits].reduce(0) { $0 + (number > $1 ? 1 : 0) }
  }

  private static func both(_ positive: [Float]) -> [Float] {
    positive.reversed().map { -$0 } + positive
  }
}

import Platform
import Senses
import Tensors

// n vectors, C channels, K components.

/// Where the vectors of an index lie: their mean, and the directions in which they differ most.
public struct UseBasis: Sendable, Hashable {
  /// Shape `[C]`
  public let mean: [Float]
  /// Orthonormal. Shape `[K, C]`
  public let directions: [[Float]]
  /// The standard deviation along each. Shape `[K]`
  public let spreads: [Float]

  /// C
  public var channels: Int { mean.count }

  /// Learns from examples.
  ///
  /// The directions are found by orthogonal iteration (Golub and Van Loan 2013, "Matrix Computations", section 8.2.4).
  ///
  /// - Parameters:
  ///   - vectors: Of any length; may be few, or none. Shape `[n, C]`
  public init(of vectors: [[Float]], channels: Int) {
    let units = vectors.map(ofLengthOne)
    var mean = [Float](repeating: 0, count: channels)
    for unit in units { for channel in mean.indices { mean[channel] += unit[channel] } }
    mean = mean.map { $0 / Float(max(1, units.count)) }
    let covariance = Self.covariance(of: units, mean: mean)
    let step = PackedLinear(
      Linear(weight: covariance, bias: .init(repeating: 0, count: channels)), precision: .float32)
    // A code has no room for more.
    let count = min(channels, 512)
    var random = SeededGenerator(seed: 1)
    var directions = Matrix(
      rows: count, columns: channels,
      values: (0..<count * channels).map { _ in Float.random(in: -1...1, using: &random) })
    Self.makeOrthonormal(&directions)
    for _ in 0..<Self.iterations {
      directions = step(directions)
      Self.makeOrthonormal(&directions)
    }
    let turned = step(directions)
    self.mean = mean
    self.directions = (0..<count).map(directions.row)
    spreads = (0..<count).map { row in
      max(0, zip(directions.row(row), turned.row(row)).reduce(0) { $0 + $1.0 * $1.1 }).squareRoot()
    }
  }

  /// Neighbouring directions of nearly the same spread are not told apart, and need not be.
  private static let iterations = 16

  /// With one more example, which lies in all directions alike: a direction in which no example lies may be one of those to come.
  private static func covariance(of units: [[Float]], mean: [Float]) -> Matrix {
    let channels = mean.count
    var covariance = Matrix(rows: channels, columns: channels)
    if !units.isEmpty {
      var transposed = Matrix(rows: channels, columns: units.count)
      for (place, unit) in units.enumerated() {
        for channel in 0..<channels {
          transposed.values[channel * units.count + place] = unit[channel] - mean[channel]
        }
      }
      covariance =
        PackedLinear(
          Linear(weight: transposed, bias: .init(repeating: 0, count: channels)),
          precision: .float32)(transposed)
    }
    for place in covariance.values.indices { covariance.values[place] /= Float(units.count + 1) }
    for channel in 0..<channels {
      covariance.values[channel * (channels + 1)] += 1 / Float(channels * (units.count + 1))
    }
    return covariance
  }

  /// Makes rows orthonormal, one after another (modified Gram–Schmidt).
  private static func makeOrthonormal(_ matrix: inout Matrix) {
    let (rows, columns) = (matrix.rows, matrix.columns)
    matrix.values.withUnsafeMutableBufferPointer { values in
      for row in 0..<rows {
        let own = UnsafeMutableBufferPointer(rebasing: values[row * columns..<(row + 1) * columns])
        for before in 0..<row {
          let other = values.baseAddress! + before * columns
          var along: Float = 0
          for column in 0..<columns { along += own[column] * other[column] }
          for column in 0..<columns { own[column] -= along * other[column] }
        }
        var square: Float = 0
        for value in own { square += value * value }
        let length = square.squareRoot()
        for column in 0..<columns { own[column] = length > 0 ? own[column] / length : 0 }
      }
    }
  }
}

extension UseBasis {
  /// C and K, then mean, spreads and directions, each number in 16 or 32 bits, little-endian.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }
    append(UInt32(channels))
    append(UInt32(directions.count))
    for number in mean + spreads { append(number.bitPattern) }
    for number in directions.joined() { append(Int16(clamping: (number * Self.unit).rounded())) }
    return bytes
  }

  /// - Returns: `nil` for what `bytes` does not give.
  init?(bytes: [UInt8]) {
    guard bytes.count >= 8 else { return nil }
    let read: (channels: Int, mean: [Float], spreads: [Float], directions: [[Float]])? =
      bytes.withUnsafeBytes { bytes in
        func word(_ place: Int) -> UInt32 {
          UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
        }
        let (channels, count) = (Int(word(0)), Int(word(4)))
        guard channels > 0, count <= channels, channels <= 1 << 16,
          bytes.count == 8 + 4 * (channels + count) + 2 * channels * count
        else { return nil }
        let numbers = (0..<channels + count).map { Float(bitPattern: word(8 + 4 * $0)) }
        guard numbers.allSatisfy(\.isFinite) else { return nil }
        let start = 8 + 4 * numbers.count
        let directions = (0..<count).map { row in
          (0..<channels).map { channel in
            Float(
              Int16(
                littleEndian: bytes.loadUnaligned(
                  fromByteOffset: start + 2 * (row * channels + channel), as: Int16.self)))
              / Self.unit
          }
        }
        return (channels, Array(numbers[..<channels]), Array(numbers[channels...]), directions)
      }
    guard let read else { return nil }
    (mean, spreads, directions) = (read.mean, read.spreads, read.directions)
  }

  /// What 1 is kept as.
  private static let unit: Float = 32767
}

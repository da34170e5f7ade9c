// C channels.

/// A vector in few bytes, whose cosine with another can still be told nearly.
///
/// A vector of length 1 is kept with a byte for each of its channels.
public struct UseCode: Sendable {
  /// Changes whenever the bytes mean something else.
  public static let version = 1

  /// C
  public let channels: Int
  /// The number of a channel's steps from 0 to 1.
  private let steps: Float

  public init(channels: Int) {
    self.channels = channels
    // Few channels of a vector of length 1 are larger than eight times what they would be if all were the same.
    steps = 127 * Float(channels).squareRoot() / 8
  }

  /// Bytes of a code.
  public var bytes: Int { channels }

  /// The codes of some vectors, one after another.
  ///
  /// - Parameter vectors: Of any length. Shape `[n, C]`
  public func encode(_ vectors: [[Float]]) -> [UInt8] {
    var codes: [UInt8] = []
    codes.reserveCapacity(vectors.count * bytes)
    for vector in vectors {
      for value in unit(vector) {
        let step = (value * steps).rounded()
        codes.append(UInt8(bitPattern: Int8(max(-127, min(127, step)))))
      }
    }
    return codes
  }

  /// A vector that codes are compared with.
  public struct Query: Sendable {
    fileprivate let values: [Int16]
    fileprivate let scale: Float
  }

  /// - Parameter vector: Of any length. Shape `[C]`
  public func query(_ vector: [Float]) -> Query {
    Query(
      values: unit(vector).map { Int16(($0 * 32767).rounded()) }, scale: 1 / (32767 * steps))
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
    precondition(codes.count == similarities.count * bytes, "a number for each code")
    let codes = codes.bindMemory(to: Int8.self)
    query.values.withUnsafeBufferPointer { values in
      for use in similarities.indices {
        let code = codes.baseAddress! + use * bytes
        var sum: Int64 = 0
        for channel in 0..<channels {
          sum &+= Int64(Int32(code[channel]) &* Int32(values[channel]))
        }
        similarities[use] = Float(sum) * query.scale
      }
    }
  }

  private func unit(_ vector: [Float]) -> [Float] {
    precondition(vector.count == channels, "vectors of \(vector.count) and \(channels) channels")
    let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    return length > 0 ? vector.map { Float(Double($0) / length) } : vector
  }
}

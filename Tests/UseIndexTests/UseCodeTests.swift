import TestSupport
import Testing

@testable import UseIndex

@Suite struct UseCodeTests {
  /// Vectors whose spread falls off from channel to channel, around a mean, turned so that no channel is a direction of its own.
  private func vectors(_ count: Int, channels: Int, seed: UInt64) -> [[Float]] {
    var random = SplitMix64(seed: seed)
    func normal() -> Float {
      (0..<12).reduce(-6) { sum, _ in sum + Float.random(in: 0...1, using: &random) }
    }
    return (0..<count).map { _ in
      let own = (0..<channels).map { normal() / Float(1 + $0).squareRoot() }
      // A Householder reflection.
      let sum = own.reduce(0, +) * 2 / Float(channels)
      return own.map { $0 - sum + 0.3 }
    }
  }

  private func similarities(_ code: UseCode, _ codes: [UInt8], to vector: [Float]) -> [Float] {
    var found = [Float](repeating: 0, count: codes.count / code.bytes)
    codes.withUnsafeBytes { codes in
      found.withUnsafeMutableBufferPointer {
        code.write(similaritiesOf: codes, to: code.query(vector), into: $0)
      }
    }
    return found
  }

  private func cosine(_ a: [Float], _ b: [Float]) -> Float {
    func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
  }

  @Test(arguments: [8, 40, 72]) func codesTellNearlyWhatTheyStandFor(channels: Int) {
    let code = UseCode(
      UseBasis(of: vectors(300, channels: channels, seed: 1), channels: channels))
    let others = vectors(100, channels: channels, seed: 2)
    let codes = code.encode(others)
    #expect(codes.count == 100 * code.bytes && code.bytes == (channels > 64 ? 64 : 32))
    let query = vectors(1, channels: channels, seed: 3)[0]
    for (place, similarity) in similarities(code, codes, to: query).enumerated() {
      let decoded = code.decode(codes[place * code.bytes..<(place + 1) * code.bytes])
      #expect(abs(similarity - cosine(decoded, query)) < 0.03)
      #expect(cosine(decoded, others[place]) > 0.95, "\(channels) channels, vector \(place)")
    }
  }

  @Test func theNearestAreAmongTheFirst() {
    let code = UseCode(UseBasis(of: vectors(400, channels: 72, seed: 1), channels: 72))
    let others = vectors(600, channels: 72, seed: 4)
    let codes = code.encode(others)
    for query in vectors(5, channels: 72, seed: 5) {
      let truth = others.map { cosine($0, query) }
      let nearest = Set(truth.indices.sorted { truth[$0] > truth[$1] }.prefix(10))
      let found = similarities(code, codes, to: query)
      let first = Set(found.indices.sorted { found[$0] > found[$1] }.prefix(20))
      #expect(nearest.intersection(first).count >= 9)
    }
  }

  /// Codes do not depend on what is encoded with them.
  @Test func aloneOrTogether() {
    let code = UseCode(UseBasis(of: vectors(300, channels: 24, seed: 1), channels: 24))
    let some = vectors(40, channels: 24, seed: 6)
    #expect(code.encode(some) == some.flatMap { code.encode([$0]) })
    #expect(code.encode([]) == [])
    // Only directions count.
    #expect(code.encode([some[0].map { 4 * $0 }]) == code.encode([some[0]]))
  }

  @Test func aBasisIsReadAsItWasWritten() throws {
    let basis = UseBasis(of: vectors(300, channels: 24, seed: 1), channels: 24)
    let read = try #require(UseBasis(bytes: basis.bytes))
    #expect(read.bytes == basis.bytes && read.mean == basis.mean && read.spreads == basis.spreads)
    for (a, b) in zip(read.directions.joined(), basis.directions.joined()) {
      #expect(abs(a - b) < 2e-5)
    }
    for cut in [0, 4, 8, basis.bytes.count - 1] {
      #expect(UseBasis(bytes: Array(basis.bytes[..<cut])) == nil)
    }
    #expect(UseBasis(bytes: basis.bytes + [0]) == nil)
  }

  @Test func directionsAreThoseOfTheLargestSpread() {
    // Along (3, 4)/5 as far as ±2, across as far as ±0.1, of length 1 once they are seen from (0, 0, 5).
    let basis = UseBasis(
      of: (-20...20).map { [0.06 * Float($0), 0.08 * Float($0), 5] }, channels: 3)
    #expect(abs(abs(basis.directions[0][0] * 0.6 + basis.directions[0][1] * 0.8) - 1) < 1e-3)
    #expect(basis.spreads[0] > 2 * basis.spreads[1])
  }

  /// Few vectors, none, one that is zero, and all the same.
  @Test func littleToLearnFrom() {
    let examples: [[[Float]]] = [
      [], [[1, 2, 3, 4]], [[0, 0, 0, 0]], .init(repeating: [1, 1, 1, 1], count: 9),
    ]
    for learned in examples {
      let code = UseCode(UseBasis(of: learned, channels: 4))
      let codes = code.encode([[4, 3, 2, 1], [1, 2, 3, 4], [0, 0, 0, 0]])
      let found = similarities(code, codes, to: [4, 3, 2, 1])
      #expect(found.allSatisfy { $0.isFinite } && found[0] > found[1], "\(learned): \(found)")
      #expect(code.decode(codes[..<32]).allSatisfy { $0.isFinite })
    }
  }
}

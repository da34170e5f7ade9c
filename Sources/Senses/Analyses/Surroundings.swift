import ContextualEmbeddings

// C channels.

/// One use whose context can be taken apart: its vector with any of the other words left out.
///
/// A word that is left out is deleted from the sequence, so the others move together as they
/// would if it had never been written. Each subset is encoded once.
public final class Surroundings {
  /// A word of the context, or all that is too far away to be told apart.
  public struct Word: Sendable, Hashable {
    /// As typed; `…` for the far words together.
    public let text: String
    /// Which tokens of the sentence.
    public let tokens: [Int]
  }

  /// The words nearest to the use that are told apart; the others act together as one.
  public static let limit = 40

  public let use: Use
  /// The context, in reading order; the far words, if any, come last.
  public let words: [Word]
  private let reader: any UseReader
  private let mean: [Float]?
  private var units: [Coalition: [Double]] = [:]

  /// - Parameter mean: Taken from each vector of length 1 before its direction; `nil` for nothing. Shape `[C]`
  public init(of use: Use, by reader: any UseReader, less mean: [Float]? = nil) {
    self.reader = reader
    self.mean = mean
    self.use = use
    let tokens = use.text.tokens
    let others = use.context
    func distance(_ token: Int) -> Int {
      token < use.tokens.lowerBound
        ? use.tokens.lowerBound - token : token - use.tokens.upperBound + 1
    }
    let near = Set(others.sorted { (distance($0), $0) < (distance($1), $1) }.prefix(Self.limit))
    words =
      others.filter(near.contains).map { Word(text: tokens[$0].text, tokens: [$0]) }
      + (near.count < others.count
        ? [Word(text: "…", tokens: others.filter { !near.contains($0) })] : [])
  }

  /// The use in its sentence without the words that are not kept.
  public func use(keeping kept: Coalition) -> Use {
    var removed: Set<Int> = []
    for (index, word) in words.enumerated() where !kept.contains(index) {
      removed.formUnion(word.tokens)
    }
    return use.removing(removed)
  }

  /// The direction of the use's vector for each subset of words kept, each of length 1. `[n, C]`
  public func directions(keeping subsets: [Coalition]) throws -> [[Double]] {
    var seen: Set<Coalition> = []
    let missing = subsets.filter { units[$0] == nil && seen.insert($0).inserted }
    // Also where all is known already: whoever asks often may have to stop.
    try reader.checkInterrupt()
    let vectors = try reader.vectors(of: missing) { use(keeping: $0) }
    for (subset, vector) in zip(missing, vectors) {
      units[subset] = mean.map { unit(centred(vector, $0)) } ?? unit(vector)
    }
    return subsets.map { units[$0]! }
  }
}

/// A vector brought to length 1; zeros stay.
func unit(_ vector: [Float]) -> [Double] { unit(vector.map(Double.init)) }

/// A vector brought to length 1; zeros stay.
func unit(_ vector: [Double]) -> [Double] {
  let length = dot(vector, vector).squareRoot()
  return length > 0 ? vector.map { $0 / length } : vector
}

/// The same in single precision.
package func ofLengthOne(_ vector: [Float]) -> [Float] { unit(vector).map(Float.init) }

/// Σ xᵢ·yᵢ
func dot(_ x: [Double], _ y: [Double]) -> Double {
  var sum = 0.0
  for i in x.indices { sum += x[i] * y[i] }
  return sum
}

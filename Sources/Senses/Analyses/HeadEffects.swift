import ContextualEmbeddings
import Transformer

/// Which heads carry the sense: each is silenced in turn, and the two uses are compared again
/// (after Michel, Levy and Neubig 2019, https://arxiv.org/abs/1905.10650).
public struct HeadEffects: Sendable {
  public struct Effect: Sendable, Hashable {
    public let head: Head
    /// Cosine without this head.
    public let similarity: Double
    /// What the cosine loses without this head: positive where the head makes the uses alike.
    public let loss: Double
    /// Probability of the same sense without this head; `nil` without a calibration.
    public let probability: Double?
    /// What that probability loses without this head.
    public let probabilityLoss: Double?
  }

  public let whole: Judgement
  /// Layer after layer, as far as the compared vectors reach.
  public let effects: [Effect]

  /// - Complexity: Two sentences encoded for each head, from its layer on.
  public init(of a: Use, and b: Use, by reader: SenseReader) throws {
    let whole = try reader.judgement(of: a, and: b)
    let heads = reader.model.heads
    let vectors = try reader.model.vectors(
      of: [a, b], withoutEach: heads, checking: reader.interruptCheck)
    effects = zip(heads, vectors).map { head, vectors in
      let without = reader.judgement(of: vectors[0], and: vectors[1], doubts: [])
      return Effect(
        head: head, similarity: without.similarity, loss: whole.similarity - without.similarity,
        probability: without.probability,
        probabilityLoss: zip(whole.probability, without.probability).map { $0 - $1 })
    }
    self.whole = whole
  }

  /// The heads whose absence changes the answer most, whichever way, first.
  public var strongest: [Effect] {
    effects.sorted {
      let (x, y) = (abs($0.probabilityLoss ?? $0.loss), abs($1.probabilityLoss ?? $1.loss))
      return x == y ? $0.head < $1.head : x > y
    }
  }
}

extension Model {
  /// The heads that the words' vectors depend on, layer after layer.
  public var heads: [Head] {
    (0..<layer).flatMap { layer in
      (1...configuration.headCount).map { Head(layer: layer + 1, number: $0) }
    }
  }
}

/// Both, where both are there.
private func zip(_ a: Double?, _ b: Double?) -> (Double, Double)? {
  guard let a, let b else { return nil }
  return (a, b)
}

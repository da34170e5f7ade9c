/// What the similarity of two uses means.
public struct Judgement: Sendable, Hashable {
  /// Cosine of the two vectors.
  public let similarity: Double
  /// Cosine after the mean vector of all uses is taken away from both, which removes what every
  /// use shares.
  public let centred: Double?
  /// Percent of random pairs of uses that are less alike.
  public let amongRandom: Double?
  /// Percent of pairs of uses of one word that are less alike.
  public let amongUses: Double?
  /// Chance that a careful reader calls the two uses one sense.
  public let probability: Double?
  /// Where that chance lies, 95 of 100 times.
  public let interval: ClosedRange<Double>?
  public let verdict: Verdict

  public init(
    similarity: Double, centred: Double? = nil, amongRandom: Double? = nil,
    amongUses: Double? = nil, probability: Double? = nil, interval: ClosedRange<Double>? = nil,
    doubts: [Doubt] = []
  ) {
    self.similarity = similarity
    self.centred = centred
    self.amongRandom = amongRandom
    self.amongUses = amongUses
    self.probability = probability
    self.interval = interval
    verdict = Verdict(probability: probability, interval: interval, doubts: doubts)
  }

  public var grade: SenseGrade? { probability.map(SenseGrade.init(probability:)) }

  /// The side of even odds the answer is on, doubts aside; `nil` without a probability.
  public var leansToSame: Bool? { probability.map { $0 >= 0.5 } }
}

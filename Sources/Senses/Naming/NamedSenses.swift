import ContextualEmbeddings
import Platform

// C channels.

/// The senses of an inventory that a use may have, the best first.
///
/// A sense is as good as the use is like its tagged uses and examples together (or, where there is none, like its lemma before
/// its definition), like the nearest of its examples, like its definition, and as it is frequent. The weights of these were chosen
/// on SemEval-2007 task 17; that a mean of tagged uses names senses best is from Peters et al. 2018 ("Deep contextualized word
/// representations", section 5.3), and that definitions stand in for it where it lacks from Loureiro and Jorge 2019 ("Language
/// modelling makes sense").
public struct NamedSenses: Sendable {
  /// A sense that the use may have.
  public struct Candidate: Sendable {
    public let sense: InventorySense
    /// That the use has it, if it has one of them.
    public let probability: Double
    public let evidence: Evidence
    /// A use that is less like it hardly has it.
    public let leastLikeness: Double
    /// The example that the use is most like, and their centred cosine; `nil` where there is none.
    public let nearest: (text: String, similarity: Double)?
  }

  /// What speaks for a sense. The score is their sum.
  public struct Evidence: Sendable, Hashable {
    /// The centred cosine of the use with the sense's tagged uses and examples, or else with its lemma before its definition.
    public let likeness: Double
    /// Tagged uses and examples behind that.
    public let tagged, examples: Int
    /// The centred cosine of the use with the nearest example, by its weight.
    public let nearest: Double
    /// The centred cosines of the use with the words of the definition and with the lemma before it, by their weight.
    public let definition: Double
    /// What its frequency adds.
    public let frequency: Double

    public var score: Double { likeness + nearest + definition + frequency }
  }

  /// The best first.
  public let candidates: [Candidate]

  /// What is to be said of the best.
  public enum Verdict: String, Sendable, Hashable {
    /// It is the likeliest by far enough.
    case likely
    /// It is the only one that the word has, and the use is like it.
    case only
    /// It is no likelier than the others together.
    case unsure
    /// The use is like no sense, as hardly any use is that has one of them.
    case none

    /// Whether it tells a sense.
    public var tellsSense: Bool { self == .likely || self == .only }
  }

  public var verdict: Verdict {
    guard let best = candidates.first else { return .none }
    if candidates.allSatisfy({ $0.evidence.likeness < $0.leastLikeness }) { return .none }
    if candidates.count == 1 { return .only }
    return best.probability < 0.5 ? .unsure : .likely
  }

  /// Of 100 uses in SemCor, each held against the others, 3 are less like every sense of their word.
  static let leastLikeness = 0.55
  /// Of 100 examples of WordNet, named by definitions alone, 3 are less like the lemma before every definition.
  static let leastLikenessAlone = 0.43

  /// For the logarithm of how often people tagged a sense, and one more.
  private static let frequencyWeight = 0.04
  /// The same where there are no tagged uses of any of the senses, so that the other evidence is weaker.
  private static let frequencyWeightAlone = 0.07
  /// Probabilities are those of the scores by this (softmax).
  private static let sharpness = 15.0
  /// The same where no sense of the word was ever tagged, and not all have uses to speak for them.
  private static let sharpnessAlone = 12.0

  /// - Parameters:
  ///   - vector: Of the use. Shape `[C]`
  ///   - senses: Those of its word, each with what it looks like to the model.
  ///   - centres: Those that the profiles were made with.
  public init(
    of vector: [Float], among senses: [(sense: InventorySense, profile: SenseProfile)],
    _ centres: SenseCentres
  ) {
    let use = Directions([centred(vector, centres.uses)])
    let isTagged = senses.contains { $0.profile.tagged > 0 }
    let isCounted = isTagged || senses.contains { $0.sense.count > 0 }
    let frequencyWeight = isTagged ? Self.frequencyWeight : Self.frequencyWeightAlone
    let evidence = senses.map { sense, profile in
      profile.evidence(of: use, frequency: frequencyWeight * log(Double(sense.count + 1)))
    }
    let isKnown = isTagged || senses.allSatisfy(\.profile.hasEnoughExamples)
    let sharpness = isKnown ? Self.sharpness : Self.sharpnessAlone
    let best = evidence.map(\.score).max() ?? 0
    let weights = evidence.map { exp(sharpness * ($0.score - best)) }
    let total = weights.reduce(0, +)
    candidates = senses.indices.map { place in
      let profile = senses[place].profile
      let usual = isCounted || profile.hasUses ? Self.leastLikeness : Self.leastLikenessAlone
      return Candidate(
        sense: senses[place].sense, probability: weights[place] / total,
        evidence: evidence[place], leastLikeness: max(usual, profile.leastLikeness ?? 0),
        nearest: profile.nearest(to: use))
    }.enumerated().sorted {
      ($1.element.evidence.score, $0.offset) < ($0.element.evidence.score, $1.offset)
    }.map(\.element)
  }
}

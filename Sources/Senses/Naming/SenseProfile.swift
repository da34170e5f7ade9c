import ContextualEmbeddings
import Platform

// C channels.

/// What is taken from vectors before they are held against each other.
public struct SenseCentres: Sendable {
  /// The mean of uses, each of length 1. Shape `[C]`
  let uses: [Float]
  /// The mean of lemmas before their definitions. Shape `[C]`
  let heads: [Float]
  /// The mean of the words of definitions. Shape `[C]`
  let definitions: [Float]

  /// Those of a file of tagged uses.
  public init(_ vectors: SenseVectors) {
    (uses, heads, definitions) = (vectors.mean, vectors.meanOfHeads, vectors.meanOfDefinitions)
  }

  /// One centre for all, where there are no tagged uses for the model.
  ///
  /// - Parameter centre: The mean of vectors of words, each of length 1. Shape `[C]`
  public init(withoutTaggedUses centre: [Float]) {
    (uses, heads, definitions) = (centre, centre, centre)
  }
}

/// A sense as the model sees it: what a use is held against.
public struct SenseProfile: Sendable {
  /// The direction of its tagged uses and examples together, or else of its lemma before its definition; none where there
  /// is neither.
  private let likeness: Directions
  /// Tagged uses behind that.
  let tagged: Int
  /// The directions of its examples.
  private let examples: Directions
  private let texts: [String]
  /// What likeness its own examples say that a use of it has; `nil` where they are too few to say, or tagged uses are there.
  let leastLikeness: Double?
  /// The direction of what the definition says, its words and the lemma before it; none where there is none.
  private let definition: Directions
  /// The length of their sum by weight.
  private let definitionLength: Double

  /// For the definition's words, and for the lemma before them.
  private static let definitionWeight: Float = 0.2
  private static let nearestWeight = 0.05
  /// So many examples of a sense say how like each other its uses are.
  private static let enoughExamples = 8

  /// Whether uses of it are known, tagged ones or examples.
  var hasUses: Bool { tagged > 0 || !texts.isEmpty }
  /// Whether its uses alone say what it is like.
  var hasEnoughExamples: Bool { texts.count >= Self.enoughExamples }

  /// - Parameters:
  ///   - tagged: Its tagged uses; `nil` where there are none.
  ///   - texts: What the inventory says of it.
  public init(_ tagged: SenseVectors.Uses?, _ texts: SenseTexts, _ centres: SenseCentres) {
    let examples = texts.examples.map { centred($0.vector, centres.uses) }
    let head = texts.head.map { ofLengthOne(centred($0, centres.heads)) }
    let words = texts.definition.map { ofLengthOne(centred($0, centres.definitions)) }
    let uses = sum((tagged.map { [$0.sum] } ?? []) + examples)
    let told = sum([head, words].compactMap { $0 }).map { $0 * Self.definitionWeight }
    likeness = Directions(uses.isEmpty ? head.map { [$0] } ?? [] : [uses])
    self.tagged = tagged?.count ?? 0
    self.examples = Directions(examples)
    self.texts = texts.examples.map(\.text)
    definition = Directions(told.isEmpty ? [] : [told])
    definitionLength = length(told)
    leastLikeness =
      tagged == nil && examples.count >= Self.enoughExamples
      ? Senses.leastLikeness(of: examples) : nil
  }

  /// What speaks for the sense.
  ///
  /// - Parameters:
  ///   - use: The use's direction, centred. Shape `[1, C]`
  ///   - frequency: What the sense's frequency adds.
  func evidence(of use: Directions, frequency: Double) -> NamedSenses.Evidence {
    NamedSenses.Evidence(
      likeness: likeness.count > 0 ? Double(likeness.cosine(0, 0, of: use)) : 0, tagged: tagged,
      examples: texts.count,
      nearest: nearest(to: use).map { Self.nearestWeight * $0.similarity } ?? 0,
      definition: definition.count > 0
        ? definitionLength * Double(definition.cosine(0, 0, of: use)) : 0,
      frequency: frequency)
  }

  /// The example that a use is most like, and their centred cosine.
  func nearest(to use: Directions) -> (text: String, similarity: Double)? {
    nearestPlace(to: use).map { (texts[$0], Double(examples.cosine($0, 0, of: use))) }
  }

  private func nearestPlace(to use: Directions) -> Int? {
    (0..<examples.count).max { examples.cosine($0, 0, of: use) < examples.cosine($1, 0, of: use) }
  }

  /// The dot product of a use's centred direction with this, and the sense's frequency, are its score, as long as the nearest
  /// example stays the nearest. Shape `[C]`
  ///
  /// - Parameter use: The use's direction, centred, which says which example is the nearest. Shape `[1, C]`
  func direction(for use: Directions) -> [Double] {
    var direction = [Double](repeating: 0, count: use.width)
    func add(_ weight: Double, _ vector: [Float]) {
      for channel in direction.indices { direction[channel] += weight * Double(vector[channel]) }
    }
    if likeness.count > 0 { add(1, likeness.vector(0)) }
    if let place = nearestPlace(to: use) { add(Self.nearestWeight, examples.vector(place)) }
    if definition.count > 0 { add(definitionLength, definition.vector(0)) }
    return direction
  }
}

/// A vector brought to length 1, less a mean.
func centred(_ vector: [Float], _ mean: [Float]) -> [Float] {
  zip(ofLengthOne(vector), mean).map { $0 - $1 }
}

/// The sum of some vectors; empty of none.
private func sum(_ vectors: [[Float]]) -> [Float] {
  guard var sum = vectors.first else { return [] }
  for vector in vectors.dropFirst() {
    for channel in sum.indices { sum[channel] += vector[channel] }
  }
  return sum
}

private func length(_ vector: [Float]) -> Double {
  vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
}

/// A likeness that of 100 uses of a sense 2 stay below, each held against the others: two deviations below the mean, since few
/// uses do not show their tail.
///
/// - Parameter uses: Differences from a mean. Shape `[n, C]`
private func leastLikeness(of uses: [[Float]]) -> Double {
  let all = sum(uses)
  let likenesses = uses.map { use in
    let others = Directions([zip(all, use).map(-)])
    return Double(Directions([use]).cosine(0, 0, of: others))
  }
  let mean = likenesses.reduce(0, +) / Double(uses.count)
  let variance = likenesses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(uses.count - 1)
  return mean - 2 * variance.squareRoot()
}

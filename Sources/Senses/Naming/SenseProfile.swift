import Platform

// C channels.

/// What a use is held against to tell how well a sense fits it.
struct SenseProfile {
  /// The direction of the sense's tagged uses and examples, or else of its lemma before its definition, of length 1; empty
  /// where there is none of these. Shape `[C]`
  private let uses: [Double]
  /// Tagged uses and examples behind that.
  private let tagged, examples: Int
  /// The direction of the words of its definition, of length 1; empty where there is none. Shape `[C]`
  private let definition: [Double]
  /// What its frequency adds.
  let frequency: Double

  private static let definitionWeight = 0.2
  /// For the logarithm of how often people tagged a sense, and one more.
  private static let frequencyWeight = 0.03
  /// The same where no vectors of tagged uses are there, so that the other evidence is weaker.
  private static let frequencyWeightAlone = 0.07

  /// - Parameters:
  ///   - texts: What the inventory says of the sense.
  ///   - vectors: Tagged uses; `nil` where there are none for this model.
  ///   - centre: Taken from all vectors where there are none. Shape `[C]`
  init(
    of sense: InventorySense, _ texts: SenseTexts, _ vectors: SenseVectors?, centre: [Float]
  ) {
    let own = vectors?.uses(of: sense.id)
    var sum = own?.sum.map(Double.init) ?? []
    for (_, example) in texts.examples {
      let example = centred(example, vectors?.mean ?? centre, isDirection: false)
      sum = sum.isEmpty ? example : zip(sum, example).map(+)
    }
    if sum.isEmpty, let head = texts.head {
      sum = centred(head, vectors?.meanOfHeads ?? centre)
    }
    uses = unit(sum)
    tagged = own?.count ?? 0
    examples = texts.examples.count
    definition = texts.definition.map { centred($0, vectors?.meanOfDefinitions ?? centre) } ?? []
    let weight = vectors == nil ? Self.frequencyWeightAlone : Self.frequencyWeight
    frequency = weight * log(Double(sense.count + 1))
  }

  /// What speaks for the sense.
  ///
  /// - Parameter use: The use's direction, centred. Shape `[C]`
  func evidence(of use: [Double]) -> NamedSenses.Evidence {
    NamedSenses.Evidence(
      likeness: uses.isEmpty ? 0 : dot(use, uses), tagged: tagged, examples: examples,
      definition: Self.definitionWeight * (definition.isEmpty ? 0 : dot(use, definition)),
      frequency: frequency)
  }

  /// The dot product of a use's centred direction with this, and its frequency, are its score. Shape `[C]`
  ///
  /// - Parameter channels: C
  func direction(channels: Int) -> [Double] {
    func value(_ vector: [Double], _ channel: Int) -> Double {
      vector.isEmpty ? 0 : vector[channel]
    }
    return (0..<channels).map { value(uses, $0) + Self.definitionWeight * value(definition, $0) }
  }
}

/// The direction of a vector's difference from a mean, the vector first brought to length 1.
func centred(_ vector: [Float], _ mean: [Float], isDirection: Bool = true) -> [Double] {
  let difference = zip(unit(vector), mean).map { $0 - Double($1) }
  return isDirection ? unit(difference) : difference
}

import Senses

/// The sense of the dictionary that some uses most likely have.
struct NearSense: Sendable {
  let sense: InventorySense
  /// That they have it, if they have one that the dictionary has of the word.
  let probability: Double

  /// `nil` where none is likely.
  init?(_ named: NamedSenses) {
    guard named.verdict.tellsSense, let best = named.candidates.first else { return nil }
    (sense, probability) = (best.sense, best.probability)
  }

  private static let fields: [Field<NearSense>] =
    InventorySense.fields.of(\.sense) + [
      Field("probability", "that they have it, if they have one of its word", \.probability)
    ]

  /// What is said of a group of uses.
  static let field = Field<NearSense?>(
    "like",
    "the sense of the dictionary that its most central uses most likely have; left out where none is likely",
    with: fields, \.self
  ).whereKnown

  /// For people, below the head of a group of uses.
  var block: Block {
    let lead = "   like \(sense.reference): "
    return .paragraph(
      Paragraph([Run(lead.onOneLine), Run(sense.gloss.onOneLine)], indent: 6))
  }
}

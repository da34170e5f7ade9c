import ContextualEmbeddings
import Senses

/// The senses of a word as they now stand, each with what tells it from the others.
struct ToldSenses {
  let induction: Induction
  let senses: [Sense]

  struct Sense {
    let number: Int
    let name: String?
    /// Numbers of uses, the most central first.
    let uses: [Int]
    let label: SenseLabel
    let near: NearSense?
    let substitutes: [String]
    let text: String
  }

  /// - Parameter known: What was found out before; it is added to.
  /// - Throws: `InventoryError`; `SenseVectorsError`; `Interruption`.
  init(_ induction: Induction, _ known: inout KnownUses, in session: inout Session) throws {
    self.induction = induction
    let labels = known.words.labels(of: induction)
    senses = try induction.senses.map { sense in
      try session.checkInterrupt()
      let uses = induction.uses(of: sense)
      return Sense(
        number: sense, name: induction.name(of: sense), uses: uses, label: labels[sense]!,
        near: try known.nearSense(of: uses, induction.directions, in: &session),
        substitutes: try known.substitutes(for: uses[0], by: session.reader),
        text: induction.uses[uses[0]].sentence.string)
    }
  }

  private static let sense: [Field<Sense>] =
    [
      Field("sense", "its number", \.number), Field("name", "the name that it was given", \.name),
      Field("uses", "how many uses it has", \.uses.count),
    ] + SenseLabel.fields.of(\.label) + [
      NearSense.field.of(\.near),
      Field("substitutes", "what could stand in the place of its most central use", \.substitutes),
      Field("central", "the number of its most central use, from 1") { $0.uses[0] + 1 },
      Field("text", "the sentence of that use", \.text),
    ]
  private static let place: [Field<FoundUse>] = [
    Field("file", "the path of the file", \.file).whereKnown,
    Field("line", "the line of the file, from 1", \.line),
    Field(
      "bytes", "where it stands in that line: bytes, counted from 0, the end not included", \.place),
  ]
  static let fields: [Field<ToldSenses>] = [
    Field("word", "the word", \.induction.word),
    Field("senses", "each sense", each: sense, \.senses),
    Field("labels", "of each use the number of its sense", \.induction.labels),
    Field("places", "where each use stands in the file", each: place, \.induction.uses),
    Field(
      "stabilities", "how far groups stay the same when uses are drawn again, from two groups on",
      \.induction.count?.stabilities),
    Field(
      "joined", "the probabilities at which groups were joined", \.induction.count?.joined),
  ]
  static let rows = RowFields<ToldSenses>(
    sense.only("sense", "uses", "name") + [
      Field("words", "words of its contexts that label it, with spaces between") {
        $0.label.words.joined(separator: " ")
      }
    ] + sense.only("text") + [
      Field("like", "the key of the dictionary's sense that it is like", \.near?.sense.id)
    ], \.senses)

  var blocks: [Block] {
    var blocks: [Block] = [
      .text(
        "“\(induction.word.onOneLine)”: \(counted(senses.count, "sense")) in "
          + counted(induction.uses.count, "use"), .strong)
    ]
    if let count = induction.count, !count.stabilities.isEmpty {
      let list = count.stabilities.enumerated().map { "k=\($0 + 2) \(twoDecimals($1))" }
      blocks.append(
        .text(
          "stability with k groups: \(list.joined(separator: ", ")) "
            + "(\(twoDecimals(SenseCount.threshold)) or more is needed)"))
      if !count.joined.isEmpty {
        let chances = count.joined.map(twoDecimals).joined(separator: ", ")
        blocks.append(
          .text(
            "\(count.groups) groups, joined two at a time where their uses share a sense: "
              + "probability \(chances) (\(twoDecimals(SenseCount.evenOdds)) or more joins)"))
      }
    }
    return blocks + senses.flatMap(blocks(of:))
  }

  private func blocks(of sense: Sense) -> [Block] {
    var blocks: [Block] = [
      .gap,
      .text(
        "\(sense.number)" + (sense.name.map { "  \($0.onOneLine)" } ?? "")
          + "  (\(counted(sense.uses.count, "use")))", .strong),
    ]
    blocks += sense.label.blocks
    if let near = sense.near { blocks.append(near.block) }
    if !sense.substitutes.isEmpty {
      blocks.append(.text("   instead: \(sense.substitutes.joined(separator: ", "))", indent: 12))
    }
    // A text that says the same again and again is shown once.
    var shown: Set<String> = []
    for use in sense.uses where shown.count < 3 {
      if shown.insert(induction.uses[use].sentence.string).inserted {
        blocks.append(.excerpt(induction.excerpt(use, indent: 3)))
      }
    }
    return blocks
  }
}

extension Induction {
  /// A use in one line: its number for `/move`, its line in the file, and its sentence.
  ///
  /// - Parameters:
  ///   - digits: Those of the longest number beside it.
  ///   - context: What is shown of its sentence; without it, all that fits.
  func excerpt(
    _ use: Int, indent: Int = 0, lean: Double? = nil, digits: Int = 0, context: MarkedText? = nil,
    alignment: Excerpt.Alignment? = nil
  ) -> Excerpt {
    let found = uses[use]
    let number = "\(use + 1)"
    return Excerpt(
      lead: [
        Run(
          String(repeating: " ", count: indent + max(0, digits - number.count)) + number + "  "
            + (lean.map { change($0) + "  " } ?? ""))
      ], use: context ?? found.marked, alignment: alignment,
      plain: "\(use + 1), \(place(of: found)): ")
  }

  /// The line, and where uses are from several files, the file.
  private func place(of use: FoundUse) -> String {
    let isOneFile = uses.allSatisfy { $0.file == use.file }
    return (isOneFile ? "" : use.file.onOneLine + ", ") + "line \(use.line)"
  }
}

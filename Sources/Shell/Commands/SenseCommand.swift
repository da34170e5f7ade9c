import ArgumentParser
import ContextualEmbeddings
import JSON
import Senses

struct SenseCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "sense", abstract: "Which sense of a dictionary a use has.",
    discussion: """
      The senses that a dictionary has of the word, the likeliest first. The dictionary is WordNet, or what --senses \
      before the command or /set senses names in its place. A sense is as likely as the use is like the uses of \
      it that people have tagged and like its examples, as its definition is like the use, and as it is \
      frequent. “unsure” says that the best is no likelier than the others together, “none of these” that the use \
      is like no sense of the word; where the dictionary has only one, that is said too. --full shows what each of these says.

      --lemma and --pos tell what is known of the use; without them all lemmas count that it may be a form of.
      """)
  static let topic = Topic.text
  static let isForOneModel = true
  static let example = ["/sense \"We sat on the river [bank].\""]

  @Argument(help: "The use, as 2:bank.")
  var use: UseReference
  @Option(help: ArgumentHelp("What the use is a form of.", valueName: "lemma"))
  var lemma: String?
  @Option(help: "Its part of speech: n (noun), v (verb), a (adjective) or r (adverb).")
  var pos: PartOfSpeech?
  @Flag(help: "Show all senses, and what speaks for each.")
  var full = false

  struct Found {
    let use: ResolvedUse
    let inventory: String
    let senses: NamedSenses
    let warnings: [String]
  }

  private static let told: [Field<NamedSenses.Candidate>] = InventorySense.fields.of(\.sense)
  private static let sense =
    told.only("sense", "lemma", "pos", "number") + [
      Field("probability", "that the use has it, if it has one of them", \.probability)
    ] + told.only("gloss") + [
      Field(
        "example", "the example that the use is most like; null where there is none",
        \.nearest?.text),
      Field(
        "likeness",
        "the centred cosine of the use with its tagged uses and examples, or with the lemma before the definition",
        title: "likeness", \.evidence.likeness),
      Field(
        "tagged", "tagged uses behind that", title: "of tagged uses", \.evidence.tagged),
      Field(
        "examples", "examples behind that", title: "of examples", \.evidence.examples),
      Field(
        "nearest", "what the nearest example adds", title: "nearest", \.evidence.nearest),
      Field(
        "definition", "what the definition adds: its words, and the lemma before it",
        title: "definition",
        \.evidence.definition),
      Field("frequency", "what its frequency adds", title: "frequency", \.evidence.frequency),
      Field("score", "the sum of these", title: "score", \.evidence.score),
    ]
  static let fields: [Field<Found>] = [
    Field("use", "the use", \.use), Field("inventory", "where the senses come from", \.inventory),
    Field(
      "verdict",
      "likely; only where there is no other sense; unsure where the first is no likelier than the others together; none where the use is like no sense",
      \.senses.verdict.rawValue),
    Field("senses", "the senses, the likeliest first", each: sense, \.senses.candidates),
  ]
  static let rows = RowFields<Found>(sense, \.senses.candidates)

  func find(in session: inout Session) throws -> Found {
    let use = try session.use(use)
    let vector = try session.vectors(of: [use])[0]
    let reader = session.reader
    return try session.withNamer { namer in
      let senses = try namer.senses(of: use.occurrence, vector, lemma: lemma, pos, by: reader)
      guard !senses.candidates.isEmpty else {
        throw try noSense(of: lemma ?? use.occurrence.written, pos, in: namer.inventory)
      }
      return Found(
        use: use, inventory: namer.inventory.name, senses: senses, warnings: namer.warnings)
    }
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let all = found.senses.candidates
    let shown = full ? all[...] : all.prefix(Self.shown)
    var blocks: [Block] = [
      .excerpt(Excerpt(use: found.use.occurrence.marked)), .text(said(found), .strong), .gap,
    ]
    for candidate in shown {
      let sense = candidate.sense
      let name = [sense.title, sense.partOfSpeech?.name].compactMap(\.self).joined(separator: ", ")
      blocks.append(
        .paragraph(
          Paragraph(
            [
              Run(fitted(twoDecimals(candidate.probability), 4, alignedRight: true) + "  "),
              Run(name.onOneLine, .strong), Run(": \(sense.gloss)".onOneLine),
            ], indent: 6)))
      if let (text, _) = candidate.nearest {
        blocks.append(
          .paragraph(Paragraph([Run("      “\(text)”".onOneLine, .faint)], indent: 8)))
      }
    }
    if full {
      blocks += [
        .gap,
        .table(
          Table(
            Array(all),
            [
              .init(.init("sense")) { candidate in
                let sense = candidate.sense
                return Run("\(sense.title) \(sense.partOfSpeech?.rawValue ?? "")".onOneLine)
              }
            ]
              + Self.sense.only(
                "likeness", "tagged", "examples", "nearest", "definition", "frequency", "score"
              ).columns())),
      ]
    } else if all.count > shown.count {
      let rest = all.dropFirst(shown.count)
      blocks.append(
        .text(
          "      and \(counted(rest.count, "sense")), together "
            + twoDecimals(rest.reduce(0) { $0 + $1.probability }), .faint))
    }
    return blocks
  }

  /// Senses shown to people without --full.
  private static let shown = 4

  private func said(_ found: Found) -> String {
    let best = found.senses.candidates[0].sense
    let name = best.title
    return switch found.senses.verdict {
    case .likely: name.onOneLine
    case .only:
      "\(name), the only sense\(pos.map { " as \($0.nameWithArticle)" } ?? "") that \(found.inventory) has"
        .onOneLine
    case .unsure: "unsure: \(name) at best".onOneLine
    case .none: "none of these: it is like no sense that \(found.inventory) has".onOneLine
    }
  }

  func notes(on found: Found, in session: Session) -> Notes {
    Notes(warnings: found.warnings)
  }
}

import ArgumentParser
import JSON
import Senses

struct SensesCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "senses", abstract: "The senses of a word as a dictionary has them.",
    discussion: """
      A form leads to its lemmas, so that “banks” tells of bank. The most frequent sense of a part of speech comes first; \
      behind it stands how often people marked it in texts, where they did. This is what the dictionary says of the \
      word; no sentence is looked at, but with --uses. The dictionary is WordNet, or what --senses before the command or \
      /set senses names in its place.

      --uses also tells how many uses of the word, in all its forms, have each sense, of those in the sentences that are \
      kept, or, where an index is open or --index names one, in that: which sense a use has is told as by /sense, and \
      counts where it is likely. The uses most like what is known of the sense are shown. \(IndexOptions.rule)
      """)
  static let topic = Topic.text
  static let isForOneModel = true
  static let example = [
    "/senses bank --pos n", "We sat on the bank of the river.", "/senses bank --pos n --uses",
  ]

  @Argument(help: "The word, or a few words in quotes.", completion: .word)
  var word: String
  @Option(help: "Only of a part of speech: n (noun), v (verb), a (adjective) or r (adverb).")
  var pos: PartOfSpeech?
  @Flag(help: "Also the senses that each is linked with: hypernyms, antonyms, parts and others.")
  var links = false
  @Flag(help: "All examples and links, not just the first.")
  var full = false
  @Flag(help: "Also how many uses have each sense, of those kept or in an index, and typical ones.")
  var uses = false
  @Option(
    help: ArgumentHelp(
      "With --uses, the most uses to look at; of more, a fair sample.", valueName: "number"))
  var most = 200
  @OptionGroup var index: IndexOptions
  @OptionGroup var chance: SeedOption

  func validate() throws {
    try check("--most", most, from: 1, to: 10_000)
    if index.isAsked && !uses {
      throw ValidationError("--index and --where are for --uses, which looks for uses there")
    }
  }

  struct Found {
    let word: String
    let inventory: String
    let entries: [Entry]
    /// Where they are asked for.
    let uses: TypicalUses?
  }

  /// A sense, its links where they are asked for, and so its uses.
  struct Entry {
    let sense: InventorySense
    let links: [SenseLink]
    let uses: TypicalUses.OfSense?
  }

  private static let link: [Field<SenseLink>] = [
    Field("relation", "what the other is to it", \.relation),
    Field("sense", "the sense key of the other", \.target.id),
    Field("lemma", "a lemma of the other", \.target.lemma),
    Field("gloss", "what the other means", \.target.gloss),
  ]
  private static let sense: [Field<Entry>] = InventorySense.fields.of(\.sense)
  private static let count = Field<Entry>(
    "count", "how often people marked it in texts; 0 where that is not known", \.sense.count)
  static let fields: [Field<Found>] =
    [
      Field("word", "the word as typed", \.word),
      Field("inventory", "where the senses come from", \.inventory),
      Field(
        "senses", "the senses",
        each: sense + [
          Field("examples", "how it is used", \.sense.examples), count,
          Field("synonyms", "other lemmas that have it", \.sense.synonyms),
          Field(
            "links",
            "with --links, the senses that it is linked with; left out where there are none",
            each: link, \.links
          ).whereKnown, uses.ofPart(\.uses),
          Field<TypicalUses.OfSense>(
            "typical", "the uses most like what is known of it", each: TypicalUses.Typical.fields,
            \.typical
          ).ofPart(\.uses),
        ], \.entries),
    ] + TypicalUses.fields.map { $0.ofPart(\.uses) }
  private static let uses = Field<TypicalUses.OfSense>(
    "uses", "with --uses, how many of the uses looked at have it", \.count)
  private static let row: [Field<Entry>] =
    sense + [
      Field("examples", "how it is used, between bars") {
        $0.sense.examples.joined(separator: " | ")
      },
      count,
      Field("synonyms", "other lemmas that have it, between bars") {
        $0.sense.synonyms.joined(separator: " | ")
      },
    ]
  private static let plainRows = RowFields<Found>(row, \.entries)
  private static let countedRows = RowFields<Found>(row + [uses.ofOptional(\.uses)], \.entries)
  static let rows = RowFields<Found>(countedRows.description) {
    ($0.uses == nil ? plainRows : countedRows).rows($0)
  }

  func find(in session: inout Session) throws -> Found {
    let inventory = try session.inventory
    let senses = try inventory.senses(ofForm: word, pos)
    guard !senses.isEmpty else { throw try noSense(of: word, pos, in: inventory) }
    let found = uses ? try typicalUses(of: senses, in: &session) : nil
    return Found(
      word: word, inventory: inventory.name,
      entries: try senses.map { sense in
        Entry(
          sense: sense, links: links ? try inventory.links(of: sense.id) : [],
          uses: found.map { $0.senses[sense.id] ?? .init() })
      }, uses: found)
  }

  private func typicalUses(
    of senses: [InventorySense], in session: inout Session
  ) throws -> TypicalUses {
    let source =
      index.isAsked || session.openIndex != nil ? try index.source(in: session) : nil
    return try session.typicalUses(
      of: word, senses, in: source, atMost: most, seed: session.seed(chance.seed))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let width = (found.entries.map(\.sense.number).max() ?? 0).description.count + 2
    var blocks: [Block] = []
    var head = ""
    for entry in found.entries {
      let sense = entry.sense
      let next = [sense.lemma, sense.partOfSpeech?.name].compactMap(\.self).joined(separator: ", ")
      if next != head {
        blocks += (head.isEmpty ? [] : [.gap]) + [.text(next.onOneLine, .strong)]
        head = next
      }
      blocks.append(
        .paragraph(
          Paragraph(
            [
              Run(fitted("\(sense.number)", width, alignedRight: true) + "  "),
              Run(sense.name.map { "\($0)".onOneLine } ?? "", .strong),
              Run((sense.name == nil ? "" : ": ") + sense.gloss.onOneLine),
              Run(sense.count > 0 ? " (\(sense.count))" : "", .faint),
            ], indent: width + 2)))
      func add(_ text: String) {
        let margin = String(repeating: " ", count: width + 2)
        blocks.append(
          .paragraph(Paragraph([Run(margin + text.onOneLine, .faint)], indent: width + 4)))
      }
      if !sense.synonyms.isEmpty { add("also: " + sense.synonyms.joined(separator: ", ")) }
      for example in full ? sense.examples[...] : sense.examples.prefix(2) { add("“\(example)”") }
      for (relation, targets) in related(entry.links) {
        let shown = full ? targets[...] : targets.prefix(Self.shown)
        add(
          "\(relation): \(shown.joined(separator: ", "))"
            + (targets.count > shown.count ? " … and \(targets.count - shown.count) more" : ""))
      }
      if let uses = entry.uses, uses.count > 0 {
        let margin = String(repeating: " ", count: width + 2)
        add(counted(uses.count, "use") + (uses.count > uses.typical.count ? ", as" : ""))
        blocks += uses.typical.map { typical in
          var excerpt = typical.use.excerpt
          excerpt.lead = [Run(margin + "  ")]
          excerpt.emphasis = .none
          return .excerpt(excerpt)
        }
      }
    }
    if let uses = found.uses { blocks += [.gap, .text(uses.summary.onOneLine)] }
    return blocks
  }

  /// Links of one relation shown to people without --full.
  private static let shown = 8

  func notes(on found: Found, in session: Session) -> Notes {
    guard let uses = found.uses, uses.used < uses.found, session.settings.output.isRows else {
      return Notes()
    }
    return Notes(
      warnings: ["\(uses.used) of \(counted(uses.found, "use")) were looked at (--most takes more)"]
    )
  }

  private func related(_ links: [SenseLink]) -> [(relation: String, targets: [String])] {
    var related: [(relation: String, targets: [String])] = []
    for link in links {
      if related.last?.relation != link.relation { related.append((link.relation, [])) }
      related[related.count - 1].targets.append(link.target.lemma)
    }
    return related
  }
}

extension PartOfSpeech: ExpressibleByArgument {}

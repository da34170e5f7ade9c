import ArgumentParser
import JSON
import Senses

struct SensesCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "senses", abstract: "The senses of a word as WordNet has them.",
    discussion: """
      A form leads to its lemmas, so that “banks” tells of bank. The most frequent sense of a part of speech comes first; \
      behind it stands how often people marked it in texts, where they did. This is what the dictionary says of the \
      word; no sentence is looked at.
      """)
  static let topic = Topic.text
  static let isForOneModel = true
  static let example = ["/senses bank --pos n"]

  @Argument(help: "The word, or a few words in quotes.", completion: .word)
  var word: String
  @Option(help: "Only of a part of speech: n (noun), v (verb), a (adjective) or r (adverb).")
  var pos: PartOfSpeech?
  @Flag(help: "Also the senses that each is linked with: hypernyms, antonyms, parts and others.")
  var links = false
  @Flag(help: "All examples and links, not just the first.")
  var full = false

  struct Found {
    let word: String
    let inventory: String
    let entries: [Entry]
  }

  /// A sense, and its links where they are asked for.
  struct Entry {
    let sense: InventorySense
    let links: [SenseLink]
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
  static let fields: [Field<Found>] = [
    Field("word", "the word as typed", \.word),
    Field("inventory", "where the senses come from", \.inventory),
    Field(
      "senses", "the senses",
      each: sense + [
        Field("examples", "how it is used", \.sense.examples), count,
        Field("synonyms", "other lemmas that have it", \.sense.synonyms),
        Field(
          "links", "with --links, the senses that it is linked with; left out where there are none",
          each: link, \.links
        ).whereKnown,
      ], \.entries),
  ]
  static let rows = RowFields<Found>(
    sense + [
      Field("examples", "how it is used, between bars") {
        $0.sense.examples.joined(separator: " | ")
      },
      count,
      Field("synonyms", "other lemmas that have it, between bars") {
        $0.sense.synonyms.joined(separator: " | ")
      },
    ], \.entries)

  func find(in session: inout Session) throws -> Found {
    let inventory = try session.inventory
    var entries: [Entry] = []
    for (lemma, partOfSpeech) in try inventory.lemmas(ofForm: word, pos) {
      for sense in try inventory.senses(ofLemma: lemma, partOfSpeech) {
        entries.append(
          Entry(sense: sense, links: links ? try inventory.links(of: sense.id) : []))
      }
    }
    guard !entries.isEmpty else { throw try noSense(of: word, pos, in: inventory) }
    return Found(word: word, inventory: inventory.name, entries: entries)
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
              Run(sense.gloss.onOneLine),
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
    }
    return blocks
  }

  /// Links of one relation shown to people without --full.
  private static let shown = 8

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

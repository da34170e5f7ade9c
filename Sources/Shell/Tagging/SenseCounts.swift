import Corpora
import JSON
import Senses

/// How often words have each of their senses, in a corpus or in each group of its texts.
public struct SenseCounts {
  private let grouping: Grouping?
  private var counts: [Key: Count] = [:]
  /// Uses of each lemma in each group.
  private var totals: [Lemma: Int] = [:]
  /// Sentences that the corpus puts in no group.
  public private(set) var ungrouped = 0

  private struct Lemma: Hashable {
    let group: Grouping.Group?
    let lemma: String
    let partOfSpeech: PartOfSpeech?
  }

  private struct Key: Hashable {
    let lemma: Lemma
    /// `nil` for uses that are like no sense.
    let sense: String?
  }

  private struct Count {
    let number: Int
    let gloss: String?
    var uses = 0
    var likely = 0
  }

  /// A sense in a group.
  struct Row {
    let group: String?
    let lemma: String
    let partOfSpeech: PartOfSpeech?
    let sense: String?
    let gloss: String?
    let uses: Int
    let likely: Int
    let share: Double
  }

  /// What the groups are made by; `nil` where there are none.
  public var field: String? { grouping?.field }

  public init(by grouping: Grouping?) { self.grouping = grouping }

  public mutating func count(_ sentence: TaggedSentence) {
    let group = grouping.flatMap { grouping in
      grouping.group(ofValue: sentence.sentence.passage.value(of: grouping.field))
    }
    if grouping != nil, group == nil { ungrouped += 1 }
    for tag in sentence.tags {
      let lemma = Lemma(
        group: group, lemma: tag.sense.lemma, partOfSpeech: tag.sense.partOfSpeech)
      totals[lemma, default: 0] += 1
      let count = Count(
        number: tag.id == nil ? .max : tag.sense.number, gloss: tag.id.map { _ in tag.sense.gloss })
      let key = Key(lemma: lemma, sense: tag.id)
      counts[key, default: count].uses += 1
      if tag.verdict.tellsSense { counts[key]!.likely += 1 }
    }
  }

  static let fields: [Field<Row>] = [
    Field("group", "the group; null without --by, and for texts that are in none", \.group),
    Field("lemma", "the lemma", \.lemma),
    Field("pos", "the part of speech: n, v, a or r") { $0.partOfSpeech?.rawValue },
    Field("sense", "the sense; null for uses that are like none", \.sense),
    Field("uses", "uses of which it is the likeliest", \.uses),
    Field("likely", "those of them that are not unsure", \.likely),
    Field("share", "its share of the lemma's uses in the group", \.share),
    Field("gloss", "what it means", \.gloss),
  ]

  /// The names of the columns of a table, in a line.
  public static var header: [UInt8] {
    Array((fields.map(\.name).joined(separator: "\t") + "\n").utf8)
  }

  /// Lemmas in the order of the alphabet, of each its senses, of each the groups.
  private var rows: [Row] {
    counts.sorted { a, b in
      let (x, y) = (a.key.lemma, b.key.lemma)
      if x.lemma != y.lemma { return x.lemma < y.lemma }
      if x.partOfSpeech != y.partOfSpeech {
        return (x.partOfSpeech?.rawValue ?? "~") < (y.partOfSpeech?.rawValue ?? "~")
      }
      if a.key.sense != b.key.sense {
        return (a.value.number, a.key.sense ?? "") < (b.value.number, b.key.sense ?? "")
      }
      guard let first = x.group, let second = y.group else { return x.group != nil }
      return first < second
    }.map { key, count in
      Row(
        group: key.lemma.group?.name, lemma: key.lemma.lemma,
        partOfSpeech: key.lemma.partOfSpeech, sense: key.sense, gloss: count.gloss,
        uses: count.uses, likely: count.likely,
        share: Double(count.uses) / Double(totals[key.lemma]!))
    }
  }

  /// A row for each sense that has a use, or an object.
  public func bytes(as format: TagFormat) -> [UInt8] {
    rows.flatMap { row in
      let line =
        format == .jsonl
        ? JSONValue.object(Self.fields.object(of: row)).compact
        : OutputFormat.tsv.row(Self.fields.map { $0.value(row) })
      return Array((line + "\n").utf8)
    }
  }
}

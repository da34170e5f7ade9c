import ArgumentParser
import ContextualEmbeddings
import JSON
import Senses

struct OddCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "odd", abstract: "Which use of a word does not belong to the others.",
    discussion: """
      Each use is as alike the others as its similarity to them on average. The least alike stands out \
      where it lies 2.5 standard deviations or more below the rest; of three uses, where it lies 0.05 or \
      more below the similarity of the other two.

      \(ComparedUsesOptions.rule) \(IndexOptions.rule)
      """)
  static let isComparable = true
  static let topic = Topic.compare
  static let example = [
    "I put money in the bank.", "The bank lends money.", "We sat on the bank of the river.",
    "/odd bank",
  ]

  @Argument(help: "The word, or a few words in quotes.", completion: .word)
  var word: String
  @Argument(
    help: "More sentences to find it in, in quotes; they are not kept.", completion: .sentence)
  var sentences: [String] = []
  @OptionGroup var taken: ComparedUsesOptions

  struct Found {
    let word: String
    let compared: ComparedUses
    let odd: OddUse

    var uses: [ResolvedUse] { compared.uses }

    /// The spread of two uses is nothing to measure by.
    var gap: Double? { uses.count > 3 ? odd.gap : nil }
  }

  static let fields: [Field<Found>] =
    [
      Field("word", "the word", \.word),
      Field("odd", "the number of the least alike among the uses, from 1") { $0.odd.odd + 1 },
      Field("stands_out", "whether it does not belong", \.odd.standsOut),
      Field(
        "drop",
        "how far its similarity to the others lies below that of the others among themselves",
        \.odd.drop),
      Field("gap", "the same in standard deviations; null of three uses", \.gap),
      Field("uses", "the uses", \.uses),
      Field("belonging", "of each use the mean similarity to the others", \.odd.belonging),
    ] + ComparedUses.fields.of(\.compared)
  static let rows = RowFields<Found>([
    Field("use", "the use") { $0.use.place ?? $0.use.name },
    Field("belonging", "its mean similarity to the others") { $0.belonging },
    Field("stands_out", "whether it does not belong") { $0.standsOut },
  ]) { found -> [(use: ResolvedUse, belonging: Double, standsOut: Bool)] in
    found.uses.indices.map {
      (found.uses[$0], found.odd.belonging[$0], $0 == found.odd.odd && found.odd.standsOut)
    }
  }

  func find(in session: inout Session) throws -> Found {
    let compared = try session.comparedUses(of: word, in: sentences, taken, atLeast: 3)
    try Use.checkComparable(compared.uses.map(\.occurrence))
    return Found(word: word, compared: compared, odd: OddUse(Directions(compared.vectors))!)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (uses, odd) = (found.uses, found.odd)
    let name = uses[odd.odd].place ?? uses[odd.odd].label
    let order = uses.indices.sorted { (odd.belonging[$0], $0) < (odd.belonging[$1], $1) }
    let below =
      found.gap.map { "\(decimals($0, 1)) standard deviations below the others" }
      ?? "\(twoDecimals(odd.drop)) below the similarity of the other two"
    return [
      .text(
        odd.standsOut
          ? "\(name) does not belong: \(below)"
          : "No use stands out; the least alike, \(name), lies \(below)", .strong)
    ]
      + order.prefix(Self.shown).map { use in
        let value = twoDecimals(odd.belonging[use])
        var excerpt = uses[use].excerpt
        excerpt.lead = [
          Run(use == odd.odd && odd.standsOut ? "→ " : "  "),
          Run(value, level: max(0, min(1, odd.belonging[use]))), Run("  "),
        ]
        excerpt.emphasis = .none
        excerpt.plain = "\(value) \(uses[use].place ?? uses[use].label): "
        return .excerpt(excerpt)
      }
      + (order.count > Self.shown
        ? [.text("… and \(order.count - Self.shown) that are more alike the others")] : [])
      + found.compared.summary
  }

  /// Uses shown to people, the least alike first.
  private static let shown = 40
}

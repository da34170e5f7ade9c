import ArgumentParser
import ContextualEmbeddings
import JSON
import Senses
import UnicodeText

struct CompareCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "All uses of a word, and which belong together.",
    discussion: """
      Groups are joined while their uses are alike on average: while the probability of one sense is \
      even or better, or, for a model without a calibration, while they are nearer to uses of one word \
      than to random pairs. Reasons to doubt some pair are named below.

      \(InflectionOptions.rule)
      """)
  static let isComparable = true
  static let topic = Topic.compare
  static let example = [
    "I deposited money at the bank.", "We had lunch on the bank of the river.",
    "The bank raised its interest rates.", "/compare bank",
  ]

  @Argument(help: "The word, or a few words in quotes.", completion: .word)
  var word: String
  @Argument(
    help: "More sentences to find it in, in quotes; they are not kept.", completion: .sentence)
  var sentences: [String] = []
  @OptionGroup var forms: FormOptions
  @OptionGroup var files: ReportFiles

  struct Found {
    let word: String
    let uses: [ResolvedUse]
    let comparison: Comparison
    let doubts: [Doubt]
    /// How they are written; empty where only one form was looked for.
    let forms: [WrittenForm]
    /// What to know of the word's forms, one line each.
    let formWarnings: [String]

    struct Pair {
      let a, b: ResolvedUse
      let similarity: Double
      let probability: Double?
      let groups: (a: Int, b: Int)
    }

    var pairs: [Pair] {
      let groups = comparison.groups.labels
      return uses.indices.flatMap { a in
        uses.indices.dropFirst(a + 1).map { b in
          Pair(
            a: uses[a], b: uses[b], similarity: comparison.similarities[a][b],
            probability: comparison.probabilities?[a][b], groups: (groups[a] + 1, groups[b] + 1))
        }
      }
    }
  }

  static let fields: [Field<Found>] = [
    Field("word", "the word", \.word), Field("uses", "the uses", \.uses),
    Field(
      "similarities", "the cosine of every two uses, a list for each use", \.comparison.similarities
    ),
    Field(
      "probabilities", "that every two have one sense, a list for each use",
      \.comparison.probabilities),
    Field("groups", "of each use the number of its group, from 1") {
      $0.comparison.groups.labels.map { $0 + 1 }
    },
    Field("floor", "groups less alike than this on average stay apart", \.comparison.floor),
    Field("doubts", "why some of it may be wrong: a code each") { $0.doubts.map(\.code) },
    Field("forms", WrittenForm.meaning, each: WrittenForm.fields, \.forms).whereKnown,
  ]
  static let rows = RowFields<Found>(
    [
      Field("a", "the one use", \.a.name), Field("b", "the other use", \.b.name),
      Field("similarity", "their cosine", \.similarity),
      Field("probability", "that they have one sense", \.probability),
      Field("group_a", "the group of the one", \.groups.a),
      Field("group_b", "the group of the other", \.groups.b),
    ], \.pairs)

  func find(in session: inout Session) throws -> Found {
    let wanted = try forms.wanted(word, in: &session)
    let uses = try session.severalUses(of: wanted.finder, in: sentences, atLeast: 2)
    let written = wanted.finder.hasForms ? WrittenForm.all(of: uses.map(\.occurrence)) : []
    return Found(
      word: word, uses: uses, comparison: try session.comparison(of: uses),
      doubts: Doubt.aboutPairs(of: uses.map(\.occurrence)), forms: written,
      formWarnings: [wanted].formWarnings(written: [written]))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (uses, comparison) = (found.uses, found.comparison)
    let isJudged = comparison.probabilities != nil
    let measured = isJudged ? "probability of one sense" : "similarity"
    let names = uses.map(\.label)
    let map = HeatMap(
      rows: names, columns: names, values: comparison.probabilities ?? comparison.similarities)
    let groups = comparison.groups.groups
    let measure =
      isJudged
      ? "probability of one half or more"
      : "similarity of \(twoDecimals(comparison.floor)) or more on average"
    var blocks: [Block] = [
      .text("\(uses.count) uses of “\(found.word.onOneLine)”: \(measured)"),
      .chart(Chart("Uses of “\(found.word)”: \(measured)", .cells(map))), .gap,
      .text(
        groups.count == 1
          ? "All belong together (\(measure))."
          : "\(groups.count) groups (\(measure) within each):"),
    ]
    for (number, group) in groups.enumerated() {
      if groups.count > 1 { blocks.append(.text("\(number + 1)", .strong)) }
      let width = group.map { uses[$0].label.displayWidth }.max()
      blocks += group.map { use in
        .excerpt(
          Excerpt(
            lead: [Run("  ")], name: uses[use].label, nameWidth: width,
            use: uses[use].occurrence.marked, plain: "\(uses[use].label): "))
      }
    }
    if !found.doubts.isEmpty {
      let reasons = found.doubts.map(\.reason).joined(separator: "; ")
      blocks += [.gap, .text("Take it with care: \(reasons.onOneLine).")]
    }
    return blocks
  }

  func notes(on found: Found, in session: Session) -> Notes {
    Notes(warnings: found.formWarnings)
  }

  func head(_ found: Found) -> PageHead {
    PageHead(
      "Uses of “\(found.word)”", lead: "Every two uses compared, and the groups that they form.")
  }
}

extension Session {
  /// Every pair of some uses compared, and the uses grouped.
  mutating func comparison(of uses: [ResolvedUse]) throws -> Comparison {
    try Use.checkComparable(uses.map(\.occurrence))
    return try Comparison(of: try vectors(of: uses), by: reader)
  }
}

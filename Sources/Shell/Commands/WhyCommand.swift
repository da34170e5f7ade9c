import ArgumentParser
import JSON
import Senses

struct WhyCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Which words of the two contexts make two uses alike, and which different.",
    discussion: """
      The model reads both sentences again and again with other words left out. A word's share is what \
      the similarity gains when the word comes in, averaged over the orders in which the words can \
      come (Shapley values). The similarity of the two words alone and all shares add up to the \
      similarity of the two uses. Where there are too many orders to count, some are drawn, and the \
      standard error of each share says how far chance may have moved it. The last lines check the \
      claim: if the shares are right, removing the words with the largest first makes the similarity \
      fall faster than removing them in random order. Ctrl-C stops drawing orders, and the shares from those \
      drawn by then are shown.
      """)
  static let isComparable = true
  static let topic = Topic.why
  static let keepsWhatIsThere = true
  static let example = [
    "/why \"I put money in the [bank].\" \"We sat on the river [bank].\""
  ]

  @Argument(help: "One use, as 2:bank.")
  var a: UseReference
  @Argument(help: "The other use.")
  var b: UseReference
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var files: ReportFiles
  @Flag(help: "Also standard errors, and what each word does when it alone is left out.")
  var full = false

  struct Found {
    let a, b: ResolvedUse
    let judgement: Judgement
    let explanation: Explanation
    let seed: UInt64
  }

  private static let word: [Field<Explanation.Word>] = [
    Field("text", "the word", \.text),
    Field("tokens", "its place in the sentence, from 1") { $0.tokens.map { $0 + 1 } },
    Field("share", "what the similarity gains when the word comes in", \.share),
    Field("error", "how far chance may have moved it: a standard error", \.error),
    Field(
      "leave_one_out", "what the similarity loses when the word alone is left out", \.leaveOneOut),
  ]
  private static let check: [Field<RemovalCurve>] = [
    Field("fall", "how far below random order, on average, the largest shares first", \.fall),
    Field("rise", "how far above it, the smallest first", \.rise),
    Field("largest_first", "the similarity after each word removed", \.largestFirst),
    Field("smallest_first", "the similarity after each word removed", \.smallestFirst),
    Field("random", "the mean similarity in random order", \.random),
  ]
  static let fields: [Field<Found>] =
    [
      Field("similarity", "the cosine of the two vectors", \.explanation.similarity),
      Field("a", "the one use", \.a), Field("b", "the other use", \.b),
      Field("base", "the similarity of the two words alone", \.explanation.base),
      Field("first", "the words of the first context", each: word, \.explanation.first),
      Field("second", "the words of the second", each: word, \.explanation.second),
      Field(
        "sampled_orders", "orders of words drawn; null where all were counted",
        \.explanation.sampledOrders),
      Field(
        "check", "what removing words in the order of their shares does", with: check,
        \.explanation.check),
    ] + Judgement.fields.of(\.judgement)
  static let columns: [(head: String, meaning: String)] = [
    ("word", "a word of the context"),
    ("share", "what the similarity gains when the word comes in"),
    ("± error", "how far chance may have moved the share; with --full"),
    ("left out alone", "how the similarity moves when the word alone is left out; with --full"),
  ]
  static let rows = RowFields<Found>(
    [Field("side", "a or b, the use whose context it is") { $0.side }]
      + word.only("text", "share", "error", "leave_one_out").of { $0.word }
  ) { found -> [(side: String, word: Explanation.Word)] in
    found.explanation.first.map { ("a", $0) } + found.explanation.second.map { ("b", $0) }
  }

  func find(in session: inout Session) throws -> Found {
    let (a, b) = (try session.use(a), try session.use(b))
    let judgement = try session.judgement(of: a, and: b)
    defer { session.progress("") }
    let seed = session.seed(sampling.seed)
    let explanation = try Explanation(
      of: a.occurrence, and: b.occurrence, by: session.reader, orders: sampling.orders, seed: seed,
      progress: session.sampling)
    return Found(a: a, b: b, judgement: judgement, explanation: explanation, seed: seed)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let explanation = found.explanation
    let sums = [explanation.first, explanation.second].map { $0.reduce(0) { $0 + $1.share } }
    let sum =
      "\(twoDecimals(explanation.base)) without context, \(change(sums[0])) from the first, "
      + "\(change(sums[1])) from the second = \(decimals(explanation.similarity, 3))."
    let title =
      "Similarity \(decimal(explanation.similarity)) of “\(found.a.word)” and “\(found.b.word)”, "
      + "word by word"
    return [
      found.judgement.line, .gap, .chart(Chart(title, .bars(bars(found)))), .gap,
      .text(
        "\(sum) █ makes alike, ▒ makes different.",
        plain: "\(sum) A positive share makes alike, a negative one different.", indent: 2),
    ] + check(found)
  }

  private func bars(_ found: Found) -> BarChart {
    let explanation = found.explanation
    func side(_ name: String, _ use: ResolvedUse, _ words: [Explanation.Word]) -> BarChart.Side {
      .init(
        name, use.excerpt,
        words.map { word in
          .init(
            word.text, word.share,
            notes: [
              explanation.sampledOrders == nil ? "exact" : decimals(word.error, 3),
              change(-word.leaveOneOut),
            ])
        })
    }
    var bars = BarChart(
      [
        side("First use", found.a, explanation.first),
        side("Second use", found.b, explanation.second),
      ], right: "makes them alike", left: "makes them different")
    bars.notes = ["± error", "left out alone"]
    bars.showsNotes = full
    return bars
  }

  private func check(_ found: Found) -> [Block] {
    let explanation = found.explanation
    guard explanation.words.count > 1 else { return [] }
    let how =
      explanation.sampledOrders.map { orders in
        let worst = explanation.words.map(\.error).max() ?? 0
        return "\(orders) orders drawn (seed \(found.seed)), largest standard error "
          + decimals(worst, 3)
      } ?? "every order counted"
    guard let curve = explanation.check else { return [.text("Not checked. (\(how))")] }
    let (fall, rise) = (decimals(curve.fall, 3), decimals(curve.rise, 3))
    let text = Block.text(
      (curve.fall > 0 && curve.rise > 0
        ? "Check passed: deleting helpful words first drops the similarity \(fall) faster than chance; deleting "
          + "harmful words first raises it \(rise)."
        : "Check failed, so the shares do not hold: deleting helpful words first drops the similarity \(fall) "
          + "faster than chance; deleting harmful words first raises it \(rise).") + " (\(how))",
      indent: 2)
    guard curve.random.count > 2 else { return [text] }
    let plot = LinePlot(
      [
        .init("largest share first", curve.largestFirst), .init("random order", curve.random),
        .init("smallest share first", curve.smallestFirst),
      ], across: "words removed", up: "similarity")
    return [text, .plate(Chart("Similarity as words are removed", .lines(plot)))]
  }

  func notes(on found: Found, in session: Session) -> Notes {
    guard found.explanation.isCut else { return Notes() }
    let orders = found.explanation.sampledOrders.map {
      "after \($0) orders; the shares are of these, and "
    }
    return Notes(
      warnings: [
        "interrupted \(orders ?? "before the check; the shares are whole, and ")nothing is checked"
      ], status: .interrupted)
  }

  func head(_ found: Found) -> PageHead {
    PageHead(
      "Why: \(found.a.word) and \(found.b.word)",
      lead: "What each context word adds to the similarity of the two uses. "
        + "The shares and the similarity without any context add up to "
        + "\(decimal(found.explanation.similarity)).")
  }
}

/// How orders of words are drawn.
struct SamplingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many orders of words to draw; without it, all where that is cheap.",
      valueName: "number"))
  var orders: Int?
  @Option(
    help: ArgumentHelp(
      "Decides which orders are drawn; without it, the session's seed.", valueName: "number"))
  var seed: UInt64?

  func validate() throws {
    try check("--orders", orders, from: 4, to: 1_000_000)
  }
}

extension Session {
  /// Says how many orders have been drawn.
  var sampling: (_ orders: Int) -> Void {
    { [progress] in progress("\($0) orders drawn") }
  }
}

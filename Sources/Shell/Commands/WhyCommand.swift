import ArgumentParser
import JSON
import Senses

struct WhyCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Which words make two uses alike or different, or speak for a sense.",
    discussion: """
      The model reads both sentences again and again with other words left out. A word's share is what \
      the similarity gains when the word comes in, averaged over the orders in which the words can \
      come (Shapley values). The similarity of the two words alone and all shares add up to the \
      similarity of the two uses. Where there are too many orders to count, some are drawn, and the \
      standard error of each share says how far chance may have moved it. The last lines check the \
      claim: if the shares are right, removing the words with the largest first makes the similarity \
      fall faster than removing them in random order. Ctrl-C stops drawing orders, and the shares from those \
      drawn by then are shown.

      With --sense one use is explained: which words of its context speak for the one sense that the dictionary has \
      of it and against the other, or, where one is named, against the best of the others. What is shared out is the \
      difference of the scores that /sense gives them; what the word alone and the frequencies of the senses make \
      of it is told apart. A sense is written as bank n1, n1 or 1, where that is enough, or by its key.
      """)
  static let isComparable = true
  static let topic = Topic.why
  static let keepsWhatIsThere = true
  static let example = [
    "/why \"I put money in the [bank].\" \"We sat on the river [bank].\"",
    "/why \"We sat on the river [bank].\" --sense n1 n2",
  ]

  @Argument(help: "One use, as 2:bank.")
  var a: UseReference
  @Argument(help: "The other use; none with --sense.")
  var b: UseReference?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "A sense of the use, as /sense has it, and one to hold it against: n1 n2.",
      valueName: "senses"))
  var sense: [String] = []
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var files: ReportFiles
  @Flag(help: "Also standard errors, and what each word does when it alone is left out.")
  var full = false

  func validate() throws {
    guard sense.isEmpty else {
      guard sense.count < 3 else {
        throw ValidationError(
          "--sense takes one sense or two; a few words need quotes: --sense \"bank n1\" \"bank n2\""
        )
      }
      if b != nil { throw ValidationError("--sense explains one use; leave the other out") }
      return
    }
    if b == nil {
      throw ValidationError(
        "why takes two uses, or one and --sense: /why USE USE, /why USE --sense n1 n2")
    }
  }

  struct Found {
    let answer: Answer
    let seed: UInt64

    enum Answer {
      case uses(WhyAlike)
      case senses(WhySense)
    }

    var alike: WhyAlike? { if case .uses(let alike) = answer { alike } else { nil } }
    var sense: WhySense? { if case .senses(let sense) = answer { sense } else { nil } }

    var sampledOrders: Int? {
      switch answer {
      case .uses(let alike): alike.explanation.sampledOrders
      case .senses(let sense): sense.explanation.sampledOrders
      }
    }
    /// `nil` where it was interrupted.
    var check: RemovalCurve? {
      switch answer {
      case .uses(let alike): alike.explanation.check
      case .senses(let sense): sense.explanation.check
      }
    }
    var words: [(side: String, word: Explanation.Word)] {
      switch answer {
      case .uses(let alike):
        alike.explanation.first.map { ("a", $0) } + alike.explanation.second.map { ("b", $0) }
      case .senses(let sense): sense.explanation.words.map { ("use", $0) }
      }
    }
    /// What is shared out.
    var quantity: String { alike == nil ? "difference" : "similarity" }
  }

  static let word: [Field<Explanation.Word>] = [
    Field("text", "the word", \.text),
    Field("tokens", "its place in the sentence, from 1") { $0.tokens.map { $0 + 1 } },
    Field("share", "what the similarity, or the difference, gains when the word comes in", \.share),
    Field("error", "how far chance may have moved it: a standard error", \.error),
    Field(
      "leave_one_out", "what it loses when the word alone is left out", \.leaveOneOut),
  ]
  private static let check: [Field<RemovalCurve>] = [
    Field("fall", "how far below random order, on average, the largest shares first", \.fall),
    Field("rise", "how far above it, the smallest first", \.rise),
    Field(
      "largest_first", "the similarity, or the difference, after each word removed", \.largestFirst),
    Field("smallest_first", "the same", \.smallestFirst),
    Field("random", "its mean in random order", \.random),
  ]
  static let fields: [Field<Found>] =
    WhyAlike.fields.map { $0.ofPart(\.alike) } + WhySense.fields.map { $0.ofPart(\.sense) } + [
      Field(
        "sampled_orders", "orders of words drawn; null where all were counted", \.sampledOrders),
      Field(
        "check", "what removing words in the order of their shares does", with: check, \.check),
    ] + Judgement.fields.map { $0.ofPart(\.alike?.judgement) }
  static let columns: [(head: String, meaning: String)] = [
    ("word", "a word of the context"),
    ("share", "what the similarity, or the difference, gains when the word comes in"),
    ("± error", "how far chance may have moved the share; with --full"),
    ("left out alone", "how it moves when the word alone is left out; with --full"),
  ]
  static let rows = RowFields<Found>(
    [Field("side", "a or b, the use whose context it is; with --sense, use") { $0.side }]
      + word.only("text", "share", "error", "leave_one_out").of { $0.word }, \Found.words)

  func find(in session: inout Session) throws -> Found {
    let a = try session.use(a)
    let seed = session.seed(sampling.seed)
    defer { session.progress("") }
    guard let b = try b.map({ try session.use($0) }) else {
      let sense = try session.why(
        a, sense.map { SenseReference(text: $0) }, orders: sampling.orders, seed: seed)
      return Found(answer: .senses(sense), seed: seed)
    }
    let judgement = try session.judgement(of: a, and: b)
    let explanation = try Explanation(
      of: a.occurrence, and: b.occurrence, by: session.reader, orders: sampling.orders, seed: seed,
      progress: session.sampling)
    return Found(
      answer: .uses(WhyAlike(a: a, b: b, judgement: judgement, explanation: explanation)),
      seed: seed)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    switch found.answer {
    case .uses(let alike): alike.blocks(full: full, check: check(found))
    case .senses(let sense): sense.blocks(full: full, check: check(found))
    }
  }

  /// The heads of further columns of bars.
  static let notes = ["± error", "left out alone"]

  private func check(_ found: Found) -> [Block] {
    guard found.words.count > 1 else { return [] }
    let how =
      found.sampledOrders.map { orders in
        let worst = found.words.map(\.word.error).max() ?? 0
        return "\(orders) orders drawn (seed \(found.seed)), largest standard error "
          + decimals(worst, 3)
      } ?? "every order counted"
    guard let curve = found.check else { return [.text("Not checked. (\(how))")] }
    let (fall, rise, what) = (decimals(curve.fall, 3), decimals(curve.rise, 3), found.quantity)
    let text = Block.text(
      (curve.fall > 0 && curve.rise > 0
        ? "Check passed: deleting helpful words first drops the \(what) \(fall) faster than chance; deleting "
          + "harmful words first raises it \(rise)."
        : "Check failed, so the shares do not hold: deleting helpful words first drops the \(what) \(fall) "
          + "faster than chance; deleting harmful words first raises it \(rise).") + " (\(how))",
      indent: 2)
    guard curve.random.count > 2 else { return [text] }
    let plot = LinePlot(
      [
        .init("largest share first", curve.largestFirst), .init("random order", curve.random),
        .init("smallest share first", curve.smallestFirst),
      ], across: "words removed", up: what)
    return [text, .plate(Chart("\(what.capitalized) as words are removed", .lines(plot)))]
  }

  func notes(on found: Found, in session: Session) -> Notes {
    let warnings = found.sense?.warnings ?? []
    guard found.check == nil else { return Notes(warnings: warnings) }
    let orders = found.sampledOrders.map {
      "after \($0) orders; the shares are of these, and "
    }
    return Notes(
      warnings: warnings + [
        "interrupted \(orders ?? "before the check; the shares are whole, and ")nothing is checked"
      ], status: .interrupted)
  }

  func head(_ found: Found) -> PageHead {
    switch found.answer {
    case .uses(let alike):
      PageHead(
        "Why: \(alike.a.word) and \(alike.b.word)",
        lead: "What each context word adds to the similarity of the two uses. "
          + "The shares and the similarity without any context add up to "
          + "\(decimal(alike.explanation.similarity)).")
    case .senses(let sense):
      PageHead(
        "Why: \(sense.a.sense.reference), not \(sense.b.sense.reference)",
        lead: "What each context word adds to the score of the one sense less that of the other. "
          + "The shares, and what the word alone and the frequencies make of it, add up to "
          + "\(change(sense.explanation.difference)).")
    }
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

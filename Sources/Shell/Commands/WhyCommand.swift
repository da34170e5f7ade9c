import ArgumentParser
import ModelFiles
import Senses

struct WhyCommand: SessionCommand {
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
  @OptionGroup var page: PageOptions
  @OptionGroup var figure: FigureOptions
  @Flag(help: "Also standard errors, and what each word does when it alone is left out.")
  var full = false

  func answer(in session: inout Session) throws -> Answer {
    let (a, b) = (try session.use(a), try session.use(b))
    let judgement = try session.judgement(of: a, and: b)
    defer { session.progress("") }
    let explanation = try Explanation(
      of: a.occurrence, and: b.occurrence, by: session.reader, orders: sampling.orders,
      seed: session.seed(sampling.seed), progress: session.sampling)
    let largest = explanation.words.map(\.share.magnitude).max() ?? 0
    let sides = [(a, explanation.first), (b, explanation.second)].map { use, words in
      [use.lineBlock, .table(table(words, largest: largest, sampled: explanation.sampledOrders))]
    }
    let sums = [explanation.first, explanation.second].map { $0.reduce(0) { $0 + $1.share } }
    let sum =
      "\(twoDecimals(explanation.base)) the words alone, \(change(sums[0])) by the first context, "
      + "\(change(sums[1])) by the second: \(decimals(explanation.similarity, 3)) in all."
    var blocks = [
      judgement.line, .gap,
      Block.sideBySide(sides[0], sides[1], narrowest: full ? 50 : 34), .gap,
      .text(
        "\(sum) █ makes alike, ▒ makes different.",
        plain: "\(sum) A positive share makes alike, a negative one different.", indent: 2),
    ]
    blocks += check(explanation, seed: session.seed(sampling.seed))
    let fields: JSONObject = [
      "similarity": .double(explanation.similarity), "a": a.json, "b": b.json,
      "base": .double(explanation.base), "first": json(explanation.first, of: a),
      "second": json(explanation.second, of: b),
      "sampled_orders": explanation.sampledOrders.map { .int($0) } ?? .null,
      "check": explanation.check.map { check in
        [
          "fall": .double(check.fall), "rise": .double(check.rise),
          "largest_first": numbers(check.largestFirst),
          "smallest_first": numbers(check.smallestFirst), "random": numbers(check.random),
        ]
      } ?? .null,
    ]
    var answer = Answer(
      blocks,
      fields: fields.merging(judgement.fields),
      rows: [("a", explanation.first), ("b", explanation.second)].flatMap { side, words in
        words.map {
          [
            .string(side), .string($0.text), .double($0.share), .double($0.error),
            .double($0.leaveOneOut),
          ]
        }
      })
    if explanation.isCut {
      let orders = explanation.sampledOrders.map {
        "after \($0) orders; the shares are of these, and "
      }
      answer.warnings = [
        "interrupted \(orders ?? "before the check; the shares are whole, and ")nothing is checked"
      ]
      answer.status = .interrupted
    }
    try page.write(below: &answer, in: session) { _ in
      ExplanationPage(
        explanation: explanation, uses: (a.occurrence.marked, b.occurrence.marked),
        word: (a.word, b.word)
      ).html
    }
    try figure.write(below: &answer, in: session) {
      ExplanationFigure(explanation: explanation, uses: (a.occurrence.marked, b.occurrence.marked))
        .figure(
          title:
            "Similarity \(decimal(explanation.similarity)) of “\(a.word)” and “\(b.word)”, word by word"
        )
    }
    return answer
  }

  private func table(
    _ words: [Explanation.Word], largest: Double, sampled: Int?
  ) -> Table {
    var columns: [Table.Column] = [.init("word", shrinks: true), .init("share", right: true)]
    if full {
      columns += [.init("± error", right: true), .init("left out alone", right: true)]
    }
    columns.append(.init("", isDrawing: true))
    return Table(
      columns,
      words.map { word in
        var row = [Picture.Run(word.text.onOneLine), Picture.Run(change(word.share))]
        if full {
          row.append(Picture.Run(sampled == nil ? "exact" : decimals(word.error, 3)))
          row.append(Picture.Run(change(-word.leaveOneOut)))
        }
        return row + [SignedBar.run(word.share, largest: largest)]
      })
  }

  private func check(_ explanation: Explanation, seed: UInt64) -> [Block] {
    guard explanation.words.count > 1 else { return [] }
    let how =
      explanation.sampledOrders.map { orders in
        let worst = explanation.words.map(\.error).max() ?? 0
        return "\(orders) orders drawn (seed \(seed)), largest standard error "
          + decimals(worst, 3)
      } ?? "every order counted"
    guard let curve = explanation.check else { return [.text("Not checked. (\(how))")] }
    return [
      .text(
        "Check: removing the largest shares first, the similarity lies \(decimals(curve.fall, 3)) "
          + "below random order on average, the smallest first \(decimals(curve.rise, 3)) above it"
          + (curve.fall > 0 && curve.rise > 0 ? "." : ": the shares do not hold.")
          + " (\(how))", indent: 2)
    ]
  }

  private func json(_ words: [Explanation.Word], of use: ResolvedUse) -> JSONValue {
    .array(
      words.map { word in
        [
          "text": .string(word.text), "tokens": .array(word.tokens.map { .int($0 + 1) }),
          "share": .double(word.share), "error": .double(word.error),
          "leave_one_out": .double(word.leaveOneOut),
        ]
      })
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

/// Numbers as a JSON array.
func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .double($0) }) }

import ArgumentParser
import JSON
import Senses

struct ContrastCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "contrast",
    abstract: "Which words make a use like a second one but unlike a third.",
    discussion: """
      What is explained is the similarity to the second use less the similarity to the third. A \
      word's share is its part of that difference, as in /why; all shares add up to it. Ctrl-C stops \
      drawing orders, as there.
      """)
  static let isComparable = true
  static let topic = Topic.why
  static let keepsWhatIsThere = true
  static let example = [
    "/contrast \"I put money in the [bank].\" \"The [bank] lends.\" \"We sat on the [bank].\""
  ]

  @Argument(help: "The use to explain, as 1:bank.")
  var a: UseReference
  @Argument(help: "A use that it is like.")
  var b: UseReference
  @Argument(help: "A use that it is unlike.")
  var c: UseReference
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var files: ReportFiles

  struct Found {
    let a, b, c: ResolvedUse
    let contrast: Contrast
    let seed: UInt64

    var sides: [(name: String, use: ResolvedUse, words: [Contrast.Word])] {
      [("a", a, contrast.a), ("b", b, contrast.b), ("c", c, contrast.c)]
    }
  }

  private static let word: [Field<Contrast.Word>] = [
    Field("text", "the word", \.text),
    Field("tokens", "its place in the sentence, from 1") { $0.tokens.map { $0 + 1 } },
    Field("share", "its part of the difference", \.share),
    Field("error", "how far chance may have moved it: a standard error", \.error),
  ]
  static let fields: [Field<Found>] = [
    Field("difference", "the similarity to b less that to c", \.contrast.difference),
    Field("to_b", "the cosine of a and b", \.contrast.toB),
    Field("to_c", "the cosine of a and c", \.contrast.toC),
    Field("base", "the difference of the words alone", \.contrast.base),
    Field("a", "the use to explain", \.a), Field("b", "the use that it is like", \.b),
    Field("c", "the use that it is unlike", \.c),
    Field("words_a", "the words of a's context", each: word, \.contrast.a),
    Field("words_b", "the words of b's context", each: word, \.contrast.b),
    Field("words_c", "the words of c's context", each: word, \.contrast.c),
    Field(
      "sampled_orders", "orders of words drawn; null where all were counted",
      \.contrast.sampledOrders),
  ]
  static let columns: [(head: String, meaning: String)] = [
    ("word", "a word of the context"),
    ("share", "its part of the difference"),
  ]
  static let rows = RowFields<Found>(
    [Field("side", "a, b or c, the use whose context it is") { $0.side }]
      + word.only("text", "share", "error").of { $0.word }
  ) { found -> [(side: String, word: Contrast.Word)] in
    found.sides.flatMap { side in side.words.map { (side.name, $0) } }
  }

  func find(in session: inout Session) throws -> Found {
    let (a, b, c) = (try session.use(a), try session.use(b), try session.use(c))
    defer { session.progress("") }
    let seed = session.seed(sampling.seed)
    let contrast = try Contrast(
      of: a.occurrence, like: b.occurrence, unlike: c.occurrence, by: session.reader,
      orders: sampling.orders, seed: seed, progress: session.sampling)
    return Found(a: a, b: b, c: c, contrast: contrast, seed: seed)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let contrast = found.contrast
    // Two sentences that are not kept may bear the same name.
    let names =
      found.b.label == found.c.label
      ? ("the second use", "the third") : (found.b.label, found.c.label)
    let how =
      contrast.sampledOrders.map { "\($0) orders drawn (seed \(found.seed))" }
      ?? "every order counted"
    let rest = "The words alone differ by \(change(contrast.base)). (\(how))"
    var bars = BarChart(
      zip(["The use to explain", "A use that it is like", "A use that it is unlike"], found.sides)
        .map {
          name, side in
          .init(name, side.use.excerpt, side.words.map { .init($0.text, $0.share) })
        }, right: "speaks for \(names.0)", left: "speaks for \(names.1)")
    bars.isBesideEachOther = false
    return [
      .text(
        "\(twoDecimals(contrast.toB)) to \(names.0), \(twoDecimals(contrast.toC)) to "
          + "\(names.1): a difference of \(change(contrast.difference))", .strong),
      .gap,
      .chart(
        Chart(
          "Why “\(found.a.word)” is \(change(contrast.difference)) more like the one than the other",
          .bars(bars))),
      .gap,
      .text(
        "█ speaks for \(names.0), ▒ for \(names.1). \(rest)",
        plain: "A positive share speaks for \(names.0), a negative one for \(names.1). \(rest)"),
    ]
  }

  func notes(on found: Found, in session: Session) -> Notes {
    guard found.contrast.isCut, let orders = found.contrast.sampledOrders else { return Notes() }
    return Notes(
      warnings: ["interrupted after \(orders) orders; the shares are of these"],
      status: .interrupted)
  }

  func head(_ found: Found) -> PageHead {
    PageHead(
      "Contrast: \(found.a.word)",
      lead: "What each context word adds to the similarity to the one use less that to the other.")
  }
}

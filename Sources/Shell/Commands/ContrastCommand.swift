import ArgumentParser
import ModelFiles
import Senses

struct ContrastCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "contrast",
    abstract: "Which words make a use like a second one but unlike a third.",
    discussion: """
      What is explained is the similarity to the second use less the similarity to the third. A \
      word's share is its part of that difference, as in /why; all shares add up to it. Ctrl-C stops \
      drawing orders, as there.
      """)
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

  func answer(in session: inout Session) throws -> Answer {
    let uses = [try session.use(a), try session.use(b), try session.use(c)]
    defer { session.progress("") }
    let contrast = try Contrast(
      of: uses[0].occurrence, like: uses[1].occurrence, unlike: uses[2].occurrence,
      by: session.reader, orders: sampling.orders, seed: session.seed(sampling.seed),
      progress: session.sampling)
    let words = [contrast.a, contrast.b, contrast.c]
    let largest = words.joined().map(\.share.magnitude).max() ?? 0
    // Two sentences that are not kept may bear the same name.
    let names =
      uses[1].label == uses[2].label
      ? ("the second use", "the third") : (uses[1].label, uses[2].label)
    var blocks: [Block] = [
      .text(
        "\(twoDecimals(contrast.toB)) to \(names.0), \(twoDecimals(contrast.toC)) to "
          + "\(names.1): a difference of \(change(contrast.difference))", .strong)
    ]
    for (use, words) in zip(uses, words) {
      blocks += [.gap, use.lineBlock]
      guard !words.isEmpty else { continue }
      blocks.append(
        .table(
          Table(
            [
              .init("word", shrinks: true), .init("share", right: true), .init("", isDrawing: true),
            ],
            words.map { word in
              [
                Picture.Run(word.text.onOneLine), Picture.Run(change(word.share)),
                SignedBar.run(word.share, largest: largest, half: 10),
              ]
            })))
    }
    let how =
      contrast.sampledOrders.map { "\($0) orders drawn (seed \(session.seed(sampling.seed)))" }
      ?? "every order counted"
    let rest = "The words alone differ by \(change(contrast.base)). (\(how))"
    blocks += [
      .gap,
      .text(
        "█ speaks for \(names.0), ▒ for \(names.1). \(rest)",
        plain: "A positive share speaks for \(names.0), a negative one for \(names.1). \(rest)"),
    ]
    func json(_ words: [Contrast.Word]) -> JSONValue {
      .array(
        words.map { word in
          [
            "text": .string(word.text), "tokens": .array(word.tokens.map { .int($0 + 1) }),
            "share": .double(word.share), "error": .double(word.error),
          ]
        })
    }
    var answer = Answer(
      blocks,
      fields: [
        "difference": .double(contrast.difference), "to_b": .double(contrast.toB),
        "to_c": .double(contrast.toC), "base": .double(contrast.base), "a": uses[0].json,
        "b": uses[1].json, "c": uses[2].json, "words_a": json(contrast.a),
        "words_b": json(contrast.b), "words_c": json(contrast.c),
        "sampled_orders": contrast.sampledOrders.map { .int($0) } ?? .null,
      ],
      rows: zip(["a", "b", "c"], words).flatMap { side, words in
        words.map { [.string(side), .string($0.text), .double($0.share), .double($0.error)] }
      })
    if contrast.isCut, let orders = contrast.sampledOrders {
      answer.warnings = ["interrupted after \(orders) orders; the shares are of these"]
      answer.status = .interrupted
    }
    return answer
  }
}

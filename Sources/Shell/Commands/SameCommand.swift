import ArgumentParser
import JSON
import Senses

struct SameCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "same", abstract: "Whether all uses of a word have one sense.",
    discussion: """
      Every pair of uses is judged. They have one sense if every pair has, different senses if any \
      pair clearly has; otherwise the answer is unsure. With --expect the program ends with status 1 \
      unless that is the answer, so that scripts can ask; unsure is neither.
      """)
  static let isComparable = true
  static let topic = Topic.compare
  static let example = [
    "I deposited money at the bank.", "We had lunch on the bank of the river.", "/same bank",
  ]

  enum Expectation: String, ExpressibleByArgument, CaseIterable { case same, different }

  @Argument(help: "The word, or a few words in quotes.", completion: .word)
  var word: String
  @Argument(
    help: "More sentences to find it in, in quotes; they are not kept.", completion: .sentence)
  var sentences: [String] = []
  @Option(help: ArgumentHelp("The answer that is expected: same or different."))
  var expect: Expectation?

  struct Found {
    let word: String
    let uses: [ResolvedUse]
    let sameness: Sameness
    let expected: Expectation?

    var verdict: Verdict { sameness.verdict! }
    var holds: Bool? { expected.map { $0.rawValue == verdict.code } }
    var pairs: [(a: ResolvedUse, b: ResolvedUse, judgement: Judgement)] {
      sameness.pairs.map { (uses[$0.first], uses[$0.second], $0.judgement) }
    }
  }

  private static let pair: [Field<Sameness.Pair>] =
    [
      Field("a", "the first use's number, from 1") { $0.first + 1 },
      Field("b", "the second use's number") { $0.second + 1 },
      Judgement.cosine.of(\.judgement),
    ] + Judgement.fields.of(\.judgement)
  static let fields: [Field<Found>] = [
    Field("word", "the word", \.word),
    Field("verdict", "same, different or unsure", \.verdict.code),
    Field("uses", "the uses", \.uses),
    Field("expected", "the answer that was expected", \.expected?.rawValue),
    Field("holds", "whether it is that", \.holds),
    Field("pairs", "every two uses", each: pair, \.sameness.pairs),
  ]
  static let rows = RowFields<Found>(
    [Field("a", "the one use") { $0.a.name }, Field("b", "the other use") { $0.b.name }]
      + Judgement.row.of { $0.judgement }, \.pairs)

  func find(in session: inout Session) throws -> Found {
    let uses = try session.severalUses(of: word, in: sentences, atLeast: 2)
    return Found(
      word: word, uses: uses,
      sameness: try Sameness(of: uses.map(\.occurrence), by: session.reader), expected: expect)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (uses, sameness) = (found.uses, found.sameness)
    let counts = [
      sameness.count { $0 == .same }, sameness.count { $0 == .different },
      sameness.count { if case .unsure = $0 { true } else { false } },
    ]
    func lines(_ title: String, _ pair: Sameness.Pair) -> [Block] {
      [
        .text("\(title): \(uses[pair.first].label) and \(uses[pair.second].label)", .strong),
        pair.judgement.line, uses[pair.first].lineBlock, uses[pair.second].lineBlock,
      ]
    }
    var blocks: [Block] = [
      .text("“\(found.word.onOneLine)”, \(uses.count) uses: \(found.verdict.name)", .strong),
      .text(
        "\(counted(sameness.pairs.count, "pair")): \(counts[0]) the same sense, \(counts[1]) "
          + "different, \(counts[2]) unsure"), .gap,
    ]
    blocks += lines("least alike", sameness.farthest!)
    if sameness.pairs.count > 1 { blocks += [.gap] + lines("most alike", sameness.nearest!) }
    guard let expected = found.expected?.rawValue else { return blocks }
    return blocks + [
      .gap,
      .text(
        found.holds! ? "As expected: \(expected)." : "Expected \(expected), which it is not."),
    ]
  }

  func notes(on found: Found, in session: Session) -> Notes {
    Notes(status: found.holds == false ? .someFailed : .success)
  }
}

import ArgumentParser
import ModelFiles
import Senses

struct SameCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "same", abstract: "Whether all uses of a word have one sense.",
    discussion: """
      Every pair of uses is judged. They have one sense if every pair has, different senses if any \
      pair clearly has; otherwise the answer is unsure. With --expect the program ends with status 1 \
      unless that is the answer, so that scripts can ask; unsure is neither.
      """)
  static let topic = Topic.compare
  static let example = [
    "I deposited money at the bank.", "We had lunch on the bank of the river.", "/same bank",
  ]

  enum Expectation: String, ExpressibleByArgument, CaseIterable { case same, different }

  @Argument(help: "The word, or a few words in quotes.")
  var word: String
  @Argument(help: "More sentences to find it in, in quotes; they are not kept.")
  var sentences: [String] = []
  @Option(help: ArgumentHelp("The answer that is hoped for: same or different."))
  var expect: Expectation?

  func answer(in session: inout Session) throws -> Answer {
    let uses = try session.severalUses(of: word, in: sentences, atLeast: 2)
    let sameness = try Sameness(of: uses.map(\.occurrence), by: session.reader)
    let verdict = sameness.verdict!
    let holds = expect.map { $0.rawValue == verdict.code }
    let counts = [
      sameness.count { $0 == .same }, sameness.count { $0 == .different },
      sameness.count { if case .unsure = $0 { true } else { false } },
    ]
    func line(_ title: String, _ pair: Sameness.Pair) -> [Block] {
      [
        .text("\(title): \(uses[pair.first].label) and \(uses[pair.second].label)", .strong),
        pair.judgement.line, uses[pair.first].lineBlock, uses[pair.second].lineBlock,
      ]
    }
    var blocks: [Block] = [
      .text("“\(word.onOneLine)”, \(uses.count) uses: \(verdict.name)", .strong),
      .text(
        "\(counted(sameness.pairs.count, "pair")): \(counts[0]) the same sense, \(counts[1]) "
          + "different, \(counts[2]) unsure"), .gap,
    ]
    blocks += line("least alike", sameness.farthest!)
    if sameness.pairs.count > 1 { blocks += [.gap] + line("most alike", sameness.nearest!) }
    if let expect {
      blocks += [
        .gap,
        .text(
          holds!
            ? "As expected: \(expect.rawValue)." : "Expected \(expect.rawValue), which it is not."
        ),
      ]
    }
    let fields: JSONObject = [
      "word": .string(word), "verdict": .string(verdict.code), "uses": .array(uses.map(\.json)),
      "expected": expect.map { .string($0.rawValue) } ?? .null,
      "holds": holds.map { .bool($0) } ?? .null, "pairs": .array(sameness.pairs.map(\.json)),
    ]
    var answer = Answer(
      blocks, fields: fields,
      rows: sameness.pairs.map {
        [.string(uses[$0.first].name), .string(uses[$0.second].name)] + $0.judgement.row
      })
    if holds == false { answer.status = .someFailed }
    return answer
  }
}

extension Session {
  /// The uses of a word, kept or written out, where there are enough of them and not too many.
  func severalUses(
    of word: String, in sentences: [String], atLeast least: Int, atMost most: Int = 500
  ) throws -> [ResolvedUse] {
    let uses = try uses(of: word) + uses(of: word, in: sentences)
    guard uses.count >= least else {
      let found =
        uses.isEmpty
        ? "nowhere" : uses.count == 1 ? "once" : uses.count == 2 ? "twice" : "\(uses.count) times"
      throw ShellError(
        "too-few-uses",
        "“\(word)” is used \(found) in what is kept; it takes \(least == 2 ? "two" : "three") uses to "
          + "compare")
    }
    guard uses.count <= most else {
      throw ShellError(
        "too-many-uses",
        "“\(word)” is used \(uses.count) times, at most \(most) are compared; "
          + "/forget some sentences")
    }
    return uses
  }
}

extension Sameness.Pair {
  fileprivate var json: JSONValue {
    let pair: JSONObject = [
      "a": .int(first + 1), "b": .int(second + 1), "similarity": .double(judgement.similarity),
    ]
    return .object(pair.merging(judgement.fields))
  }
}

import ArgumentParser
import JSON
import Senses

struct SimCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "sim", abstract: "How alike two uses are, and what that means.")
  static let isComparable = true
  static let topic = Topic.compare
  static let example = [
    "/sim \"I put money in the [bank].\" \"We sat on the river [bank].\""
  ]

  @Argument(help: "One use: 2:bank, 2:bank#2, 2@17-21, \"a sentence with [brackets]\", or a word.")
  var a: UseReference
  @Argument(help: "The other use.")
  var b: UseReference
  @Flag(help: "Everything that is known, not one line.")
  var full = false

  static func plain(_ words: [String]) -> SimCommand? {
    guard words.count == 2 else { return nil }
    var command = SimCommand()
    (command.a, command.b, command.full) = (UseReference(words[0]), UseReference(words[1]), false)
    return command
  }

  struct Found {
    let a, b: ResolvedUse
    let judgement: Judgement
  }

  static let fields: [Field<Found>] =
    [
      Judgement.cosine.of(\.judgement), Field("a", "the one use", \.a),
      Field("b", "the other use", \.b),
    ] + Judgement.fields.of(\.judgement)
  static let rows = RowFields<Found>(
    [Field("a", "the one use", \.a.name), Field("b", "the other use", \.b.name)]
      + Judgement.row.of(\.judgement))

  func find(in session: inout Session) throws -> Found {
    let (a, b) = (try session.use(a), try session.use(b))
    return Found(a: a, b: b, judgement: try session.judgement(of: a, and: b))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    full ? found.judgement.blocks(found.a, found.b) : [found.judgement.line]
  }
}

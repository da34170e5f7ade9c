import ArgumentParser
import ModelFiles
import Senses

struct SimCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "sim", abstract: "How alike two uses are, and what that means.")
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

  func answer(in session: inout Session) throws -> Answer {
    let (a, b) = (try session.use(a), try session.use(b))
    let judgement = try session.judgement(of: a, and: b)
    let fields: JSONObject = [
      "similarity": .double(judgement.similarity), "a": a.json, "b": b.json,
    ]
    return Answer(
      full ? judgement.blocks(a, b) : [judgement.line],
      fields: fields.merging(judgement.fields),
      rows: [[.string(a.name), .string(b.name)] + judgement.row])
  }
}

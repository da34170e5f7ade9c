import ArgumentParser
import JSON
import Senses

struct TourCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "tour", abstract: "Five steps from two sentences to why, on the word bank.",
    discussion: """
      Each step says what happens inside the model, runs one command on sentences that the tour brings \
      along, and ends with the command to go on. Nothing is kept.
      """)
  static let topic = Topic.session
  static let example = ["/tour 1"]

  @Argument(help: ArgumentHelp("Which of the steps, from 1.", valueName: "number"))
  var step = 1

  func validate() throws {
    if !(1...Self.steps.count ~= step) {
      throw ValidationError("the tour has steps 1 to \(Self.steps.count), not \(step)")
    }
  }

  struct Found {
    let number: Int
    let step: Step
    let report: Report
  }

  static let fields: [Field<Found>] = [
    Field("step", "its number, from 1", \.number), Field("title", "its title", \.step.title),
    Field("text", "what happens inside the model", \.step.text),
    Field("command", "the command that is run", \.step.command),
    Field("answer", "its answer, as /help output describes it", kind: .any) {
      .object($0.report.fields)
    },
    Field("remark", "what to see in it", \.step.remark),
  ]
  static let rows = RowFields<Found> { $0.report.rows }

  func find(in session: inout Session) throws -> Found {
    let stop = Self.steps[step - 1]
    var command = try Commands.parse(Self.line(stop.command))
    return Found(number: step, step: stop, report: try command.report(in: &session))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let next =
      step < Self.steps.count
      ? "/tour \(step + 1) goes on."
      : "That was the tour. Type two sentences of your own, then /why."
    return [
      .text("\(step) of \(Self.steps.count)  \(found.step.title)", .strong), .gap,
      .text(found.step.text), .gap, .text("  " + found.step.command, indent: 4), .gap,
    ] + found.report.blocks + [.gap, .text(found.step.remark), .gap, .text(next, .faint)]
  }

  private static func line(_ text: String) throws -> TypedCommand {
    guard case .command(let line) = try Line(Array(text.utf8).span) else {
      preconditionFailure("a step of the tour is a command")
    }
    return line
  }

  struct Step {
    let title: String
    let text: String
    let command: String
    let remark: String
  }

  private static let money = "\"I put money in the [bank].\""
  private static let river = "\"We sat on the river [bank].\""

  private static let steps = [
    Step(
      title: "One word, two uses",
      text: """
        A model knows each word by a row of numbers, its embedding, which is the same wherever the word \
        stands. The bank of a river and the bank with the money begin as one row. What tells them apart \
        is what the words around them add. Compare them after the model has read both sentences:
        """,
      command: "/sim \(money) \(river) --full",
      remark: """
        1.00 would be the same vector. The lines below the number say what it is worth: where it lies \
        among other pairs, and how sure one can be.
        """),
    Step(
      title: "How a word looks at others",
      text: """
        In each layer every word asks a question, its query, and offers an answer to those of others, its \
        key. A query times a key, number by number and added up, is a score; divided by the root of the \
        width and put through softmax, the scores become weights that add up to 1. By these weights the \
        word takes up a little of every other word's value. Here is one head doing so:
        """,
      command: "/arithmetic \(river) --layer 1 --head 1 --channels 3",
      remark: """
        Several heads do this side by side, each with queries, keys and values of its own; what they \
        find is put side by side (concatenated) and mixed. So one word can look for different things.
        """),
    Step(
      title: "Whom it looks at",
      text: """
        The weight tells how hard a word looks, the flow how much it really takes from there, and the \
        last column what happens if that word had never been written:
        """,
      command: "/attention \(river)",
      remark: """
        The three need not agree, and the rank correlations say how far they do. Looking hard at \
        something does not mean being changed by it.
        """),
    Step(
      title: "Layer by layer",
      text: """
        After each layer the vector has taken up more of its neighbours, and the two uses drift apart:
        """,
      command: "/layers \(money) \(river)",
      remark: """
        At layer 0 there is only the bare embedding. Each point after it is one more round of looking \
        at the others.
        """),
    Step(
      title: "Why",
      text: """
        Now the question that this program is for: which words made the two uses alike, and which made \
        them different? Every context word is left out in every combination, and gets its fair share:
        """,
      command: "/why \(money) \(river)",
      remark: """
        The two bare words are alike, and the shares take that down, or up, to the similarity of the \
        two uses; they add up exactly. The check at the end says whether to believe them.
        """),
  ]
}

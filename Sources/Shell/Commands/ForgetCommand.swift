import ArgumentParser
import ModelFiles

struct ForgetCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Drops sentences. Their numbers are not used again.")
  static let topic = Topic.session
  static let isForPromptOnly = true
  static let example = ["I deposited money at the bank.", "/forget 1"]

  @Argument(help: "Their numbers, or all.")
  var sentences: [String]

  func answer(in session: inout Session) throws -> Answer {
    let forgotten: [Int]
    if sentences == ["all"] {
      forgotten = session.sentences.numbers
    } else {
      // All are looked up before any is dropped.
      forgotten = try sentences.map { text in
        guard let number = Int(text) else {
          throw ShellError(
            "bad-arguments", "“\(text)” is not the number of a sentence; /list shows them", .usage)
        }
        _ = try session.text(of: number)
        return number
      }
    }
    for number in forgotten { session.sentences.forget(number) }
    let count = Set(forgotten).count
    return Answer(
      "\(count) \(count == 1 ? "sentence" : "sentences") forgotten",
      fields: ["forgotten": .array(forgotten.map { .int($0) })],
      rows: forgotten.map { [.int($0)] })
  }
}

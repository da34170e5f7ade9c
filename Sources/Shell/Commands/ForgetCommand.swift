import ArgumentParser
import JSON
import Senses

struct ForgetCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Drops sentences. Their numbers are not used again.")
  static let topic = Topic.session
  static let isForPromptOnly = true
  static let example = ["I deposited money at the bank.", "/forget 1"]

  @Argument(help: "Their numbers, or all.", completion: .sentence)
  var sentences: [String]

  static let fields: [Field<[Int]>] = [
    Field("forgotten", "the numbers of the sentences dropped", \.self)
  ]
  static let rows = RowFields<[Int]>(
    [Field("sentence", "the number of a sentence dropped", \.self)], \.self)

  func find(in session: inout Session) throws -> [Int] {
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
    return forgotten
  }

  func blocks(_ found: [Int], in session: Session) -> [Block] {
    [.text("\(counted(Set(found).count, "sentence")) forgotten")]
  }
}

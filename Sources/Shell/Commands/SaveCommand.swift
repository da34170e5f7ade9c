import ArgumentParser
import ModelFiles

struct SaveCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "save", abstract: "Writes the sentences that are kept to a file.",
    discussion: """
      One a line, byte for byte as typed; /read takes them back, numbered anew. The file is written \
      whole or not at all: where that fails, an older file of the name stays as it was.
      """)
  static let topic = Topic.session
  static let isForPromptOnly = true
  static let example = ["I deposited money at the bank.", "/save sentences.txt"]

  @Argument(help: "The file.", completion: .file())
  var file: String

  func answer(in session: inout Session) throws -> Answer {
    let numbers = session.sentences.numbers
    var lines: [UInt8] = []
    for number in numbers {
      lines += Line.line(for: session.sentences[number]!.text.source)
      lines.append(0x0A)
    }
    try AtomicFile.write(lines, to: file)
    let count = numbers.count
    return Answer(
      "\(count) \(count == 1 ? "sentence" : "sentences") written to \(file)".onOneLine,
      fields: ["saved": .int(count), "file": .string(file)], rows: [[.int(count), .string(file)]])
  }
}

import ArgumentParser
import ModelFiles

struct ListCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The sentences that are kept.")
  static let topic = Topic.session
  static let isForPromptOnly = true
  static let example = ["I deposited money at the bank.", "/list bank"]

  @Argument(help: "Only those with this word.")
  var word: String?

  func answer(in session: inout Session) throws -> Answer {
    var numbers = session.sentences.numbers
    if let word {
      let found = Set(try session.uses(of: word).compactMap(\.sentence))
      numbers.removeAll { !found.contains($0) }
    }
    let texts = numbers.map { session.sentences[$0]!.text.source.string }
    let none = word.map { "no sentence has “\($0)”" } ?? "no sentence is kept"
    let width = "\(numbers.last ?? 0)".count
    return Answer(
      numbers.isEmpty
        ? [.text(none.onOneLine)]
        : zip(numbers, texts).map { number, text in
          .text(
            fitted("[\(number)]", width + 2, alignedRight: true) + " " + text.onOneLine,
            indent: width + 3)
        },
      fields: [
        "sentences": .array(
          zip(numbers, texts).map { ["sentence": .int($0), "text": .string($1)] })
      ],
      rows: zip(numbers, texts).map { [.int($0), .string($1)] })
  }
}

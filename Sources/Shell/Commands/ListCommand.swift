import ArgumentParser
import JSON

struct ListCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The sentences that are kept.")
  static let topic = Topic.session
  static let isForPromptOnly = true
  static let example = ["I deposited money at the bank.", "/list bank"]

  @Argument(help: "Only those with this word.", completion: .word)
  var word: String?

  typealias Kept = (number: Int, text: String)

  private static let kept: [Field<Kept>] = [
    Field("sentence", "its number", \.number), Field("text", "the sentence as typed", \.text),
  ]
  static let fields: [Field<[Kept]>] = [
    Field("sentences", "the sentences that are kept", each: kept, \.self)
  ]
  static let rows = RowFields<[Kept]>(kept, \.self)

  func find(in session: inout Session) throws -> [Kept] {
    var numbers = session.sentences.numbers
    if let word {
      let found = Set(try session.uses(of: word).compactMap(\.sentence))
      numbers.removeAll { !found.contains($0) }
    }
    return numbers.map { (number: $0, text: session.sentences[$0]!.text.source.string) }
  }

  func blocks(_ found: [Kept], in session: Session) -> [Block] {
    guard let last = found.last else {
      return [.text((word.map { "no sentence has “\($0)”" } ?? "no sentence is kept").onOneLine)]
    }
    let width = "\(last.number)".count
    return found.map { number, text in
      .text(
        fitted("[\(number)]", width + 2, alignedRight: true) + " " + text.onOneLine,
        indent: width + 3)
    }
  }
}

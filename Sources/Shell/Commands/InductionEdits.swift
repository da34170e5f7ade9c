import ArgumentParser
import JSON
import Senses

/// An edit of the senses found last, which shows how they stand then.
protocol InductionEdit: SessionCommand where Found == ToldSenses {}

extension InductionEdit {
  static var fields: [Field<ToldSenses>] { ToldSenses.fields }
  static var rows: RowFields<ToldSenses> { ToldSenses.rows }
  func blocks(_ found: ToldSenses, in session: Session) -> [Block] { found.blocks }
}

struct MergeCommand: InductionEdit {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Makes one of several senses that /induce has found.")
  static let topic = Topic.text
  static let isForPromptOnly = true
  static let example = ["/induce bank sentences.txt --senses 2", "/merge 1 2"]

  @Argument(help: "Their numbers; the first stays.")
  var senses: [Int]

  func find(in session: inout Session) throws -> ToldSenses {
    try session.edit { try $0.merge(senses) }
  }
}

struct SplitCommand: InductionEdit {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Makes two of one sense that /induce has found.")
  static let topic = Topic.text
  static let isForPromptOnly = true
  static let example = ["/induce bank sentences.txt --senses 1", "/split 1"]

  @Argument(help: "Its number, which the larger part keeps.")
  var sense: Int
  @OptionGroup var chance: SeedOption

  func find(in session: inout Session) throws -> ToldSenses {
    let seed = session.seed(chance.seed)
    return try session.edit { try $0.split(sense, seed: seed) }
  }
}

struct NameCommand: InductionEdit {
  static let configuration = CommandConfiguration(
    commandName: "name", abstract: "Names a sense that /induce has found.")
  static let topic = Topic.text
  static let isForPromptOnly = true
  static let example = ["/induce bank sentences.txt", "/name 1 \"river edge\""]

  @Argument(help: "Its number.")
  var sense: Int
  @Argument(help: "The name; an empty one, \"\", takes it away.")
  var name: String

  func find(in session: inout Session) throws -> ToldSenses {
    try session.edit { try $0.name(sense, name) }
  }
}

struct MoveCommand: InductionEdit {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Moves a use that /induce has found to another sense.")
  static let topic = Topic.text
  static let isForPromptOnly = true
  static let example = ["/induce bank sentences.txt --senses 1", "/move 2 2"]

  @Argument(help: ArgumentHelp("The number of the use, as /kwic shows it.", valueName: "number"))
  var number: Int
  @Argument(help: "The sense it goes to; the next free number makes a new one.")
  var sense: Int

  func find(in session: inout Session) throws -> ToldSenses {
    try session.edit { try $0.move(number, to: sense) }
  }
}

struct UndoCommand: InductionEdit {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Takes back the last edit of senses.")
  static let topic = Topic.text
  static let isForPromptOnly = true
  static let example = ["/induce bank sentences.txt", "/name 1 edge", "/undo"]

  func find(in session: inout Session) throws -> ToldSenses {
    try session.edit { try $0.undo() }
  }
}

extension Session {
  /// Edits the senses found last, and shows them.
  fileprivate mutating func edit(_ change: (inout Induction) throws -> Void) throws -> ToldSenses {
    guard var induction else { throw Self.nothingInduced }
    try change(&induction)
    let told = try told(induction)
    self.induction = induction
    return told
  }

  static var nothingInduced: ShellError {
    ShellError("nothing-induced", "no senses have been found yet; /induce WORD FILE finds them")
  }
}

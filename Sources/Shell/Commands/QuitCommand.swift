import ArgumentParser

struct QuitCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "quit", abstract: "Ends the session.", aliases: ["exit"])
  static let topic = Topic.session
  static let replayGap: ReplayGap? = .ends
  static let isForPromptOnly = true
  static let example = ["/quit"]

  static let fields: [Field<Void>] = []
  static let rows = RowFields<Void>.none

  func find(in session: inout Session) {}

  func blocks(_ found: Void, in session: Session) -> [Block] { [] }

  func notes(on found: Void, in session: Session) -> Notes { Notes(ends: true) }
}

import ArgumentParser

struct QuitCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "quit", abstract: "Ends the session.", aliases: ["exit"])
  static let topic = Topic.session
  static let isReplayed = false
  static let isForPromptOnly = true
  static let example = ["/quit"]

  func answer(in session: inout Session) -> Answer {
    var answer = Answer()
    answer.ends = true
    return answer
  }
}

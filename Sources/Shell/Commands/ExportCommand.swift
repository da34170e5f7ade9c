import ArgumentParser
import ModelFiles

struct ExportCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the model as one folder that Hugging Face transformers opens.")
  static let topic = Topic.session
  static let isReplayed = false
  static let example = ["/export exported-model"]

  @Argument(
    help: ArgumentHelp("The folder; made where there is none.", valueName: "dir"),
    completion: .directory)
  var folder: String

  func answer(in session: inout Session) throws -> Answer {
    try session.writing().export(session.model, to: folder)
    return Answer(
      "model written to \(folder)".onOneLine, fields: ["exported": .string(folder)],
      rows: [[.string(folder)]])
  }
}

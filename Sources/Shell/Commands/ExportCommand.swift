import ArgumentParser
import JSON

struct ExportCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the model as one folder that Hugging Face transformers opens.")
  static let isForOneModel = true
  static let topic = Topic.session
  static let replayGap: ReplayGap? = .writes
  static let example = ["/export exported-model"]

  @Argument(
    help: ArgumentHelp("The folder; made where there is none.", valueName: "dir"),
    completion: .directory)
  var folder: String

  static let fields: [Field<String>] = [Field("exported", "the folder written", \.self)]
  static let rows = RowFields<String>(fields)

  func find(in session: inout Session) throws -> String {
    try session.model.export(to: folder, by: session.writing())
    return folder
  }

  func blocks(_ found: String, in session: Session) -> [Block] {
    [.text("model written to \(found)".onOneLine)]
  }
}

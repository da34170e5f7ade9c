import ArgumentParser
import ModelFiles
import Senses

struct VectorCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "vector", abstract: "The numbers of a use's vector.")
  static let topic = Topic.look
  static let example = ["/vector \"We had lunch on the [bank] of the river.\" --npy bank.npy"]

  @Argument(help: "A use, as 2:bank.")
  var use: UseReference
  @Option(
    help: ArgumentHelp("Write it to a file that numpy.load reads.", valueName: "file"),
    completion: .file())
  var npy: String?

  func answer(in session: inout Session) throws -> Answer {
    let use = try session.use(use)
    let vector = try session.vectors(of: [use])[0]
    if let npy { try session.write(NumPyFile.bytes(of: vector), to: npy) }
    let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    var blocks: [Block] = [
      .text(
        "\(use.label): \(vector.count) numbers, layer \(session.model.layer), "
          + "length \(twoDecimals(length))" + (npy.map { ", written to \($0.onOneLine)" } ?? ""))
    ]
    if npy == nil {
      blocks.append(.text(vector.map(\.description).joined(separator: " ")))
    }
    return Answer(
      blocks,
      fields: [
        "use": use.json, "layer": .int(session.model.layer),
        "vector": .array(vector.map { .float($0) }), "file": npy.map { .string($0) } ?? .null,
      ], rows: [[.string(use.name)] + vector.map { .float($0) }])
  }
}

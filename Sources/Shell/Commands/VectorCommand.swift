import ArgumentParser
import JSON
import Senses
import Tensors

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

  struct Found {
    let use: ResolvedUse
    let layer: Int
    let vector: [Float]
    let file: String?
  }

  static let fields: [Field<Found>] = [
    Field("use", "the use", \.use), Field("layer", "the layer that it is taken from", \.layer),
    Field("vector", "its numbers", \.vector), Field("file", "where it was written", \.file),
  ]
  static let rows = RowFields<Found>([
    Field("use", "the use", \.use.name),
    Field("vector", "its numbers, a column each, from 1", \.vector).spread(from: 1),
  ])

  func find(in session: inout Session) throws -> Found {
    let use = try session.use(use)
    let vector = try session.vectors(of: [use])[0]
    if let npy { try session.write(NumPyFile.bytes(of: vector), to: npy) }
    return Found(use: use, layer: session.model.layer, vector: vector, file: npy)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let length = found.vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    return [
      .text(
        "\(found.use.label): \(found.vector.count) numbers, layer \(found.layer), "
          + "length \(twoDecimals(length))"
          + (found.file.map { ", written to \($0.onOneLine)" } ?? ""))
    ]
      + (found.file == nil
        ? [.text(found.vector.map(\.description).joined(separator: " "))] : [])
  }
}

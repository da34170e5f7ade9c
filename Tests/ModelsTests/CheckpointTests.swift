import Checkpoints
import Foundation
import JSON
import Models
import Tensors
import TestSupport
import Testing
import Transformer

struct CheckpointTests {
  /// The tensors of a small model in two files, and an index of them.
  private struct Shards {
    static let names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    let folder: TemporaryFolder
    var map: JSONObject = [:]
    let model = DraftModel()

    init() throws {
      folder = try TemporaryFolder()
      try model.write(to: folder)
      try FileManager.default.removeItem(atPath: folder("model.safetensors"))
      for (number, name) in Self.names.enumerated() {
        let part = model.tensors.enumerated().filter { $0.offset % 2 == number }.map(\.element)
        try SafeTensors.write(part, to: folder(name), by: FileWriting())
        for tensor in part { map[tensor.name] = .string(name) }
      }
      try writeIndex()
    }

    func writeIndex() throws {
      let index: JSONValue = ["metadata": ["total_size": 1], "weight_map": .object(map)]
      try folder.write(index.compact, "model.safetensors.index.json")
    }
  }

  private func states(_ path: String) throws -> Matrix {
    try ModelFolder(path: path).weights.encoder()
      .encode([InputSequence(ids: [2, 5, 6, 3])], layers: [2])[0][2]
  }

  @Test func severalFilesAreOneModel() throws {
    let shards = try Shards()
    let one = try TemporaryFolder()
    try shards.model.write(to: one)
    #expect(try states(shards.folder.path) == states(one.path))
    let checkpoint = try Checkpoint(folder: shards.folder.path)
    #expect(checkpoint.files.map(\.path) == Shards.names.map { shards.folder($0) })
    #expect(Set(checkpoint.names) == Set(shards.model.tensors.map(\.name)))
    let name = shards.model.tensors[1].name
    #expect(checkpoint.path(of: name) == shards.folder(Shards.names[1]))
    #expect(checkpoint.tensor(name)?.values == shards.model.tensors[1].tensor.values)
    #expect(checkpoint.entry("none") == nil)

    let copy = one("copy")
    try ModelFolder(path: shards.folder.path).export(to: copy, by: FileWriting())
    #expect(try states(copy) == states(one.path))
    // A file by itself comes first.
    try shards.folder.write("", "model.safetensors")
    #expect(throws: CheckpointError.self) { try Checkpoint(folder: shards.folder.path) }
  }

  private func expect(
    _ error: (Shards) -> CheckpointError, line: Int = #line, _ spoil: (inout Shards) throws -> Void
  ) throws {
    var shards = try Shards()
    try spoil(&shards)
    try shards.writeIndex()
    let place = SourceLocation(fileID: #fileID, filePath: #filePath, line: line, column: 1)
    let found = #expect(throws: error(shards), sourceLocation: place) {
      try Checkpoint(folder: shards.folder.path)
    }
    #expect(found?.description.contains("\n") == false, sourceLocation: place)
  }

  @Test func filesThatDoNotFit() throws {
    let (first, second) = (Shards.names[0], Shards.names[1])
    func index(_ shards: Shards) -> String { shards.folder("model.safetensors.index.json") }
    let words = "embeddings.word_embeddings.weight"
    for outside in ["../../x", "..", ".", "", "a/b", "/etc/passwd", "a\0b"] {
      try expect({ .shards(path: index($0), .outside(tensor: words, found: outside)) }) {
        $0.map[words] = .string(outside)
      }
    }
    try expect({
      .file(.unreadable(path: $0.folder(second), reason: "No such file or directory"))
    }) { try FileManager.default.removeItem(atPath: $0.folder(second)) }
    try expect({ .shards(path: index($0), .absent(tensor: words, shard: second)) }) {
      $0.map[words] = .string(second)
    }
    try expect({ .shards(path: index($0), .absent(tensor: "none", shard: second)) }) {
      $0.map["none"] = .string(second)
    }
    try expect({ .shards(path: $0.folder(second), .twice(tensor: words, shard: first)) }) {
      try SafeTensors.write([$0.model.tensors[0]], to: $0.folder(second), by: FileWriting())
    }
    try expect({
      .shards(
        path: index($0),
        .wrong(key: "weight_map", expected: "tensors and their files", found: "an object"))
    }) { $0.map = [:] }
    try expect({
      .shards(
        path: index($0),
        .wrong(key: "weight_map.\(words)", expected: "the name of a file", found: "1"))
    }) { $0.map[words] = 1 }
  }

  @Test func indexesThatAreNone() throws {
    #expect(throws: ShardIndexError.missing(key: "weight_map")) { try ShardIndex([:]) }
    #expect(throws: ShardIndexError.missing(key: "weight_map")) { try ShardIndex([]) }
    var map: JSONObject = [:]
    for number in 0...ShardIndex.most { map["t\(number)"] = .string("s\(number)") }
    #expect(throws: ShardIndexError.tooMany(shards: 1001)) {
      try ShardIndex(["weight_map": .object(map)])
    }
  }
}

import Platform
import Tensors
import UnicodeText

/// The tensors of a model: those of one safetensors file, or of several that an index lists.
package struct Checkpoint: Sendable {
  /// A file and what it holds.
  package struct File: Sendable {
    package let path: String
    package let tensors: SafeTensors
  }

  /// One, or the shards in the order of their names.
  package let files: [File]
  /// The file of each tensor.
  private let places: [ExactName: Int]

  package static let fileName = "model.safetensors"

  /// Opens `model.safetensors`, or what `model.safetensors.index.json` lists where only that is there.
  package init(folder: String) throws(CheckpointError) {
    let index = "\(folder)/\(ShardIndex.fileName)"
    if !exists("\(folder)/\(Self.fileName)"), exists(index) {
      let shards = try ShardIndex(contentsOf: index)
      try self.init(
        shards.names.map { name throws(CheckpointError) in
          try File("\(folder)/\(name)")
        })
      for (tensor, shard) in shards.places {
        guard let place = places[ExactName(tensor)],
          isSame(files[place].path, "\(folder)/\(shard)")
        else { throw .shards(path: index, .absent(tensor: tensor, shard: shard)) }
      }
    } else {
      try self.init(contentsOf: "\(folder)/\(Self.fileName)")
    }
  }

  /// Opens one file.
  package init(contentsOf path: String) throws(CheckpointError) {
    try self.init([try File(path)])
  }

  private init(_ files: [File]) throws(CheckpointError) {
    var places: [ExactName: Int] = [:]
    for (place, file) in files.enumerated() {
      for name in file.tensors.names {
        if let other = places.updateValue(place, forKey: ExactName(name)) {
          throw .shards(
            path: file.path, .twice(tensor: name, shard: lastComponent(of: files[other].path)))
        }
      }
    }
    self.files = files
    self.places = places
  }

  /// All names, file after file.
  package var names: [String] { files.flatMap(\.tensors.names) }

  /// Sees to it that no file was written to since it was opened.
  ///
  /// - Throws: `FileError.changed`.
  package func checkUnchanged() throws(FileError) {
    for file in files { try file.tensors.checkUnchanged() }
  }

  /// What the header says of a tensor; nil when there is none of that name.
  package func entry(_ name: String) -> SafeTensors.Entry? { file(of: name)?.tensors.entry(name) }

  /// A tensor of numbers in 32 or 16 bits; nil when there is none of that name, and when its numbers are stored in
  /// another way (`entry` tells).
  package func tensor(_ name: String) -> StoredTensor? { file(of: name)?.tensors.tensor(name) }

  /// The path of the file that has a tensor; of what no file has, that of the first.
  package func path(of name: String) -> String { (file(of: name) ?? files[0]).path }

  private func file(of name: String) -> File? { places[ExactName(name)].map { files[$0] } }
}

extension Checkpoint.File {
  fileprivate init(_ path: String) throws(CheckpointError) {
    self.init(path: path, tensors: try SafeTensors(contentsOf: path))
  }
}

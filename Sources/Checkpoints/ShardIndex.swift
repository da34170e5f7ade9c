import JSON
import Platform
import UnicodeText

/// What is wrong with the index of a model in several files, or with the files by it.
public enum ShardIndexError: Error, Equatable, CustomStringConvertible {
  case missing(key: String)
  case wrong(key: String, expected: String, found: String)
  /// A name that leads out of the folder.
  case outside(tensor: String, found: String)
  case tooMany(shards: Int)
  /// A tensor that is not in the file where the index says it is.
  case absent(tensor: String, shard: String)
  /// A tensor that another file has too.
  case twice(tensor: String, shard: String)

  public var description: String {
    switch self {
    case .missing(let key): "no \(key)"
    case .wrong(let key, let expected, let found): "\(key): expected \(expected), found \(found)"
    case .outside(let tensor, let found):
      "weight_map.\(shown(tensor, atMost: 80)): expected the name of a file in this folder, found \(quoted(found))"
    case .tooMany(let shards):
      "\(shards) files, expected at most \(ShardIndex.most)"
    case .absent(let tensor, let shard):
      "tensor \(quoted(tensor)) is not in \(quoted(shard)), where the index has it; fetch the files again"
    case .twice(let tensor, let shard):
      "tensor \(quoted(tensor)) is in \(quoted(shard)) too; fetch the files again"
    }
  }
}

/// `model.safetensors.index.json`: which file of a model has which tensor.
public struct ShardIndex: Sendable {
  package static let fileName = "model.safetensors.index.json"
  /// No model has more files.
  public static let most = 1000

  /// Each tensor and its file, in the order of the index.
  public let places: [(tensor: String, shard: String)]
  /// The files, in the order of their names.
  public let names: [String]

  init(contentsOf path: String) throws(CheckpointError) {
    let value: JSONValue
    do throws(JSONFileError) { value = try JSONValue(contentsOf: path) } catch {
      switch error {
      case .file(let error): throw .file(error)
      case .json(let path, let error): throw .json(path: path, error)
      }
    }
    do throws(ShardIndexError) { self = try ShardIndex(value) } catch {
      throw .shards(path: path, error)
    }
  }

  /// - Throws: `ShardIndexError`, for a file that is not in the folder of the index too.
  public init(_ value: JSONValue) throws(ShardIndexError) {
    guard let map = value["weight_map"] else { throw .missing(key: "weight_map") }
    guard let members = map.object?.members, !members.isEmpty else {
      throw .wrong(key: "weight_map", expected: "tensors and their files", found: map.kind)
    }
    var places: [(tensor: String, shard: String)] = []
    for member in members {
      guard let shard = member.value.string else {
        throw .wrong(
          key: "weight_map.\(shown(member.name, atMost: 80))", expected: "the name of a file",
          found: member.value.kind)
      }
      guard isFileName(shard) else { throw .outside(tensor: member.name, found: shard) }
      places.append((member.name, shard))
    }
    let names = Set(places.map { ExactName($0.shard) }).map(\.name).sorted()
    guard names.count <= Self.most else { throw .tooMany(shards: names.count) }
    self.places = places
    self.names = names
  }
}

import JSON
import Platform

/// What is wrong with the files of a checkpoint, and with which.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
  case file(FileError)
  /// The index of the shards.
  case json(path: String, JSONError)
  case safeTensors(path: String, SafeTensorsError)
  case shards(path: String, ShardIndexError)

  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .json(let path, let error): "\(shown(path)): \(error)"
    case .safeTensors(let path, let error): "\(shown(path)): \(error)"
    case .shards(let path, let error): "\(shown(path)): \(error)"
    }
  }
}

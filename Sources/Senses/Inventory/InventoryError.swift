import Corpora
import Platform

/// What is wrong with an inventory of senses: what, where, what to do, in one line.
public enum InventoryError: Error, Equatable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  /// The file is of another kind, or of a later version of this one.
  case notAnInventory(path: String)
  /// A folder of something else.
  case notAFolder(path: String)
  case damaged(path: String, what: String)
  /// A line of a person's own file. Lines count from 1.
  case line(path: String, line: Int, what: String)
  case noSense(path: String)
  /// No more of it was wanted while it was read.
  case interrupted

  init(_ error: FileError) {
    self =
      switch error {
      case .unreadable(let path, _), .unwritable(let path, _), .tooLarge(let path, _, _):
        .unreadable(path: path, reason: error.reason)
      case .changed(let path):
        .damaged(path: path, what: "it was written to while it was in use")
      }
  }

  /// Whatever ended the reading of a file.
  init(_ error: any Error, reading path: String) {
    switch error {
    case let error as InventoryError: self = error
    case is Interruption: self = .interrupted
    case let error as FileLinesError: self.init(error, path: path)
    case let error as CorpusError: self.init(error, path: path)
    default: self = .unreadable(path: path, reason: "\(error)")
    }
  }

  init(_ error: FileLinesError, path: String) {
    self =
      switch error {
      case .cannotOpen(_, let reason), .cannotRead(_, let reason):
        .unreadable(path: path, reason: reason)
      case .notText(_, let kind):
        .unreadable(path: path, reason: "it \(kind.description(ofFile: path))")
      case .cutPacking(_, let kind, let bytes):
        .damaged(path: path, what: "its \(kind) data end too early, after \(bytes) bytes")
      case .damagedPacking(_, let kind, let byte, let reason):
        .damaged(path: path, what: "its \(kind) data near byte \(byte): \(reason)")
      }
  }

  init(_ error: CorpusError, path: String) {
    let line = error.line ?? 1
    self =
      switch error.fault {
      case .badXML(_, isCut: true):
        .damaged(path: path, what: "it ends too early, in line \(line)")
      case .badXML(let what, isCut: false):
        .line(path: path, line: line, what: "not well-formed XML: \(what)")
      default: .line(path: path, line: line, what: "too long to be read")
      }
  }

  public var description: String {
    switch self {
    case .interrupted: "\(Interruption())"
    case .unreadable(let path, let reason): "senses \(shown(path)): cannot be read: \(reason)"
    case .notAnInventory(let path):
      "senses \(shown(path)): no packed inventory of senses that this program knows: name another file"
    case .notAFolder(let path):
      "senses \(shown(path)): the folder has no data.noun or entries-a.json or the like, as WordNet's have: name a file, or such a folder"
    case .damaged(let path, let what):
      "senses \(shown(path)): damaged: \(what): bring a whole copy back"
    case .line(let path, let line, let what): "senses \(shown(path)), line \(line): \(what)"
    case .noSense(let path): "senses \(shown(path)): no sense in it: each needs a word and a gloss"
    }
  }
}

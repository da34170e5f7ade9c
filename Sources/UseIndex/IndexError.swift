import Platform
import Senses

/// Why an index cannot be made, read or gone on with: what is wrong, where, what to do, in one line.
public enum IndexError: Error, Equatable, CustomStringConvertible {
  /// There is nothing at the place, or something else.
  case noIndex(place: String)
  /// A folder for a new index holds something already.
  case notEmpty(place: String)
  case format(place: String, found: Int, expected: Int)
  case otherModel(place: String, what: String, made: String, given: String)
  /// Another process writes.
  case busy(place: String)
  case damaged(path: String, what: String)
  /// A file is there and the system does not open it.
  case unreadable(path: String, reason: String)
  case unwritable(place: String, reason: String)
  case standardInput
  /// A file that two indexes hold has changed between their making.
  case twoVersions(path: String, places: [String])
  case notOneWord(String)

  public var description: String {
    switch self {
    case .noIndex(let place):
      "\(shown(place)) is no index of uses: polyseme index \(shown(place)) CORPUS… makes one"
    case .notEmpty(let place):
      "\(shown(place)) is no index of uses and holds other files: name a new folder"
    case .format(let place, let found, let expected):
      "\(shown(place)) is an index in format \(found), expected \(expected): make it anew with this program"
    case .otherModel(let place, let what, let made, let given):
      "\(shown(place)) was made with \(what) \(shown(made)), not \(shown(given)): open that one, or make another index"
    case .busy(let place):
      "\(shown(place)) is being written by another process: wait for its end; it can be read meanwhile"
    case .damaged(let path, let what):
      "\(shown(path)) is damaged: \(what): make the index anew, or bring a copy back"
    case .unreadable(let path, let reason): "\(shown(path)): cannot be read: \(reason)"
    case .unwritable(let place, let reason): "\(shown(place)): cannot be written: \(reason)"
    case .standardInput:
      "an index is made from files, which can be read again; write standard input to one"
    case .twoVersions(let path, let places):
      "\(shown(path)) stands in \(joined(places.map { shown($0) })) with other bytes or read otherwise: "
        + "bring one of them up to date first"
    case .notOneWord(let word): "“\(shown(word))” is not one word: name one"
    }
  }

  /// For machines, and for good.
  public var code: String {
    switch self {
    case .noIndex: "no-index"
    case .notEmpty: "no-index"
    case .format: "index-format"
    case .otherModel: "other-model"
    case .busy: "busy-index"
    case .damaged: "damaged-index"
    case .unreadable: "unreadable-file"
    case .unwritable: "unwritable-file"
    case .standardInput: "standard-input"
    case .twoVersions: "two-versions"
    case .notOneWord: "no-word"
    }
  }
}

/// What is wrong with a file, whatever is in it.
public enum FileError: Error, Equatable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  case tooLarge(path: String, bytes: Int, limit: Int)
  /// Written to by another while it was read from.
  case changed(path: String)

  package static func unreadable(_ path: String, _ error: SystemError = .last) -> FileError {
    .unreadable(path: path, reason: error.description)
  }

  package static func unwritable(_ path: String, _ error: SystemError = .last) -> FileError {
    .unwritable(path: path, reason: error.description)
  }

  /// Why, without where.
  package var reason: String {
    switch self {
    case .unreadable(_, let reason), .unwritable(_, let reason): reason
    case .tooLarge(_, let bytes, let limit): "\(bytes) bytes or more, expected at most \(limit)"
    case .changed:
      "was written to while it was in use, so nothing more is answered from it; start again once it is whole"
    }
  }

  public var description: String {
    switch self {
    case .unreadable(let path, _): "\(shown(path)): cannot be read: \(reason)"
    case .unwritable(let path, _): "\(shown(path)): cannot be written: \(reason)"
    case .tooLarge(let path, _, _), .changed(let path): "\(shown(path)): \(reason)"
    }
  }
}

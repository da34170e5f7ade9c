/// Where answers and notes go.
public protocol ShellOutput: AnyObject {
  /// - Throws: `OutputError`, where it cannot be written.
  func write(_ bytes: [UInt8]) throws(OutputError)

  /// Says something that is no answer.
  func note(_ message: String)
}

/// Why an answer cannot be written.
public enum OutputError: Error, Equatable, CustomStringConvertible {
  /// Nobody reads any more.
  case closed
  case failed(reason: String)

  public var description: String {
    switch self {
    case .closed: "nobody reads the output"
    case .failed(let reason): "the output cannot be written: \(reason)"
    }
  }
}

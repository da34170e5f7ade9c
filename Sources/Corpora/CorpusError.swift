/// Why a corpus cannot be read, or not further: where, what is wrong, what to do, in one line.
public struct CorpusError: Error, Equatable, CustomStringConvertible {
  public enum Fault: Equatable, Sendable {
    case notRunningText(CorpusLook)
  }

  public let fault: Fault
  /// `-` is standard input.
  public let path: String
  /// From 1; `nil` where the whole file is meant.
  public let line: Int?
  /// The byte of the line, from 1.
  public let column: Int?

  public init(_ fault: Fault, path: String, line: Int? = nil, column: Int? = nil) {
    self.fault = fault
    self.path = path
    self.line = line
    self.column = column
  }

  public var description: String {
    let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
    return "\(path)\(place): \(what)"
  }

  /// For machines, and for good.
  public var code: String {
    switch fault {
    case .notRunningText: "not-running-text"
    }
  }

  private var what: String {
    switch fault {
    case .notRunningText(let look):
      "looks like \(look.name), not running text: \(look.advice(forFile: path)); "
        + "--as-text reads it as it stands"
    }
  }
}

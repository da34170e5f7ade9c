/// Why a pattern cannot be run.
public enum PatternError: Error, Equatable, CustomStringConvertible {
  /// A construct that is not known, as it is written.
  case unsupported(String)
  /// It ends too early, or something is closed that was not opened.
  case malformed(String)
  /// It would need more than so many states.
  case tooLarge(states: Int)

  public var description: String {
    switch self {
    case .unsupported(let construct): "\(construct) is not supported"
    case .malformed(let what): what
    case .tooLarge(let states): "it needs more than \(states) states"
    }
  }
}

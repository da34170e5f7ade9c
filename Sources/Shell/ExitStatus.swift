/// How the program ends, as `sysexits.h` numbers it.
public enum ExitStatus: Int32, Sendable, Hashable {
  case success = 0
  /// Some line of a script failed; the rest still ran.
  case someFailed = 1
  /// Stopped at the first failure, as asked.
  case stopped = 3
  /// The command line or a command's words are wrong.
  case usage = 64
  /// The words are right, what they speak of is not.
  case badData = 65
  /// No such file, or no such model.
  case noInput = 66
  case internalError = 70
  case inputOutput = 74
  case interrupted = 130
}

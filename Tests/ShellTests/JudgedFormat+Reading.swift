@testable import Senses
@testable import Shell

extension JudgedFormat {
  /// Reads a file to its end.
  func read(_ path: String, answers: String? = nil) throws -> JudgedSet {
    try read(path, answers: answers, checking: {})
  }
}

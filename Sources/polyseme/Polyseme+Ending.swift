import ArgumentParser
import Platform
import Shell

extension ParsableCommand {
  /// Ends the program as swift-argument-parser does: what was asked for (help, a version) goes to standard output, what is
  /// wrong to standard error. But what it quotes of the command line is shown and not sent, and what cannot be written is no
  /// success.
  ///
  /// - Parameter text: What is said; without it, what the error says.
  static func end(with error: any Error, saying text: String? = nil) -> Never {
    let text = text ?? fullMessage(for: error)
    let bytes = text.isEmpty ? [] : shown(lines: Array("\(text)\n".utf8))
    guard exitCode(for: error) == .success else {
      try? Descriptor.errors.write(bytes)
      exit(withError: ExitCode(exitCode(for: error).rawValue))
    }
    let program = Program()
    let status = program.ending {
      try program.output.write(bytes)
      return .success
    }
    exit(withError: ExitCode(status.rawValue))
  }
}

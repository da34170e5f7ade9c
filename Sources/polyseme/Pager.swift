import Platform

/// A program that shows a long answer a window at a time: the one that `PAGER` names, else less.
enum Pager {
  /// - Returns: Whether it was shown; not where there is no pager, or none is wanted.
  static func show(_ answer: [UInt8]) -> Bool {
    let command = environment("PAGER") ?? "less"
    guard !["", "cat"].contains(command), isThere(command) else { return false }
    // As git asks of less: leave where all fits, keep colours, leave the answer on the screen.
    setenv("LESS", "FRX", 0)
    guard let pipe = popen(command, "w") else { return false }
    // One who leaves the pager early has seen enough.
    _ = answer.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, pipe) }
    return pclose(pipe) >= 0
  }

  /// Whether the shell finds the program, the first word.
  private static func isThere(_ command: String) -> Bool {
    let name = command.split(separator: " ").first.map(String.init) ?? ""
    guard name.allSatisfy({ $0.isLetter || $0.isNumber || "/._-".contains($0) }) else {
      return false
    }
    return system("command -v \(name) >/dev/null 2>&1") == 0
  }
}

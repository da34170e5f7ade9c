import Corpora

extension FileLines {
  /// Every line as text.
  ///
  /// - Parameters:
  ///   - code: Of the error where a line is not UTF-8.
  /// - Throws: `FileLinesError`; `ShellError`.
  func texts(orFailWith code: String) throws -> [String] {
    var lines: [String] = []
    try forEach { bytes in
      let line = (0..<bytes.count).map { bytes[$0] }
      guard let text = String(validating: line, as: UTF8.self) else {
        throw ShellError(code, "\(path): line \(lines.count + 1) is not UTF-8")
      }
      lines.append(text)
      return true
    }
    return lines
  }

  /// The words or phrases of a file, one a line, each once; behind commas, other forms of them.
  ///
  /// - Throws: `FileLinesError`; `ShellError`.
  static func terms(
    in path: String, _ checkInterrupt: @escaping () throws -> Void
  ) throws -> [Term] {
    var found: [Term] = []
    for line in try FileLines(path: path, checkInterrupt: checkInterrupt).texts(
      orFailWith: "bad-terms")
    {
      guard let term = Term(line), !found.contains(where: { $0.word == term.word }) else {
        continue
      }
      found.append(term)
    }
    guard !found.isEmpty else {
      throw ShellError("no-terms", "\(path) holds no terms, one a line")
    }
    return found
  }
}

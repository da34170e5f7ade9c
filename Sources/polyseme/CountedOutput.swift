import Platform
import Shell

/// Rows on standard output, whose beginning says how many follow.
struct CountedOutput {
  /// How the number of rows gets to the beginning.
  private enum Beginning {
    /// It was given.
    case given(rows: Int)
    /// Standard output is a new file, whose beginning can be written at the end.
    case rewritten
    /// The rows wait until all are there.
    case held(SpoolFile)
  }

  private let output: StandardOutput
  private let header: (Int) -> [UInt8]
  private let beginning: Beginning
  private var rows = 0

  /// - Parameters:
  ///   - rows: How many there will be, where that is known.
  ///   - header: The beginning, as long whatever the number.
  init(_ output: StandardOutput, rows: Int?, header: @escaping (Int) -> [UInt8]) throws {
    self.output = output
    self.header = header
    if let rows {
      beginning = .given(rows: rows)
      try output.write(header(rows))
    } else if lseek(1, 0, SEEK_CUR) == 0, fcntl(1, F_GETFL) & O_APPEND == 0 {
      beginning = .rewritten
      try output.write(header(0))
    } else {
      beginning = .held(try SpoolFile())
    }
  }

  /// Takes whole rows.
  ///
  /// - Throws: `ShellError`, where there are more than were said.
  mutating func write(_ bytes: [UInt8], rows count: Int) throws {
    rows += count
    switch beginning {
    case .given(let given) where rows > given:
      // The rows of a kind that are all as long are written as far as they were said.
      let kept = count > 0 ? bytes.count / count * (count - (rows - given)) : 0
      if bytes.count.isMultiple(of: max(1, count)) { try output.write(Array(bytes.prefix(kept))) }
      try output.flush()
      throw ShellError(
        "wrong-rows", "more rows than --rows \(given): what is written holds the first \(given)")
    case .given, .rewritten: try output.write(bytes)
    case .held(let file): try file.write(bytes)
    }
  }

  /// Says how many rows there were.
  ///
  /// - Throws: `ShellError`, where something else has been said before.
  func finish() throws {
    try output.flush()
    let beginning = header(rows)
    switch self.beginning {
    case .given(let given) where rows < given:
      throw ShellError(
        "wrong-rows",
        "\(rows) rows, not the \(given) of --rows: what is written is no whole file, and no reader will take it"
      )
    case .given: break
    case .rewritten:
      guard pwrite(1, beginning, beginning.count, 0) == beginning.count else {
        throw OutputError.failed(reason: SystemError.last.description)
      }
    case .held(let file):
      try output.write(beginning)
      try file.forEachPart { try output.write($0) }
    }
  }
}

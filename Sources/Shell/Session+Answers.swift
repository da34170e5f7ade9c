import UnicodeText

extension Session {
  /// The longest line that is read. Bytes.
  public static let longestLine = 1 << 16

  /// Answers one line, and remembers both for `/save`.
  ///
  /// - Throws: What describes itself in one line.
  public mutating func answer(_ bytes: Span<UInt8>) throws -> Report {
    guard bytes.count <= Self.longestLine else { throw Self.tooLong(bytes.count) }
    log.begin(start)
    let typed = bytes.indices.map { bytes[$0] }
    do {
      let (answer, reply) = try reply(to: bytes)
      if let reply { log.add(.init(typed: typed, reply: reply)) }
      return answer
    } catch let error where !(error is Interruption) {
      log.add(.init(typed: typed, reply: .failure(error)))
      throw error
    }
  }

  /// Keeps the sentences of a file as if `/read` had been typed.
  ///
  /// - Throws: What describes itself in one line.
  public mutating func readAtStart(_ file: String) throws {
    _ = try answer(Array("/read \(TypedCommand.quoted(file))".utf8).span)
  }

  /// Answers one line, and remembers nothing of it.
  ///
  /// - Returns: Also what to remember of the answer; `nil` where there is no need to remember the line.
  mutating func reply(
    to bytes: Span<UInt8>
  ) throws -> (answer: Report, reply: SessionLog.Reply?) {
    switch try Line(bytes) {
    case .blank: return (Report(), nil)
    case .sentence(let source):
      let answer = try answer(to: source)
      let number = sentences.last
      return (answer, .sentence(number: number, ids: sentences[number]!.text.ids))
    case .command(let line):
      var command = try Commands.parse(line)
      let isReplayed = type(of: command).replayGap == nil
      if isReplay, !isReplayed { return (Report(), .leftOut) }
      let answer = try command.report(in: &self)
      // What was known when someone pressed Ctrl-C is not known again.
      let isKept =
        log.isWhole && isReplayed && answer.status != .interrupted
      return (answer, isKept ? .answer(answer.fields) : .leftOut)
    }
  }

  static func tooLong(_ count: Int) -> ShellError {
    ShellError(
      "line-too-long",
      "a line of \(count) bytes, at most \(longestLine) are read; break it into sentences")
  }

  /// Keeps a sentence and shows its words.
  private mutating func answer(to source: SourceText) throws -> Report {
    let number = try add(source)
    let text = sentences[number]!.text
    let start = "[\(number)] ".count
    var answer = Report()
    // Sentences come by the million, so only what will be written is made.
    switch settings.output {
    case .text, .markdown, .html:
      let words = text.tokens.map(\.label).joined(separator: " ").onOneLine
      answer.blocks = [
        .paragraph(
          Paragraph([Run("[\(number)]", .faint), Run(" " + words)], indent: start))
      ]
    case .jsonl:
      answer.fields = [
        "sentence": .int(number),
        "tokens": .array(text.read.map { .object(ReadToken.fields.object(of: $0)) }),
      ]
    case .tsv, .csv: answer.rows = Rows([[.int(number)] + text.tokens.map { .string($0.text) }])
    }
    if !hasExplainedGuess, text.tokens.contains(where: \.finding.isGuess) {
      hasExplainedGuess = true
      answer.blocks.append(
        .text(
          String(repeating: " ", count: start)
            + "* is not in the vocabulary: its vector is a guess", indent: start, .faint))
    }
    if let first = source.badBytes.first {
      answer.fields["bad_bytes"] = .array(source.badBytes.map { .int($0) })
      let more = source.badBytes.count > 1 ? " and \(source.badBytes.count - 1) more" : ""
      answer.warnings.append("byte \(first)\(more) is not UTF-8, read as U+FFFD")
    }
    return answer
  }
}

/// One file of a corpus, or standard input.
public struct CorpusFile: Sendable, Hashable {
  /// `-` is standard input.
  public let path: String
  public let options: CorpusOptions

  public init(_ path: String, options: CorpusOptions = CorpusOptions()) {
    self.path = path
    self.options = options
  }

  /// Hands out every passage, in order; memory does not grow with the file.
  ///
  /// - Parameters:
  ///   - reading: What is known so far, kept up to date for a body that stops by throwing.
  ///   - checkInterrupt: Asked while there is nothing to read, and now and then.
  ///   - body: Takes a passage, and what is known by then.
  /// - Throws: `FileLinesError`; `CorpusError`, after all before the fault has been handed out; what the closures throw.
  public func forEach(
    _ reading: inout CorpusReading, checkInterrupt: () throws -> Void = {},
    _ body: (Passage, CorpusReading) throws -> Void
  ) throws {
    try withoutActuallyEscaping(checkInterrupt) { checkInterrupt in
      try withoutActuallyEscaping(body) { body in
        let sink = PassageSink(path: path, reading, body)
        defer { reading = sink.reading }
        try read(to: sink, checkInterrupt: checkInterrupt)
      }
    }
  }

  private func read(to sink: PassageSink, checkInterrupt: @escaping () throws -> Void) throws {
    sink.beginFile()
    let input = try TextInput(path: path, unpacks: true, checkInterrupt: checkInterrupt)
    let start = input.start
    if let kind = FileKind(startingWith: start.span) {
      throw FileLinesError.notText(path: path, kind: kind)
    }
    try RunningText(
      path: path, layout: options.layout, isAnything: true, checkInterrupt: checkInterrupt
    ).read(input, to: sink)
  }
}

extension RunningText {
  /// Hands out every passage but blank lines.
  fileprivate func read(_ input: TextInput, to sink: PassageSink) throws {
    let document = Passage.Document(path: path)
    var text = Reading()
    var before = text
    defer { sink.take(text, before: before) }
    try forEach(of: input, &text) { bytes, lines, known in
      if before.lines == 0, known.isDoubtful { sink.warn(.layout(known.layout)) }
      sink.take(known, before: before)
      before = known
      guard !isBlank(bytes) else { return }
      try sink.handOut(Passage(text: bytes.array, lines: lines, document: document))
    }
  }
}

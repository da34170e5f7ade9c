/// One file of a corpus, or standard input.
public struct CorpusFile: Sendable, Hashable {
  /// `-` is standard input.
  public let path: String
  public let options: CorpusOptions
  /// The folder or the pattern that it was found by: it is left out where it holds no text then.
  public let place: String?

  public init(
    _ path: String, options: CorpusOptions = CorpusOptions(), foundBy place: String? = nil
  ) {
    self.path = path
    self.options = options
    self.place = place
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
        do { try read(to: sink, checkInterrupt: checkInterrupt) } catch {
          guard let place, Self.isNoText(error) else { throw error }
          sink.leaveOut(foundIn: place)
        }
      }
    }
  }

  private static func isNoText(_ error: any Error) -> Bool {
    if case FileLinesError.notText = error { return true }
    switch (error as? CorpusError)?.fault {
    case .unreadable, .html: return true
    default: return false
    }
  }

  private func read(to sink: PassageSink, checkInterrupt: @escaping () throws -> Void) throws {
    sink.beginFile()
    let input = try TextInput(path: path, unpacks: true, checkInterrupt: checkInterrupt)
    sink.input = input
    let start = input.start
    let kind = FileKind(startingWith: start.span)
    // XML says itself in which encoding it is.
    if let kind, kind != .latin || !start.starts(with: Array("<?xml".utf8)) {
      throw FileLinesError.notText(path: path, kind: kind)
    }
    let text = start.span.extracting(input.mark..<start.count)
    let look = options.format == nil ? CorpusLook(text) : nil
    let format = try format(look)
    sink.begin(format, keepsSource: options.keepsSource)
    switch format {
    case .text:
      try RunningText(layout: options.layout).read(input, to: sink)
    case .csv:
      var reader = TableReader(.init(text, look), columnOfText: options.textColumn)
      try reader.read(input, to: sink)
    case .tsv:
      var reader = TableReader(
        .init(text, separator: 0x09), columnOfText: options.textColumn)
      try reader.read(input, to: sink)
    case .durel:
      var reader = TableReader(
        .init(separator: 0x09, isQuoted: false), columnOfText: nil, hasTargets: true)
      try reader.read(input, to: sink)
    case .conllu:
      var reader = CoNLLUReader()
      try reader.read(input, to: sink)
    case .vertical:
      var reader = VerticalReader(attributes: options.attributes)
      try reader.read(input, to: sink)
    case .xml: try MarkupReader(to: sink).read(input)
    case .jsonLines:
      var reader = JSONLinesReader(field: options.textField)
      try reader.read(input, to: sink)
    case .uses:
      var reader = JSONLinesReader(field: options.textField, pointsAtUses: true)
      try reader.read(input, to: sink)
    }
  }

  /// As which the file is read: what the options say, what its name promises, what it looks like.
  private func format(_ look: CorpusLook?) throws -> CorpusFormat {
    if let format = options.format { return format }
    let named = CorpusFormat(name: path)
    // Of tables there are many kinds, and any name will do for them.
    if let named, named != .csv, named != .tsv { return named }
    guard let look else { return named ?? .text }
    guard let seen = CorpusFormat(look) else { throw CorpusError(.unreadable(look), path: path) }
    return seen
  }
}

extension RunningText {
  /// Hands out every passage but blank lines.
  fileprivate func read(_ input: TextInput, to sink: PassageSink) throws {
    var text = Reading()
    var before = text
    defer { sink.take(text, before: before) }
    try forEach(of: input, &text) { bytes, lines, known in
      if before.lines == 0, known.isDoubtful { sink.warn(.layout(known.layout)) }
      sink.take(known, before: before)
      before = known
      guard !isBlank(bytes) else { return }
      try sink.handOut(Passage(text: bytes.array, lines: lines, document: sink.document))
    }
  }
}

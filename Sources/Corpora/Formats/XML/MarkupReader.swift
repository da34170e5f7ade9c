/// Reads TEI, the BNC's XML, and XML like theirs: sentences (`s`) or else paragraphs and what stands for itself as they do,
/// the words (`w`, `c`, `pc`) where there are any.
///
/// White space is one space, wherever it stands. What the header says, and what the attributes of the structures around a
/// passage do, is its metadata. Of an editor's reading and the source's the source's is read; a note is a passage by itself.
struct MarkupReader: XMLHandler {
  private let sink: PassageSink
  private var open: [Element] = []
  private var structures = Structures()
  private var header: MarkupHeader?
  /// Elements open in one that is left out, with that.
  private var leftDepth = 0
  private var current = MarkupText()
  /// Texts that go on after the current one, which stands in the middle of them.
  private var outer: [MarkupText] = []
  private var names = MarkupNames()

  /// The most elements in one another.
  private static let deepest = 1000
  /// A text that is no sentence is handed out by so many bytes, after one that ends a sentence where one comes
  /// before twice as many.
  private static let long = 1 << 15

  private struct Element {
    let kind: MarkupElement
    let name: String
    /// Whether text stands in it that is in no other element of it.
    var hasText = false
    /// Whether one of a choice has been read.
    var isTaken = false
  }

  init(to sink: PassageSink) { self.sink = sink }

  /// Reads a whole file.
  ///
  /// - Throws: `CorpusError`
  func read(_ input: TextInput) throws {
    try XMLEvents(self, of: input).read(input)
  }

  func countLines(_ count: Int) { sink.countLines(count) }

  /// Takes the end of the file.
  mutating func finish() throws { try endPassage() }

  // MARK: Elements

  mutating func open(
    _ qualified: UnsafePointer<CChar>, _ attributes: XMLAttributes, at place: FilePlace
  ) throws {
    if leftDepth > 0 {
      leftDepth += 1
      return
    }
    let known = names.element(qualified)
    let name = known.name
    if open.isEmpty, name.lowercased() == "html" { throw sink.error(.html, at: place) }
    guard open.count < Self.deepest else {
      throw sink.error(.tooDeep(limit: Self.deepest), at: place)
    }
    if header != nil { header!.open(name, attributes) }
    var kind = header == nil ? known.kind : .inline
    // In mixed text what is not known is part of it.
    if kind == .other { kind = open.last?.hasText == true ? .inline : .block }
    if let parent = open.last, parent.kind == .choice {
      if parent.isTaken || MarkupElement.edited.contains(name) { kind = .left }
      if kind != .left { open[open.count - 1].isTaken = true }
    }
    // A word of an all-words set; in a lexical sample a whole text is an instance.
    if name == "instance", current.isSentence, header == nil { kind = .word }
    if kind == .left {
      leftDepth = 1
      return
    }
    open.append(Element(kind: kind, name: name))
    switch kind {
    case .header: header = MarkupHeader()
    case .word: openWord(attributes)
    case .words:
      let kind = attributes["c5"] ?? attributes["pos"] ?? attributes["type"]
      current.together = kind.map { Array($0.utf8) }
    case .sentence:
      if !current.isSentence { try endPassage() }
      structures.open(name, attributes.entries)
      current.isSentence = true
    case .block:
      if !current.isSentence { try endPassage() }
      let entries = attributes.entries
      structures.open(name, entries)
      // Of TEI the text is a part of the document.
      if Structures.documents.contains(name), name != "text" || open.count == 1 {
        sink.document.name = Structures.name(of: entries)
      }
    case .note:
      outer.append(current)
      current = MarkupText()
      structures.open(name, attributes.entries)
    case .space:
      if attributes["break"] == "no" {
        current.isJoined = true
      } else if current.wordDepth == nil {
        current.isSpaced = true
      }
    case .choice, .inline, .left, .other: break
    }
  }

  mutating func close() throws {
    if leftDepth > 0 {
      leftDepth -= 1
      return
    }
    let element = open.removeLast()
    switch element.kind {
    case .header:
      structures.annotate(header!.entries)
      header = nil
      return
    case .word: if current.wordDepth == open.count { current.closeWord() }
    case .words: current.together = nil
    case .sentence:
      try endPassage(isSentence: true)
      _ = structures.close(element.name)
    case .block:
      if !current.isSentence { try endPassage() }
      _ = structures.close(element.name)
    case .note:
      try endPassage()
      current = outer.removeLast()
      _ = structures.close(element.name)
    case .space: if element.name == "l" { current.isSpaced = true }
    case .choice, .inline, .left, .other: break
    }
    if header != nil { header!.close() }
  }

  // MARK: Text

  mutating func text(_ text: UnsafeBufferPointer<UInt8>, at place: FilePlace) throws {
    guard leftDepth == 0 else { return }
    if header != nil {
      header!.take(text)
      return
    }
    var next = 0
    while next < text.count {
      if isSpace(text[next]) {
        current.isSpaced = true
        next += 1
        continue
      }
      let start = next
      let limit = min(text.count, start + 4096)
      let isLong = current.count > Self.long
      // Words with one space between two stand in the file as they do in the passage.
      while next < text.count {
        if isSpace(text[next]) {
          guard text[next] == 0x20, next + 1 < limit, !isSpace(text[next + 1]),
            !isLong || !MarkupText.isTerminator(text[next - 1])
          else { break }
        }
        next += 1
      }
      try append(UnsafeBufferPointer(rebasing: text[start..<next]), at: place.advanced(by: start))
    }
  }

  mutating func entity(_ name: String, at place: FilePlace) throws {
    guard leftDepth == 0, header == nil else { return }
    sink.warn(.unknownEntity(name), line: place.line)
    try Array("&\(name);".utf8).withUnsafeBufferPointer { try append($0, at: place) }
  }

  /// Adds bytes that begin and end with something else than white space.
  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, at place: FilePlace) throws {
    open[open.count - 1].hasText = true
    let count = current.count
    if count > Self.long, current.isSpaced, !current.isJoined { try cut() }
    guard count <= FileLines.longest else { throw sink.error(.recordTooLong, at: place) }
    current.append(bytes, at: place)
  }

  /// Hands out a text that is long enough, unless a word has begun.
  private mutating func cut() throws {
    let isSentence = current.isSentence
    let limit = isSentence ? 32 * Self.long : Self.long
    guard !current.isInWord, current.count > limit,
      current.count > 2 * limit || current.endsSentence
    else { return }
    try endPassage()
    current.isSentence = isSentence
  }

  private mutating func endPassage(isSentence: Bool = false) throws {
    // What parts texts parts words.
    if current.isInWord { current.closeWord() }
    defer { current.removeAll() }
    guard !current.isEmpty else { return }
    var words: AnnotatedWords?
    if !current.words.isEmpty {
      words = current.words
      words!.names = names.ofWords
    }
    try sink.handOut(
      Passage(
        text: current.text.bytes, lines: current.text.lines, words: words, isSentence: isSentence,
        metadata: structures.metadata, document: sink.document))
  }

  // MARK: Words

  private mutating func openWord(_ attributes: XMLAttributes) {
    // The outermost counts.
    guard current.wordDepth == nil else { return }
    let join = attributes["join"]
    current.openWord(
      depth: open.count - 1, joinsPrevious: join == "left" || join == "both",
      joinsNext: join == "right" || join == "both")
    attributes.forEach { name, value in
      current.annotate(names.place(ofAttribute: name), value)
    }
    if let together = current.together {
      let name = names.place(ofAttribute: "mw")
      together.withUnsafeBufferPointer { current.annotate(name, $0) }
    }
  }
}

/// Reads TEI, the BNC's XML, and XML like theirs: sentences (`s`) or else paragraphs and what stands for itself as they do,
/// the words (`w`, `c`, `pc`) where there are any.
///
/// White space is one space, wherever it stands. What the header says, and what the attributes of the structures around a
/// passage do, is its metadata. Of an editor's reading and the source's the source's is read; a note is a passage by itself.
final class MarkupReader: XMLHandler {
  private let sink: PassageSink
  private var open: [Element] = []
  private var structures = Structures()
  private var header: MarkupHeader?
  /// Elements open in one that is left out, with that.
  private var leftDepth = 0
  /// What is being read; of several the last, the others go on after it.
  private var texts = [Text()]

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

  private struct Text {
    var text = PassageText()
    var words = AnnotatedWords()
    var isSentence = false
    var isSpaced = false
    /// Whether what comes next stands without a space, whatever white space the file has before it.
    var isJoined = false
    var word: Word?
    /// What the attributes of the words say that are open together.
    var together: [UInt8]?
  }

  /// A word that is open.
  private struct Word {
    /// Elements that were open before it.
    let depth: Int
    var range: Range<Int>?
    var values: [(name: Int, value: [UInt8])]
    let joinsNext: Bool
  }

  init(to sink: PassageSink) { self.sink = sink }

  /// Reads a whole file.
  func read(_ input: TextInput) throws {
    try XMLEvents(self, mark: input.mark, to: sink).read(input)
    try endPassage()
  }

  // MARK: Elements

  func open(_ qualified: String, _ attributes: XMLAttributes, at place: FilePlace) throws {
    let name =
      qualified.lastIndex(of: ":").map { String(qualified[qualified.index(after: $0)...]) }
      ?? qualified
    if open.isEmpty, name.lowercased() == "html" { throw sink.error(.html, at: place) }
    guard open.count < Self.deepest else {
      throw sink.error(.tooDeep(limit: Self.deepest), at: place)
    }
    if leftDepth > 0 {
      leftDepth += 1
      return
    }
    if header != nil { header!.open(name, attributes) }
    var kind = header == nil ? MarkupElement(name) : .inline
    // In mixed text what is not known is part of it.
    if kind == .other { kind = open.last?.hasText == true ? .inline : .block }
    if let parent = open.last, parent.kind == .choice {
      if parent.isTaken || MarkupElement.edited.contains(name) { kind = .left }
      if kind != .left { open[open.count - 1].isTaken = true }
    }
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
      texts.append(Text())
      structures.open(name, attributes.entries)
    case .space:
      if attributes["break"] == "no" {
        current.isJoined = true
      } else if current.word == nil {
        current.isSpaced = true
      }
    case .choice, .inline, .left, .other: break
    }
  }

  func close() throws {
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
    case .word: if current.word?.depth == open.count { closeWord() }
    case .words: current.together = nil
    case .sentence:
      try endPassage(isSentence: true)
      _ = structures.close(element.name)
    case .block:
      if !current.isSentence { try endPassage() }
      _ = structures.close(element.name)
    case .note:
      try endPassage()
      texts.removeLast()
      _ = structures.close(element.name)
    case .space: if element.name == "l" { current.isSpaced = true }
    case .choice, .inline, .left, .other: break
    }
    if header != nil { header!.close() }
  }

  private var current: Text {
    _read { yield texts[texts.count - 1] }
    _modify { yield &texts[texts.count - 1] }
  }

  // MARK: Text

  func text(_ text: UnsafeBufferPointer<UInt8>, at place: FilePlace) throws {
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
      while next < text.count, !isSpace(text[next]) { next += 1 }
      try append(UnsafeBufferPointer(rebasing: text[start..<next]), at: place.advanced(by: start))
    }
  }

  func entity(_ name: String, at place: FilePlace) throws {
    guard leftDepth == 0, header == nil else { return }
    sink.warn(.unknownEntity(name), line: place.line)
    try Array("&\(name);".utf8).withUnsafeBufferPointer { try append($0, at: place) }
  }

  /// Adds bytes without white space.
  private func append(_ bytes: UnsafeBufferPointer<UInt8>, at place: FilePlace) throws {
    open[open.count - 1].hasText = true
    let count = current.text.bytes.count
    if current.isSpaced, !current.isJoined, count > 0 {
      if count > Self.long, try isCut() {
        // The passage begins here.
      } else {
        current.text.appendSpace()
      }
    }
    guard count <= FileLines.longest else { throw sink.error(.recordTooLong, at: place) }
    current.isSpaced = false
    current.isJoined = false
    let start = current.text.bytes.count
    current.text.append(bytes, at: place)
    if current.word != nil {
      let first = current.word!.range?.lowerBound ?? start
      current.word!.range = first..<current.text.bytes.count
    }
  }

  /// Hands out a text that is long enough, unless a word has begun.
  private func isCut() throws -> Bool {
    let isSentence = current.isSentence
    let limit = isSentence ? 32 * Self.long : Self.long
    let count = current.text.bytes.count
    guard current.word?.range == nil, count > limit,
      count > 2 * limit || [0x2E, 0x21, 0x3F].contains(current.text.bytes.last)
    else { return false }
    try endPassage(isSentence: false)
    current.isSentence = isSentence
    return true
  }

  private func endPassage(isSentence: Bool = false) throws {
    defer {
      current.text.removeAll()
      current.words.removeAll()
      current.isSpaced = false
      current.isJoined = false
      current.isSentence = false
    }
    guard !current.text.isEmpty else { return }
    let text = current.text
    try sink.handOut(
      Passage(
        text: text.bytes, lines: text.lines, words: current.words.isEmpty ? nil : current.words,
        isSentence: isSentence, metadata: structures.metadata, document: sink.document))
  }

  // MARK: Words

  private func openWord(_ attributes: XMLAttributes) {
    // The outermost counts.
    guard current.word == nil else { return }
    let join = attributes["join"]
    if join == "left" || join == "both" { current.isJoined = true }
    var values: [(Int, [UInt8])] = []
    attributes.forEach { name, value in
      values.append((current.words.place(ofName: name), Array(value)))
    }
    if let together = current.together {
      values.append((current.words.place(ofName: "mw"), together))
    }
    current.word = Word(
      depth: open.count - 1, values: values, joinsNext: join == "right" || join == "both")
  }

  private func closeWord() {
    let word = current.word!
    current.word = nil
    if word.joinsNext { current.isJoined = true }
    guard let range = word.range else { return }
    current.words.append(range)
    for (name, value) in word.values {
      value.withUnsafeBufferPointer { current.words.annotate(name, $0) }
    }
  }
}

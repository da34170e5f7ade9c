import UnicodeText

/// Reads vertical text, as the Corpus Workbench and Sketch Engine take it: a word a line with its attributes between tabs, and
/// structures in tags that have a line of their own. `<g/>` says that no space stands before the next word.
///
/// Entities of XML are replaced, in words and in attributes.
struct VerticalReader: LineReader {
  /// Words outside a sentence are handed out by so many bytes, after one that ends a sentence where one comes before
  /// twice as many.
  private static let long = 1 << 15

  /// The names of the attributes, the word among them; none where they are not known.
  private var attributes: [String]
  private var columns = Columns()
  private var structures = Structures()
  private var text = PassageText()
  private var words: AnnotatedWords
  private var isSpaced = false
  /// Where the sentence begins that is open.
  private var sentence: (name: String, start: FilePlace)?
  private var closesSentences = false

  /// - Parameter attributes: The names of the columns; none for the word and what the file says of the others.
  init(attributes: [String]) {
    self.attributes = attributes
    words = AnnotatedWords(names: attributes)
  }

  mutating func read(
    _ line: Span<UInt8>, at place: FilePlace, end: Int?, to sink: PassageSink
  ) throws {
    guard end != nil else { throw sink.error(.recordTooLong, at: place) }
    guard !line.isEmpty else { return }
    if Self.isTag(line) {
      try tag(line, at: place, to: sink)
    } else {
      try word(line, at: place, to: sink)
    }
  }

  mutating func finish(at place: FilePlace, to sink: PassageSink) throws {
    if let sentence, closesSentences {
      throw sink.error(.cutStructure(sentence.name, line: sentence.start.line), at: place)
    }
    try endPassage(isSentence: sentence != nil, to: sink)
  }

  /// Whether a line is a tag, and not a word with a sign of one.
  private static func isTag(_ line: Span<UInt8>) -> Bool {
    guard line.count > 2, line[0] == UInt8(ascii: "<"), line[line.count - 1] == UInt8(ascii: ">")
    else { return false }
    switch line[1] {
    case UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "_"), 0x80...:
      return true
    default: return UInt8(ascii: "a")...UInt8(ascii: "z") ~= line[1] | 0x20
    }
  }

  // MARK: Words

  private mutating func word(_ line: Span<UInt8>, at place: FilePlace, to sink: PassageSink) throws
  {
    columns.cut(line)
    let column = attributes.firstIndex(of: "word") ?? 0
    guard column < columns.count, !columns[column].isEmpty else {
      throw sink.error(.emptyWord, at: place)
    }
    let form = columns[column]
    if isSpaced { text.appendSpace() }
    isSpaced = true
    let start = text.bytes.count
    Entities.decode(line.extracting(form)) { part, byte in
      text.append(part, at: place.advanced(by: form.lowerBound + byte))
    }
    words.append(start..<text.bytes.count)
    for other in 0..<columns.count where other != column {
      let value = line.extracting(columns[other])
      if value.isEmpty || value.equals("__UNDEF__") { continue }
      let name =
        other < attributes.count ? other : words.place(ofName: "attribute\(other + 1)")
      if value.place(of: UInt8(ascii: "&")) == nil {
        value.withUnsafeBufferPointer { words.annotate(name, $0) }
      } else {
        Array(Entities.string(value).utf8).withUnsafeBufferPointer { words.annotate(name, $0) }
      }
    }
    guard text.bytes.count > Self.long else { return }
    let isEnd = [0x2E, 0x21, 0x3F].contains(line[form.upperBound - 1])
    if sentence == nil
      ? isEnd || text.bytes.count > 2 * Self.long : text.bytes.count > 32 * Self.long
    {
      try endPassage(isSentence: false, to: sink)
    }
  }

  private mutating func endPassage(isSentence: Bool, to sink: PassageSink) throws {
    isSpaced = false
    guard !text.isEmpty else { return }
    defer {
      text.removeAll()
      words.removeAll()
    }
    try sink.handOut(
      Passage(
        text: text.bytes, lines: text.lines, words: words, isSentence: isSentence,
        metadata: structures.metadata, document: sink.document))
  }

  // MARK: Structures

  /// Structures that words go on through.
  private static let inline: Set<String> = [
    "name", "hi", "ne", "np", "vp", "pp", "nc", "vc", "pc", "chunk", "phrase", "mwe", "mwu", "term",
    "lb", "pb", "b", "i", "em", "a", "foreign", "corr", "align",
  ]

  private mutating func tag(_ line: Span<UInt8>, at place: FilePlace, to sink: PassageSink) throws {
    let tag = Tag(line)
    switch tag.kind {
    case .comment:
      // As the Language Bank of Finland writes them.
      let parts = tag.name.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].hasSuffix("#vrt positional-attributes"), attributes.isEmpty {
        attributes = parts[1].split(whereSeparator: \.isWhitespace).map(String.init)
        words = AnnotatedWords(names: attributes)
      }
    case .whole:
      if tag.name == "g" { isSpaced = false }
    case .open:
      let isSentence = Structures.sentences.contains(tag.name)
      if isSentence || sentence == nil && !Self.inline.contains(tag.name) {
        try endPassage(isSentence: sentence != nil, to: sink)
      }
      // Those of one name do not hold one another.
      if isSentence || ["p", "doc", "text"].contains(tag.name) { _ = structures.close(tag.name) }
      structures.open(tag.name, tag.attributes)
      if isSentence { sentence = (tag.name, place) }
      if Structures.documents.contains(tag.name) {
        sink.document.name = Structures.name(of: tag.attributes)
      }
    case .close:
      if tag.name == sentence?.name {
        try endPassage(isSentence: true, to: sink)
        sentence = nil
        closesSentences = true
      } else if sentence == nil, !Self.inline.contains(tag.name) {
        try endPassage(isSentence: false, to: sink)
      }
      if !structures.close(tag.name) { sink.warn(.strayTag(tag.name), line: place.line) }
    }
  }
}

/// A tag in a line of its own.
private struct Tag {
  enum Kind { case open, close, whole, comment }

  let kind: Kind
  /// Of a comment, what it says.
  let name: String
  private(set) var attributes: [Metadata.Entry] = []

  init(_ line: Span<UInt8>) {
    var end = line.count - 1
    var place = 1
    switch line[1] {
    case UInt8(ascii: "!"), UInt8(ascii: "?"):
      kind = .comment
      name = line.extracting(2..<end).string.trimming { $0 == "-" || $0.isWhitespace }.description
      return
    case UInt8(ascii: "/"):
      kind = .close
      place = 2
    case _ where line[end - 1] == UInt8(ascii: "/"):
      kind = .whole
      end -= 1
    default: kind = .open
    }
    func skip(while condition: (UInt8) -> Bool) -> Range<Int> {
      let start = place
      while place < end, condition(line[place]) { place += 1 }
      return start..<place
    }
    name = line.extracting(skip { !isSpace($0) }).string.streamSafe
    while kind != .close {
      _ = skip(while: isSpace)
      let attribute = skip { !isSpace($0) && $0 != UInt8(ascii: "=") }
      guard place < end || !attribute.isEmpty else { return }
      _ = skip(while: isSpace)
      guard place < end, line[place] == UInt8(ascii: "=") else { continue }
      place += 1
      _ = skip(while: isSpace)
      var value = place..<place
      if place < end, line[place] == UInt8(ascii: "\"") || line[place] == UInt8(ascii: "'") {
        let quote = line[place]
        place += 1
        value = skip { $0 != quote }
        place += 1
      } else {
        value = skip { !isSpace($0) }
      }
      attributes.append(
        Metadata.Entry(line.extracting(attribute).string, Entities.string(line.extracting(value))))
    }
  }
}

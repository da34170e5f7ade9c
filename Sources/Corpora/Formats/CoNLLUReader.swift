/// Reads CoNLL-U (https://universaldependencies.org/format.html): a word a line, ten columns, a blank line after a sentence.
///
/// The words are those of the surface: of a multiword token the token itself, with the lemmas and kinds of its words joined
/// by `+`; empty nodes are left out.
struct CoNLLUReader: LineReader {
  private static let attributes = [
    "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc",
  ]
  /// Of these the words of a multiword token have each their own.
  private static let joined = 0..<3
  private static let columnCount = 10

  private var columns = Columns()
  private var text = PassageText()
  private var words = AnnotatedWords(names: attributes)
  private var sentence = Metadata()
  private var paragraph = Metadata()
  private var document = Metadata()
  /// The text as a comment has it, and the line of that.
  private var said: (text: String, line: Int)?
  private var start: FilePlace?
  private var isSpaced = false
  private var token: MultiwordToken?

  /// A token whose words are being read.
  private struct MultiwordToken {
    let last: Int
    var values: [[UInt8]] = CoNLLUReader.joined.map { _ in [] }
  }

  mutating func read(
    _ line: Span<UInt8>, at place: FilePlace, end: Int?, to sink: PassageSink
  ) throws {
    guard end != nil, text.bytes.count <= FileLines.longest else {
      throw sink.error(.recordTooLong, at: start ?? place)
    }
    if line.isEmpty {
      try endSentence(to: sink)
    } else if line[0] == UInt8(ascii: "#") {
      comment(line.extracting(1..<line.count).string, line: place.line, sink)
    } else {
      start = start ?? place
      try word(line, at: place, sink)
    }
  }

  mutating func finish(at place: FilePlace, to sink: PassageSink) throws {
    try endSentence(to: sink)
  }

  private mutating func comment(_ comment: String, line: Int, _ sink: PassageSink) {
    let parts = comment.split(separator: "=", maxSplits: 1).map {
      String($0.trimming(while: \.isWhitespace))
    }
    guard let name = parts.first else { return }
    let value = parts.count > 1 ? parts[1] : nil
    switch name {
    case "newdoc", "newdoc id":
      document = Metadata()
      paragraph = Metadata()
      if let value { document.append("newdoc.id", value) }
      sink.document.name = value
    case "newpar", "newpar id":
      paragraph = Metadata()
      if let value { paragraph.append("newpar.id", value) }
    case "text": said = value.map { ($0, line) }
    default:
      guard let value else { return }
      // Some treebanks say in the first sentence of a document what holds for all of it.
      if name.hasPrefix("meta::") {
        document.append(name, value)
      } else {
        sentence.append(name, value)
      }
    }
  }

  private mutating func word(_ line: Span<UInt8>, at place: FilePlace, _ sink: PassageSink) throws {
    columns.cut(line)
    guard columns.count == Self.columnCount else {
      throw sink.error(.columns(found: columns.count, expected: Self.columnCount), at: place)
    }
    guard let id = WordID(line.extracting(columns[0])) else {
      throw sink.error(.badWordID(line.extracting(columns[0]).string), at: place)
    }
    let form = columns[1]
    guard !form.isEmpty else {
      throw sink.error(.emptyWord, at: place.advanced(by: form.lowerBound))
    }
    switch id {
    case .emptyNode: return
    case .word(let number):
      if let last = token?.last, number <= last {
        take(line)
        if number == last { endToken() }
        return
      }
      endToken()
      append(line, at: place)
      for attribute in Self.attributes.indices { annotate(attribute, line) }
    case .token(let last):
      endToken()
      append(line, at: place)
      annotate(Self.attributes.count - 1, line)
      token = MultiwordToken(last: last)
    }
  }

  private mutating func append(_ line: Span<UInt8>, at place: FilePlace) {
    let form = columns[1]
    if isSpaced { text.appendSpace() }
    let start = text.bytes.count
    text.append(line.extracting(form), at: place.advanced(by: form.lowerBound))
    words.append(start..<text.bytes.count)
    isSpaced = !Self.isGlued(line.extracting(columns[Self.columnCount - 1]))
  }

  private mutating func annotate(_ attribute: Int, _ line: Span<UInt8>) {
    let value = line.extracting(columns[attribute + 2])
    guard !value.equals("_") else { return }
    value.withUnsafeBufferPointer { words.annotate(attribute, $0) }
  }

  /// Takes what is said of a word in a multiword token.
  private mutating func take(_ line: Span<UInt8>) {
    for attribute in Self.joined {
      if !token!.values[attribute].isEmpty { token!.values[attribute].append(UInt8(ascii: "+")) }
      line.extracting(columns[attribute + 2]).withUnsafeBufferPointer {
        token!.values[attribute].append(contentsOf: $0)
      }
    }
  }

  private mutating func endToken() {
    guard let token else { return }
    self.token = nil
    for (attribute, value) in token.values.enumerated()
    where value.contains(where: { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "+") }) {
      value.withUnsafeBufferPointer { words.annotate(attribute, $0) }
    }
  }

  private mutating func endSentence(to sink: PassageSink) throws {
    endToken()
    defer {
      text.removeAll()
      words.removeAll()
      sentence = Metadata()
      said = nil
      start = nil
      isSpaced = false
    }
    guard !text.isEmpty else { return }
    if let said, !Self.isSame(said.text, text.bytes) {
      sink.warn(.textDiffers, line: said.line)
      sentence.append("text", said.text)
    }
    try sink.handOut(
      Passage(
        text: text.bytes, lines: text.lines, words: words, isSentence: true,
        metadata: document + paragraph + sentence, document: sink.document))
  }

  /// Whether `SpaceAfter=No` is among the features of a last column.
  private static func isGlued(_ misc: Span<UInt8>) -> Bool {
    var start = 0
    while start < misc.count {
      let end = misc.place(of: UInt8(ascii: "|"), from: start) ?? misc.count
      if misc.extracting(start..<end).equals("SpaceAfter=No") { return true }
      start = end + 1
    }
    return false
  }

  /// Whether two texts differ in white space at most.
  private static func isSame(_ said: String, _ text: [UInt8]) -> Bool {
    said.utf8.elementsEqual(text)
      || said.split(whereSeparator: \.isWhitespace)
        == String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
  }
}

/// The first column of a line of CoNLL-U.
private enum WordID {
  case word(Int)
  /// A token that stands for words, by the number of the last of them.
  case token(last: Int)
  case emptyNode

  init?(_ column: Span<UInt8>) {
    var place = 0
    guard let first = Self.number(in: column, at: &place) else { return nil }
    if place == column.count {
      self = .word(first)
      return
    }
    let sign = column[place]
    place += 1
    guard let second = Self.number(in: column, at: &place), place == column.count else {
      return nil
    }
    switch sign {
    case UInt8(ascii: "-") where first < second: self = .token(last: second)
    case UInt8(ascii: "."): self = .emptyNode
    default: return nil
    }
  }

  private static func number(in column: Span<UInt8>, at place: inout Int) -> Int? {
    let start = place
    var number = 0
    while place < column.count, place < start + 9, 0x30..<0x3A ~= column[place] {
      number = 10 * number + Int(column[place] - 0x30)
      place += 1
    }
    return place > start ? number : nil
  }
}

extension StringProtocol {
  /// Without what a condition holds for at both ends.
  func trimming(while condition: (Character) -> Bool) -> SubSequence {
    guard let first = firstIndex(where: { !condition($0) }),
      let last = lastIndex(where: { !condition($0) })
    else { return self[endIndex...] }
    return self[first...last]
  }
}

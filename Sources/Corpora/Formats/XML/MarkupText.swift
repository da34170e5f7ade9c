/// The text of a passage of markup while it is put together, with its words.
struct MarkupText {
  private(set) var text = PassageText()
  private(set) var words = AnnotatedWords()
  var isSentence = false
  /// Whether white space stands before what comes next.
  var isSpaced = false
  /// Whether what comes next stands without a space, whatever white space the file has before it.
  var isJoined = false

  /// How many elements were open before the word that is open.
  private(set) var wordDepth: Int?
  private var wordStart: Int?
  private var joinsNext = false
  /// What is said of the word: names by their places, and how far each value goes.
  private var values: [(name: Int, end: Int)] = []
  private var valueBytes: [UInt8] = []
  /// What the attributes of the words say that are one in some respect.
  var together: [UInt8]?

  var isEmpty: Bool { text.isEmpty }
  var count: Int { text.bytes.count }
  var isInWord: Bool { wordStart != nil }
  var endsSentence: Bool { text.bytes.last.map(Self.isTerminator) ?? false }
  static func isTerminator(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x21 || byte == 0x3F }

  /// Adds bytes that begin and end with something else than white space.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, at place: FilePlace) {
    if isSpaced, !isJoined, !text.isEmpty { text.appendSpace() }
    isSpaced = false
    isJoined = false
    if wordDepth != nil, wordStart == nil { wordStart = text.bytes.count }
    text.append(bytes, at: place)
  }

  mutating func openWord(depth: Int, joinsPrevious: Bool, joinsNext: Bool) {
    wordDepth = depth
    if joinsPrevious { isJoined = true }
    self.joinsNext = joinsNext
  }

  /// Gives the open word a value.
  mutating func annotate(_ name: Int, _ value: UnsafeBufferPointer<UInt8>) {
    valueBytes.append(contentsOf: value)
    values.append((name, valueBytes.count))
  }

  mutating func closeWord() {
    if let wordStart {
      words.append(wordStart..<text.bytes.count)
      valueBytes.withUnsafeBufferPointer { bytes in
        var start = 0
        for (name, end) in values {
          words.annotate(name, UnsafeBufferPointer(rebasing: bytes[start..<end]))
          start = end
        }
      }
      if joinsNext { isJoined = true }
    }
    wordDepth = nil
    wordStart = nil
    values.removeAll(keepingCapacity: true)
    valueBytes.removeAll(keepingCapacity: true)
  }

  /// Begins anew. A word that is open ends here.
  mutating func removeAll() {
    text.removeAll()
    words.removeAll()
    isSentence = false
    isSpaced = false
    isJoined = false
  }
}

/// The words of a passage as its corpus has cut and annotated them.
public struct AnnotatedWords: Sendable, Hashable {
  /// A word, and how far its values go in `values`.
  private struct Word: Hashable {
    let range: Range<Int32>
    var valuesEnd: Int32
  }
  /// The value of an attribute, and how far it goes in `bytes`.
  private struct Value: Hashable {
    let name: Int32
    let end: Int32
  }

  /// The names of attributes that words of the file may have.
  var names: [String]
  private var words: [Word] = []
  private var values: [Value] = []
  private var bytes: [UInt8] = []

  /// - Parameter names: Of attributes; their places stand for them when words are annotated.
  init(names: [String] = []) { self.names = names }

  /// Adds a word.
  ///
  /// - Parameter range: Its bytes in the passage, behind those of the words before it.
  mutating func append(_ range: Range<Int>) {
    words.append(
      Word(
        range: Int32(range.lowerBound)..<Int32(range.upperBound), valuesEnd: Int32(values.count)))
  }

  /// Gives the last word a value of an attribute.
  mutating func annotate(_ name: Int, _ value: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: value)
    values.append(Value(name: Int32(name), end: Int32(bytes.count)))
    words[words.count - 1].valuesEnd += 1
  }

  /// The place of an attribute's name, which is added where it is new.
  mutating func place(ofName name: String) -> Int {
    if let place = names.firstIndex(of: name) { return place }
    names.append(name)
    return names.count - 1
  }

  mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  fileprivate func values(of word: Int) -> Range<Int> {
    (word == 0 ? 0 : Int(words[word - 1].valuesEnd))..<Int(words[word].valuesEnd)
  }

  fileprivate func name(_ value: Int) -> String { names[Int(values[value].name)] }

  fileprivate func bytes(_ value: Int) -> ArraySlice<UInt8> {
    bytes[(value == 0 ? 0 : Int(values[value - 1].end))..<Int(values[value].end)]
  }
}

extension AnnotatedWords: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { words.count }
  public subscript(place: Int) -> AnnotatedWord {
    let range = words[place].range
    return AnnotatedWord(
      range: Int(range.lowerBound)..<Int(range.upperBound), words: self, place: place)
  }
}

extension AnnotatedWords {
  /// The words that lie in some bytes of the passage as a whole.
  ///
  /// - Complexity: O(log *n*) of all words, and O(*m*) of these.
  public func words(in part: Range<Int>) -> SubSequence {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(words[middle].range.lowerBound) < part.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return self[low...].prefix { $0.range.upperBound <= part.upperBound }
  }

  /// Where these words are, counted from the first of the bytes.
  public func ranges(in part: Range<Int>) -> [Range<Int>] {
    words(in: part).map { $0.range.moved(by: -part.lowerBound) }
  }
}

extension Range<Int> {
  /// The same range so many places further on.
  public func moved(by distance: Int) -> Range {
    lowerBound + distance..<upperBound + distance
  }
}

/// A word as its corpus has cut and annotated it.
public struct AnnotatedWord: Sendable, Hashable {
  /// Its bytes in the passage.
  public let range: Range<Int>
  fileprivate let words: AnnotatedWords
  fileprivate let place: Int

  /// The value of an attribute; `nil` where it has none.
  public subscript(name: String) -> String? {
    bytes(ofAttribute: name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of an attribute's value.
  public func bytes(ofAttribute name: String) -> ArraySlice<UInt8>? {
    words.values(of: place).first { words.name($0) == name }.map(words.bytes)
  }

  /// Its attributes, by name, in the order of the file.
  public var attributes: [Metadata.Entry] {
    words.values(of: place).map {
      Metadata.Entry(words.name($0), String(decoding: words.bytes($0), as: UTF8.self))
    }
  }

  /// The form that a dictionary has. Of a word that stands for several, theirs, joined by `+`.
  public var lemma: String? { first(of: Self.lemmaNames) }
  /// What kind of word it is, in the corpus's own terms, the widest kind that it has.
  public var partOfSpeech: String? { first(of: Self.kindNames) }

  // CoNLL-U, vertical text and TEI; the BNC.
  private static let lemmaNames = ["lemma", "hw"]
  private static let kindNames = ["upos", "pos", "tag", "c5", "xpos"]

  private func first(of names: [String]) -> String? {
    for name in names { if let value = self[name] { return value } }
    return nil
  }
}

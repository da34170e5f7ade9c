import Platform

/// A block of synsets: what each is, what each of its words is there, and its texts.
struct PackedSynsets {
  /// The kinds in the order of their numbers: n, v, a, s and r, of which s is an adjective that stands by a head.
  private static let kinds: [PartOfSpeech] = [.noun, .verb, .adjective, .adjective, .adverb]
  /// The first number of a sense key, of each kind.
  private static let keyKinds = [1, 2, 3, 5, 4]
  private static let satellite = 3

  private let first: Int
  private let firstWord: Int
  private let kindNumbers: [Int]
  private let files: [Int]
  /// The head of each satellite, by the place of that.
  private let heads: [Int: Int]
  private let ids: [Int]
  private let ranks: [Int]
  private let counts: [Int]
  private let exampleCounts: [Int]
  private let texts: ArraySlice<UInt8>
  private let textStarts: [Int]

  /// - Parameters:
  ///   - range: The synsets that are in it.
  ///   - words: The words of these.
  init(
    _ unpacked: [UInt8], _ range: Range<Int>, words: Range<Int>, of all: Int
  ) throws(NumberUnpacker.Damage) {
    var unpacker = NumberUnpacker(unpacked)
    func column(
      _ count: Int, below limit: Int = PackedHead.most
    ) throws(NumberUnpacker.Damage) -> [Int] {
      var column: [Int] = []
      column.reserveCapacity(count)
      for _ in 0..<count { column.append(try unpacker.next(atMost: limit - 1)) }
      return column
    }
    (first, firstWord) = (range.lowerBound, words.lowerBound)
    kindNumbers = try column(range.count, below: Self.kinds.count)
    files = try column(range.count)
    var heads: [Int: Int] = [:]
    for (place, kind) in kindNumbers.enumerated() where kind == Self.satellite {
      let way = try unpacker.nextSigned()
      let (head, overflows) = (range.lowerBound + place).subtractingReportingOverflow(way)
      guard !overflows, 0..<all ~= head else { throw NumberUnpacker.Damage() }
      heads[place] = head
    }
    self.heads = heads
    ids = try column(words.count)
    ranks = try column(words.count)
    counts = try column(words.count)
    exampleCounts = try column(range.count)
    texts = unpacker.rest()
    var starts: [Int] = []
    starts.reserveCapacity(range.count)
    var place = texts.startIndex
    for examples in exampleCounts {
      starts.append(place)
      for _ in 0...examples { place = try CodedText.end(in: texts, from: place) + 1 }
    }
    guard place == texts.endIndex else { throw NumberUnpacker.Damage() }
    textStarts = starts
  }

  func partOfSpeech(of synset: Int) -> PartOfSpeech { Self.kinds[kindNumbers[synset - first]] }
  func keyKind(of synset: Int) -> Int { Self.keyKinds[kindNumbers[synset - first]] }
  func file(of synset: Int) -> Int { files[synset - first] }
  func head(of synset: Int) -> Int? { heads[synset - first] }
  func id(of word: Int) -> Int { ids[word - firstWord] }
  func rank(of word: Int) -> Int { ranks[word - firstWord] }
  func count(of word: Int) -> Int { counts[word - firstWord] }

  /// The gloss and the examples of a synset.
  func texts(of synset: Int, by code: CodedText) throws(NumberUnpacker.Damage) -> [String] {
    var place = textStarts[synset - first]
    var found: [String] = []
    for _ in 0...exampleCounts[synset - first] {
      let end = try CodedText.end(in: texts, from: place)
      found.append(try code.text(texts[place..<end]))
      place = end + 1
    }
    return found
  }
}

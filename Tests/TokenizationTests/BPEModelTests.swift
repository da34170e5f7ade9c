import TestSupport
import Testing

@testable import Tokenization

struct BPEModelTests {
  private func pieces(_ text: String, _ model: BPEModel) -> [Subword] {
    var pieces: [Subword] = []
    model.cut(Array(text.utf8).span, into: &pieces)
    return pieces
  }

  private func model(
    _ pieces: [String], _ merges: [(left: String, right: String)] = [],
    _ set: (inout BPEModel.Options) -> Void = { _ in }
  ) throws(SubwordModelError) -> BPEModel {
    var options = BPEModel.Options()
    set(&options)
    return try BPEModel(
      pieces: pieces.enumerated().map { ($1, Int32($0)) }, merges: merges, options: options)
  }

  private static let letters = ["a", "b", "c", "ab", "bc", "abc", "abca"]

  @Test func firstMergeFirst() throws {
    // b and c are joined before a and b can be.
    let model = try model(Self.letters, [("b", "c"), ("a", "b"), ("a", "bc")])
    #expect(pieces("abcab", model).map(\.id) == [5, 3])
    #expect(pieces("abcab", model).map(\.start) == [0, 3])
    #expect(pieces("aab", model).map(\.id) == [0, 3])
  }

  @Test func leftmostFirst() throws {
    let model = try model(["a", "aa"], [("a", "a")])
    #expect(pieces("aaaaa", model).map(\.id) == [1, 1, 0])
  }

  @Test func wholePreTokensFirst() throws {
    #expect(pieces("abca", try model(Self.letters)).map(\.id) == [0, 1, 2, 0])
    #expect(pieces("abca", try model(Self.letters) { $0.ignoresMerges = true }).map(\.id) == [6])
  }

  @Test func oneByteWithoutPieceMakesTheCharacterUnknown() throws {
    let words = ["a", "<0xC3>", "<0xA9>", "<unk>"]
    let known = try model(words) {
      $0.byteFallback = true
      $0.unknown = "<unk>"
    }
    #expect(pieces("éa", known).map(\.id) == [1, 2, 0])
    #expect(pieces("éa", known).map(\.end) == [1, 2, 3])
    #expect(
      pieces("aü", known) == [
        Subword(id: 0, start: 0, end: 1), Subword(id: 3, start: 1, end: 3, isUnknown: true),
      ])
    let none = try model(words) { $0.byteFallback = true }
    #expect(pieces("ü", none).isEmpty)
    #expect(pieces("aüa", none).map(\.id) == [0, 0])
    let first = try model(["<0xC3>", "<0xA9>"]) { $0.byteFallback = true }
    #expect(pieces("é", first).map(\.id) == [0, 1])
  }

  @Test func unknownNeighbours() throws {
    for (fuses, expected) in [(false, [1, 1, 0, 1]), (true, [1, 0, 1])] {
      let model = try model(["a", "<unk>"]) {
        $0.unknown = "<unk>"
        $0.fusesUnknown = fuses
      }
      #expect(pieces("xyaz", model).map { Int($0.id) } == expected)
    }
  }

  @Test func marksInsideAndAfterWords() throws {
    let model = try model(
      ["a", "##b", "##c</w>", "a</w>", "##bc</w>", "abc</w>"],
      [("##b", "##c</w>"), ("a", "##bc</w>")]
    ) {
      $0.continuation = "##"
      $0.wordEnd = "</w>"
    }
    #expect(pieces("abc", model) == [Subword(id: 5, start: 0, end: 3)])
    #expect(pieces("a", model).map(\.id) == [3])
    // Without a piece for unknown text, what has none is left out.
    #expect(pieces("ab", model).map(\.id) == [0])
  }

  @Test func refusals() {
    #expect(throws: SubwordModelError.missingUnknown(piece: "<unk>")) {
      try model(["a"]) { $0.unknown = "<unk>" }
    }
    #expect(throws: SubwordModelError.missingPiece("ab", merge: 1)) {
      try model(["a", "b"], [("a", "b")])
    }
    #expect(throws: SubwordModelError.missingPiece("c", merge: 2)) {
      try model(["a", "b", "ab"], [("a", "b"), ("c", "a")])
    }
    #expect(throws: SubwordModelError.bytesInsideWords) {
      try model(["a"]) {
        $0.byteFallback = true
        $0.wordEnd = "</w>"
      }
    }
  }

  /// Words of all lengths by two ways: a heap, as the model does, and looking for the best pair each time.
  @Test func asByLookingForTheBestPairEachTime() throws {
    var generator = SplitMix64(seed: 11)
    let letters = ["a", "b", "c"]
    var words = letters
    var merges: [(left: String, right: String)] = []
    while merges.count < 60 {
      let pair = (words.randomElement(using: &generator)!, words.randomElement(using: &generator)!)
      guard !words.contains(pair.0 + pair.1) else { continue }
      words.append(pair.0 + pair.1)
      merges.append(pair)
    }
    let model = try model(words, merges)
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
        letters.randomElement(using: &generator)!
      }
      var symbols = text
      while let merge = merges.first(where: { merge in
        zip(symbols, symbols.dropFirst()).contains { $0 == merge }
      }) {
        let place = zip(symbols, symbols.dropFirst()).enumerated().first { $1 == merge }!.offset
        symbols.replaceSubrange(place...place + 1, with: [merge.left + merge.right])
      }
      #expect(pieces(text.joined(), model).map { words[Int($0.id)] } == symbols)
    }
  }

  @Test func severalThreads() async throws {
    let model = try model(Self.letters, [("b", "c"), ("a", "bc")])
    let texts = (0..<4000).map {
      String(repeating: "abc", count: $0 % 9 + 1) + String("abc".prefix($0 % 3))
    }
    let alone = texts.map { pieces($0, model) }
    await withTaskGroup(of: [[Subword]].self) { group in
      for _ in 0..<4 { group.addTask { texts.map { pieces($0, model) } } }
      for await found in group { #expect(found == alone) }
    }
  }

  @Test(arguments: ["a", "ab", "abc", "x", "é"])
  func longTextTakesLinearTime(unit: String) throws {
    let model = try model(
      Self.letters + ["<unk>"], [("b", "c"), ("a", "b"), ("a", "bc"), ("abc", "a")]
    ) {
      $0.unknown = "<unk>"
    }
    expectLinearTime(upTo: 24_000) { count in
      #expect(!pieces(String(repeating: unit, count: count), model).isEmpty)
    }
  }
}

import Foundation
import Testing
import Tokenization

struct VocabularyTests {
  let special = specialWords.joined(separator: "\n") + "\n"

  @Test func idsAreLines() throws {
    let vocabulary = try Vocabulary(text: Array((special + "bank\nriver\n").utf8))
    #expect(vocabulary.count == 7)
    #expect(vocabulary.id(of: "[PAD]") == 0)
    #expect(vocabulary.id(of: "bank") == 5)
    #expect(vocabulary.id(of: "river") == 6)
    #expect(vocabulary.id(of: "") == nil)
    #expect(vocabulary.id(of: "ban") == nil)
    #expect(vocabulary.id(of: "bank\n") == nil)
    #expect(vocabulary.word(6) == "river")
    #expect(Array(vocabulary.words) == specialWords + ["bank", "river"])
    #expect(vocabulary.longestWord == 6)
    #expect(
      [vocabulary.padding, vocabulary.unknown, vocabulary.start, vocabulary.end, vocabulary.mask]
        == [0, 1, 2, 3, 4])
    #expect(vocabulary.isSpecial(4) && !vocabulary.isSpecial(5))
  }

  @Test func aLastLineNeedsNoEndAndWindowsEndsWillDo() throws {
    let expected = specialWords + ["bank"]
    for text in [
      special + "bank", special + "bank\n", (special + "bank\n").replacing("\n", with: "\r\n"),
    ] {
      #expect(Array(try Vocabulary(text: Array(text.utf8)).words) == expected)
    }
  }

  @Test func wordsAreToldApartByTheirBytes() throws {
    let vocabulary = try Vocabulary(words: specialWords + ["é", "e\u{301}"])
    #expect(vocabulary.id(of: "é") == 5)
    #expect(vocabulary.id(of: "e\u{301}") == 6)
  }

  @Test func otherSpecialWords() throws {
    let specials = SpecialWords(
      padding: "<pad>", unknown: "<unk>", start: "<s>", end: "</s>", mask: "<mask>")
    let vocabulary = try Vocabulary(
      words: ["<s>", "<pad>", "</s>", "<unk>", "the", "<mask>"], specials: specials)
    #expect(vocabulary.start == 0 && vocabulary.padding == 1 && vocabulary.end == 2)
    #expect(vocabulary.unknown == 3 && vocabulary.mask == 5)
    #expect(vocabulary.specials == specials)
  }

  /// Lengths around the eight bytes that are hashed at a time, and words that differ in one place.
  @Test func everyWordIsFoundAndNoOther() throws {
    var words = specialWords
    for length in 1...20 {
      for place in 0..<length {
        for letter in "abcdefgh" {
          var word = [Character](repeating: "x", count: length)
          word[place] = letter
          words.append(String(word))
        }
      }
    }
    words += (0..<20_000).map { "w\($0)" }
    let vocabulary = try Vocabulary(words: words)
    for (id, word) in words.enumerated() { #expect(vocabulary.id(of: word) == Int32(id)) }
    for index in 20_000..<40_000 where vocabulary.id(of: "w\(index)") != nil {
      Issue.record("w\(index) found")
    }
    for length in 1...21 {
      #expect(vocabulary.id(of: String(repeating: "x", count: length)) == nil)
    }
  }

  @Test(arguments: [
    ("a\n", VocabularyError.missingSpecial(word: "[UNK]")),
    ("a\n\nb\n", .emptyWord(line: 2)),
    ("a\nb\na\n", .duplicate(word: "a", line: 3, first: 1)),
    ("[PAD]\n[UNK]\n[CLS]\n", .missingSpecial(word: "[SEP]")),
    ("", .missingSpecial(word: "[UNK]")),
    ("\n", .emptyWord(line: 1)),
  ])
  func smallestFaults(text: String, error: VocabularyError) {
    #expect(throws: error) { try Vocabulary(text: Array(text.utf8)) }
  }

  @Test func paddingAndMaskNeedNotBeThere() throws {
    let vocabulary = try Vocabulary(words: ["[UNK]", "[CLS]", "[SEP]", "bank"])
    #expect(vocabulary.padding == nil && vocabulary.mask == nil)
    #expect(vocabulary.isSpecial(2) && !vocabulary.isSpecial(3))
  }

  @Test func otherFaults() {
    #expect(throws: VocabularyError.notUTF8(line: 2)) {
      try Vocabulary(text: [0x61, 0x0A, 0xFF, 0x0A])
    }
    #expect(throws: VocabularyError.lineEnd(line: 6)) {
      try Vocabulary(words: specialWords + ["a\nb"])
    }
    #expect(
      throws: VocabularyError.unreadable(
        path: "/no/such/file", reason: "No such file or directory")
    ) { try Vocabulary(contentsOf: "/no/such/file") }
    #expect(throws: VocabularyError.unreadable(path: "/", reason: "Is a directory")) {
      try Vocabulary(contentsOf: "/")
    }
    #expect(
      VocabularyError.duplicate(word: "a", line: 3, first: 1).description
        == "vocabulary line 3: 'a' is already on line 1")
  }

  @Test func readsAFileAndKnowsItsDigest() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).txt")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data((special + "bank\n").utf8).write(to: file)
    let vocabulary = try Vocabulary(contentsOf: file.path)
    #expect(Array(vocabulary.words) == specialWords + ["bank"])
    // printf '[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nbank\n' | sha256sum
    #expect(
      vocabulary.digest == "0472661f273769680fb99edc8ffa20315fae78a222a1c54ecda613fee28575c4")
  }
}

import Foundation
import TestSupport
import Testing
import Tokenization

@testable import Models

struct TokenizerFileTests {
  private let pieces = #""pre_tokenizer":{"type":"BertPreTokenizer"},"#

  private func read(_ text: String, words: [String]? = nil) throws -> TokenizerFile {
    let folder = try TemporaryFolder()
    try folder.write(text, "tokenizer.json")
    return try TokenizerFile(
      contentsOf: folder("tokenizer.json"),
      list: words.map { try WordTable(words: DraftModel.specialWords + $0) })
  }

  /// The rules of whole words, as an export writes them.
  private static let wordRules =
    "\"normalizer\":\(wordNormalizer.compact),\"pre_tokenizer\":\(wordCutter.compact),"

  private func model(_ vocabulary: String, type: String = "WordLevel", more: String = "") -> String
  {
    let rules = type == "WordLevel" && !more.contains("pre_tokenizer") ? Self.wordRules : ""
    return "{\(rules)\(more)\"model\":{\"type\":\"\(type)\",\"vocab\":\(vocabulary)}}"
  }

  @Test func wordsInTheOrderOfTheirIds() throws {
    let file = try read(model(#"{"b":1,"\u0061":0}"#))
    #expect(file.kind == .words && file.words == ["a", "b"] && file.unknown == nil)
    let more =
      #""added_tokens":[{"id":2,"content":"new","lstrip":true},{"id":0,"content":"a","special":true}],"#
    let added = try read(model(#"{"a":0,"b":1}"#, more: more))
    #expect(added.words == ["a", "b"] && added.processor == nil)
    #expect(
      added.added == [
        AddedToken("new", id: 2, stripsBefore: true), AddedToken("a", id: 0, isSpecial: true),
      ])
  }

  @Test func wordPieces() throws {
    let file = try read(
      """
      {"normalizer":{"type":"BertNormalizer","clean_text":false,"handle_chinese_chars":false,\
      "strip_accents":true,"lowercase":false},\(pieces)"model":{"type":"WordPiece",\
      "unk_token":"<unk>","continuing_subword_prefix":"@@","max_input_chars_per_word":7,"vocab":{}}}
      """)
    #expect(file.kind == .wordPieces && file.unknown == "<unk>")
    #expect(file.options.continuation == "@@" && file.options.longestWord == 7)
    let rules = file.options.normalization
    #expect(!rules.lowercases && rules.stripsAccents)
    #expect(!rules.dropsControls && !rules.spacesIdeographs)
    let plain = try read(
      model("{}", type: "WordPiece", more: pieces + #""normalizer":{"type":"BertNormalizer"},"#))
    #expect(plain.options == WordPieceTokenizer.Options())
    let none = try read(model("{}", type: "WordPiece", more: pieces)).options.normalization
    #expect(!none.lowercases && !none.stripsAccents && !none.dropsControls)
  }

  @Test func comparedWithVocabTxt() throws {
    let specials = DraftModel.specialWords.enumerated().map { "\"\($1)\":\($0)" }
      .joined(separator: ",")
    #expect(try read(model("{\(specials),\"a\":5}"), words: ["a"]).words.isEmpty)
    try expect(.differs(word: "a", id: 5, other: "b"), model("{\(specials),\"a\":5}"), words: ["b"])
    try expect(
      .differs(word: "a", id: 6, other: nil), model("{\(specials),\"a\":6}"), words: ["a"])
    try expect(
      .missing(key: "'a', id 5 in vocab.txt"), model("{\(specials)}"), words: ["a"])
  }

  private func expect(
    _ error: TokenizerFileError, _ text: String, words: [String]? = nil, line: Int = #line
  ) throws {
    let place = SourceLocation(fileID: #fileID, filePath: #filePath, line: line, column: 1)
    let found = #expect(throws: ModelFilesError.self, sourceLocation: place) {
      try read(text, words: words)
    }
    guard case .tokenizer(_, error)? = found else {
      Issue.record("\(String(describing: found))", sourceLocation: place)
      return
    }
  }

  @Test func smallestFaults() throws {
    try expect(.missing(key: "model"), "{}")
    try expect(.missing(key: "model"), "[]")
    try expect(.missing(key: "model.vocab"), #"{"model":{"type":"WordLevel"}}"#)
    try expect(
      .wrong(key: "model.vocab", expected: "an object or a list", found: "1"), model("1"))
    for (type, found) in [(#""type":"Char","#, "'Char'"), ("", "nothing")] {
      try expect(
        .unsupported(
          key: "model.type", expected: "WordPiece, WordLevel, BPE or Unigram", found: found),
        "{\"model\":{\(type)\"vocab\":{}}}")
    }
    try expect(
      .wrong(key: "id of 'a'", expected: "a whole number", found: "'0'"), model(#"{"a":"0"}"#))
    try expect(.id(word: "a", id: 1, count: 1), model(#"{"a":1}"#))
    try expect(.id(word: "a", id: -1, count: 1), model(#"{"a":-1}"#))
    try expect(.idTwice(word: "b", other: "a", id: 0), model(#"{"a":0,"b":0}"#))
    try expect(
      .wrong(key: "added_tokens", expected: "a list", found: "1"),
      model("{}", more: #""added_tokens":1,"#))
    try expect(
      .wrong(key: "added_tokens", expected: "objects with id and content", found: "1"),
      model("{}", more: #""added_tokens":[1],"#))
    for content in ["", String(repeating: "a", count: 1025)] {
      try expect(
        .wrong(
          key: "added_tokens: content", expected: "1 to 1024 bytes", found: "\(content.utf8.count)"),
        model("{}", more: "\"added_tokens\":[{\"id\":1,\"content\":\"\(content)\"}],"))
    }
    try expect(
      .wrong(key: "added_tokens: id of 'a'", expected: "a whole number", found: "-1"),
      model("{}", more: #""added_tokens":[{"id":-1,"content":"a"}],"#))
    try expect(
      .wrong(key: "model.unk_token", expected: "a text", found: "1"),
      #"{"model":{"type":"WordLevel","vocab":{},"unk_token":1}}"#)
    try expect(
      .unsupported(
        key: "pre_tokenizer", expected: "a pre-tokenizer of tokenizers", found: "'Words'"),
      model("{}", type: "WordPiece", more: #""pre_tokenizer":{"type":"Words"},"#))
    try expect(
      .unsupported(key: "normalizer", expected: "a normalizer of tokenizers", found: "'NFX'"),
      model("{}", type: "WordPiece", more: #""normalizer":{"type":"NFX"},"#))
    try expect(
      .wrong(key: "normalizer.lowercase", expected: "true or false", found: "1"),
      model(
        "{}", type: "WordPiece",
        more: pieces + #""normalizer":{"type":"BertNormalizer","lowercase":1},"#))
    try expect(
      .wrong(
        key: "model.max_input_chars_per_word", expected: "a number above 0", found: "0"),
      "{\(pieces)\"model\":{\"type\":\"WordPiece\",\"vocab\":{},\"max_input_chars_per_word\":0}}")
  }

  @Test func duplicatesAreFoundByTheVocabulary() throws {
    let folder = try TemporaryFolder()
    try DraftModel().write(to: folder)
    try FileManager.default.removeItem(atPath: folder("vocab.txt"))
    try folder.write(model(#"{"a":0,"a":1}"#), "tokenizer.json")
    let error = ModelFilesError.vocabulary(
      path: folder("tokenizer.json"), .duplicate(word: "a", line: 2, first: 1))
    #expect(throws: error) { try ModelFolder(path: folder.path) }
  }

  /// Words of our own rules, however they are written; with any other they are cut as the file says.
  @Test func rulesOfWords() throws {
    let other =
      #""normalizer":{"type":"BertNormalizer"},"pre_tokenizer":{"type":"Whitespace"},"#
    #expect(try read(model("{}", more: other)).kind == .subwords)
    // As another program would write it anew.
    let turned = wordNormalizer.compact.replacing(
      #"{"type":"NFC"},{"type":"Lowercase"}"#, with: #"{"type":"NFC"}, {"type":"Lowercase"}"#)
    let rules = "\"pre_tokenizer\":\(wordCutter.compact),\"normalizer\":\(turned),"
    #expect(try read(model("{}", more: rules)).kind == .words)
    // What is nearly ours has patterns that only our own rules stand for.
    let nearly = wordCutter.compact.replacing("Removed", with: "Isolated")
    try expect(
      .pattern(
        key: "pre_tokenizer.pretokenizers[0].pattern", pattern: #"(?y{w})\X"#,
        .unsupported("“(?y”")),
      "{\"pre_tokenizer\":\(nearly),\"model\":{\"type\":\"WordLevel\",\"vocab\":{}}}")
  }
}

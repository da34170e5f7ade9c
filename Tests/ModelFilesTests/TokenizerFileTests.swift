import Foundation
import TestSupport
import Testing
import Tokenization

@testable import ModelFiles

struct TokenizerFileTests {
  private let pieces = #""pre_tokenizer":{"type":"BertPreTokenizer"},"#

  private func read(_ text: String, words: [String]? = nil) throws -> TokenizerFile {
    let folder = try TemporaryFolder()
    try folder.write(text, "tokenizer.json")
    return try TokenizerFile(
      contentsOf: folder("tokenizer.json"),
      vocabulary: words.map { try Vocabulary(words: DraftModel.specialWords + $0) })
  }

  private func model(_ vocabulary: String, type: String = "WordLevel", more: String = "") -> String
  {
    "{\(more)\"model\":{\"type\":\"\(type)\",\"vocab\":\(vocabulary)}}"
  }

  @Test func wordsInTheOrderOfTheirIds() throws {
    let file = try read(model(#"{"b":1,"\u0061":0}"#))
    #expect(file.kind == .words && file.words == ["a", "b"] && file.unknown == "[UNK]")
    let more = #""added_tokens":[{"id":2,"content":"new"},{"id":0,"content":"a"}],"#
    #expect(try read(model(#"{"a":0,"b":1}"#, more: more)).words == ["a", "b", "new"])
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
    let added = #""added_tokens":[{"id":6,"content":"b"}],"#
    #expect(
      try read(model("{\(specials),\"a\":5}", more: added), words: ["a", "b"]).words.isEmpty)
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
    try expect(.missing(key: "model.vocab"), model("[]"))
    try expect(
      .unsupported(key: "model.type", expected: "'WordLevel' or 'WordPiece'", found: "'BPE'"),
      model("{}", type: "BPE"))
    try expect(
      .unsupported(key: "model.type", expected: "'WordLevel' or 'WordPiece'", found: "nothing"),
      #"{"model":{"vocab":{}}}"#)
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
    try expect(
      .wrong(key: "model.unk_token", expected: "a text", found: "1"),
      #"{"model":{"type":"WordLevel","vocab":{},"unk_token":1}}"#)
    try expect(
      .unsupported(key: "pre_tokenizer", expected: "'BertPreTokenizer'", found: "nothing"),
      model("{}", type: "WordPiece"))
    try expect(
      .unsupported(key: "normalizer", expected: "'BertNormalizer'", found: "'NFKC'"),
      model("{}", type: "WordPiece", more: #""normalizer":{"type":"NFKC"},"#))
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

  @Test func settingsBesideIt() throws {
    func options(_ settings: JSONValue...) throws -> BERTNormalization {
      var read = TokenizerSettings()
      for value in settings { try read.read(value) }
      var options = WordPieceTokenizer.Options()
      read.apply(to: &options)
      return options.normalization
    }
    #expect(try options([:]) == BERTNormalization())
    let cased = try options(["do_lower_case": false])
    #expect(!cased.lowercases && !cased.stripsAccents)
    let null = try options(["do_lower_case": true, "strip_accents": nil])
    #expect(null.lowercases && null.stripsAccents)
    let kept = try options(["strip_accents": false, "tokenize_chinese_chars": false])
    #expect(kept.lowercases && !kept.stripsAccents && !kept.spacesIdeographs)

    var settings = TokenizerSettings()
    try settings.read(["unk_token": "<unk>", "pad_token": ["content": "<pad>", "special": true]])
    #expect(settings.specials.unknown == "<unk>" && settings.specials.padding == "<pad>")
    #expect(settings.specials.start == "[CLS]")
    #expect(
      throws: TokenizerFileError.wrong(key: "cls_token", expected: "a text", found: "1")
    ) { try settings.read(["cls_token": 1]) }
    #expect(
      throws: TokenizerFileError.wrong(
        key: "do_lower_case", expected: "true or false", found: "'yes'")
    ) { try settings.read(["do_lower_case": "yes"]) }
    #expect(
      throws: TokenizerFileError.wrong(
        key: "the file", expected: "an object", found: "an array")
    ) { try settings.read([]) }
  }
}

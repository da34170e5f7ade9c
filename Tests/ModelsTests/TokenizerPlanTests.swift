import Foundation
import JSON
import Platform
import TestSupport
import Testing
import Tokenization

@testable import Models

/// What the files of a tokenizer say together.
struct TokenizerPlanTests {
  /// `tokenizer.json` of the draft model, of a class that reads all of it.
  private static func file(_ change: (inout JSONObject) -> Void = { _ in }) -> JSONValue {
    var vocab: JSONObject = [:]
    for (id, word) in DraftModel().words.enumerated() { vocab[word] = .int(id) }
    var object: JSONObject = [
      "normalizer": ["type": "BertNormalizer", "lowercase": false],
      "pre_tokenizer": ["type": "BertPreTokenizer"],
      "post_processor": ["type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]],
      "model": [
        "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
        "max_input_chars_per_word": 100, "vocab": .object(vocab),
      ],
    ]
    change(&object)
    return .object(object)
  }

  /// The tokenizer of a folder with these files; the table has two rows more than there are words.
  private func tokenizer(
    _ files: KeyValuePairs<String, JSONValue>, words: [String] = DraftModel().words,
    hasList: Bool = true
  ) throws -> WordPieceTokenizer {
    try #require(
      try anyTokenizer(files, words: words, hasList: hasList) as? WordPieceTokenizer)
  }

  private func anyTokenizer(
    _ files: KeyValuePairs<String, JSONValue>, words: [String] = DraftModel().words,
    hasList: Bool = true
  ) throws -> any Tokenizer {
    let folder = try TemporaryFolder()
    var draft = DraftModel()
    draft.words = words
    draft.configuration["vocab_size"] = 12
    draft["embeddings.word_embeddings.weight"] = nil
    draft.add("embeddings.word_embeddings.weight", [12, 4])
    try draft.write(to: folder)
    if !hasList { try FileManager.default.removeItem(atPath: folder("vocab.txt")) }
    for (name, value) in files { try folder.write(value.compact, name) }
    return try ModelFolder(path: folder.path).tokenizer
  }

  private func expect(
    _ error: TokenizerFileError, _ files: KeyValuePairs<String, JSONValue>, line: Int = #line
  ) {
    let place = SourceLocation(fileID: #fileID, filePath: #filePath, line: line, column: 1)
    let found = #expect(throws: ModelFilesError.self, sourceLocation: place) {
      try tokenizer(files)
    }
    guard case .tokenizer(_, error)? = found else {
      Issue.record("\(String(describing: found))", sourceLocation: place)
      return
    }
    #expect(!error.description.contains("\n"), sourceLocation: place)
  }

  /// BertTokenizer goes by the settings and what it takes for granted, whatever the file says; the other class by the file.
  @Test func casing() throws {
    func rules(_ settings: JSONValue?, file: JSONValue? = Self.file()) throws -> BERTNormalization {
      let folder = try TemporaryFolder()
      try DraftModel().write(to: folder)
      if let settings { try folder.write(settings.compact, "tokenizer_config.json") }
      if let file { try folder.write(file.compact, "tokenizer.json") }
      let model = try ModelFolder(path: folder.path)
      return try #require(model.tokenizer as? WordPieceTokenizer).options.normalization
    }
    for settings in [nil, [:], ["tokenizer_class": "BertTokenizerFast"]] as [JSONValue?] {
      #expect(try rules(settings) == BERTNormalization())
      #expect(try rules(settings, file: nil) == BERTNormalization())
    }
    let cased = try rules(["do_lower_case": false])
    #expect(!cased.lowercases && !cased.stripsAccents && cased.dropsControls)
    let null = try rules(["do_lower_case": false, "strip_accents": nil])
    #expect(!null.stripsAccents)
    let stripped = try rules(["do_lower_case": false, "strip_accents": true])
    #expect(!stripped.lowercases && stripped.stripsAccents)
    let kept = try rules(["strip_accents": false, "tokenize_chinese_chars": false])
    #expect(kept.lowercases && !kept.stripsAccents && !kept.spacesIdeographs)
    for name in ["PreTrainedTokenizerFast", "TokenizersBackend", "PreTrainedTokenizer"] {
      let byFile = try rules(["tokenizer_class": .string(name), "do_lower_case": true])
      #expect(!byFile.lowercases && !byFile.stripsAccents)
    }
  }

  /// What BertTokenizer would not do is refused where its file asks for it.
  @Test func notForBERT() throws {
    func expect(
      _ key: String, _ expected: String, _ found: String, line: Int = #line,
      _ change: (inout JSONObject) -> Void
    ) throws {
      let file = Self.file(change)
      self.expect(
        .unsupported(key: key, expected: expected, found: found), ["tokenizer.json": file],
        line: line)
      _ = try tokenizer([
        "tokenizer.json": file, "tokenizer_config.json": ["tokenizer_class": "TokenizersBackend"],
      ])
    }
    func member(_ key: String, _ value: JSONValue) -> (inout JSONObject) -> Void {
      return { file in
        var model = file["model"]!.object!
        model[key] = value
        file["model"] = .object(model)
      }
    }
    let taken = "which BertTokenizer takes whatever the file says"
    try expect(
      "model.continuing_subword_prefix", "##, \(taken)", "@@",
      member("continuing_subword_prefix", "@@"))
    try expect(
      "model.max_input_chars_per_word", "100, \(taken)", "7", member("max_input_chars_per_word", 7))
    try expect("normalizer.clean_text", "true, \(taken)", "false") {
      $0["normalizer"] = ["type": "BertNormalizer", "clean_text": false]
    }
    try expect(
      "model.unk_token", "'[UNK]', as in tokenizer_config.json", "'the'",
      member("unk_token", "the"))
  }

  @Test(arguments: ["BertJapaneseTokenizer", "FooTokenizer", ""])
  func otherClasses(name: String) {
    expect(
      .unsupported(
        key: "tokenizer_class",
        expected: "BertTokenizer, PreTrainedTokenizerFast or another that reads tokenizer.json",
        found: "'\(name)'"), ["tokenizer_config.json": ["tokenizer_class": .string(name)]])
  }

  @Test func codeOfItsOwn() {
    expect(
      .unsupported(
        key: "auto_map", expected: "a tokenizer without code of its own", found: "an object"),
      ["tokenizer_config.json": ["auto_map": ["AutoTokenizer": ["code.T", nil]]]])
  }

  private static let words: JSONObject = [
    "[CLS]": ["id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]],
    "[SEP]": ["id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]],
  ]
  private static func piece(_ kind: String, _ id: String, _ type: Int = 0) -> JSONValue {
    [kind == "A" ? "Sequence" : "SpecialToken": ["id": .string(id), "type_id": .int(type)]]
  }
  private static func template(_ pieces: [JSONValue], _ words: JSONObject = words) -> JSONValue {
    ["type": "TemplateProcessing", "single": .array(pieces), "special_tokens": .object(words)]
  }

  @Test func whatStandsAroundAText() throws {
    let (start, text, end) = (
      Self.piece("S", "[CLS]"), Self.piece("A", "A"), Self.piece("S", "[SEP]")
    )
    let frame = try PostProcessor(Self.template([start, text, end]))
    #expect(
      frame?.before == [.init(word: "[CLS]", id: 2)]
        && frame?.after == [.init(word: "[SEP]", id: 3)])
    #expect(try PostProcessor(nil) == nil)
    #expect(try PostProcessor(JSONValue.null) == nil)

    func refused(_ value: JSONValue, _ found: String, line: Int = #line) {
      let file = Self.file { $0["post_processor"] = value }
      for name in ["BertTokenizer", "PreTrainedTokenizerFast"] {
        expect(
          .unsupported(
            key: "post_processor.single",
            expected: "words before a text and words after it, of type 0", found: found),
          [
            "tokenizer.json": file, "tokenizer_config.json": ["tokenizer_class": .string(name)],
          ], line: line)
      }
    }
    let template = "'TemplateProcessing'"
    refused(Self.template([start, end]), template)
    refused(Self.template([start, Self.piece("A", "B"), end]), template)
    refused(Self.template([start, text, text, end]), template)
    refused(Self.template([start, Self.piece("A", "A", 1), end]), template)
    refused(Self.template([Self.piece("S", "[CLS]", 1), text, end]), template)
    refused(Self.template([start, text, end], ["[CLS]": ["ids": [2, 2]]]), template)
    expect(
      .wrong(key: "post_processor.sep", expected: "a word with its id", found: "an array"),
      [
        "tokenizer.json": Self.file {
          $0["post_processor"] = ["type": "BertProcessing", "sep": ["[SEP]"], "cls": ["[CLS]", 2]]
        }
      ])
    // Of other ids than the vocabulary has, or other words than the settings name.
    expect(
      .unsupported(
        key: "post_processor", expected: "'[SEP]' with its id 3", found: "'[SEP]' with id 4"),
      [
        "tokenizer.json": Self.file {
          $0["post_processor"] = [
            "type": "BertProcessing", "sep": ["[SEP]", 4], "cls": ["[CLS]", 2],
          ]
        }
      ])
    expect(
      .unsupported(
        key: "post_processor", expected: "'the' with its id 5", found: "'[CLS]' with id 2"),
      [
        "tokenizer.json": Self.file(), "tokenizer_config.json": ["cls_token": "the"],
      ])
    // Without any, BertTokenizer puts its own there, and the other class none.
    let none = Self.file { $0["post_processor"] = nil }
    _ = try tokenizer(["tokenizer.json": none])
    let plain: JSONValue = ["tokenizer_class": "PreTrainedTokenizerFast"]
    #expect(
      try anyTokenizer(["tokenizer.json": none, "tokenizer_config.json": plain]).frame
        == TextFrame(before: [], after: []))
    // As many as there are, by the file; BertTokenizer has one at each end.
    let two = Self.file { $0["post_processor"] = Self.template([start, start, text]) }
    #expect(
      try anyTokenizer(["tokenizer.json": two, "tokenizer_config.json": plain]).frame
        == TextFrame(before: [2, 2], after: []))
    expect(
      .unsupported(
        key: "post_processor", expected: "one word before a text and one after it, of type 0",
        found: "something else"), ["tokenizer.json": two])
    let many = Self.file {
      $0["post_processor"] = Self.template([JSONValue](repeating: start, count: 100) + [text])
    }
    let positions = DraftModel().configuration["max_position_embeddings"]!.int!
    expect(
      .unsupported(
        key: "post_processor", expected: "fewer words than the \(positions) positions",
        found: "100"), ["tokenizer.json": many, "tokenizer_config.json": plain])
  }

  private func ids(_ tokenizer: WordPieceTokenizer) -> [String: Int32?] {
    Dictionary(uniqueKeysWithValues: tokenizer.added.tokens.map { ($0.content, $0.id) })
  }

  @Test func addedTokensOfEachFile() throws {
    let plain: [String: Int32?] = ["[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4]
    #expect(try ids(tokenizer([:])) == plain)
    let more = plain.merging(["[TGT]": 10]) { $1 }
    let object: JSONValue = ["content": "[TGT]", "special": true, "lstrip": true]
    var inFile = object.object!
    inFile["id"] = 10
    let file = Self.file { $0["added_tokens"] = [.object(inFile)] }
    for files: KeyValuePairs<String, JSONValue> in [
      ["tokenizer.json": file],
      ["tokenizer.json": file, "tokenizer_config.json": ["added_tokens_decoder": ["10": object]]],
      ["tokenizer_config.json": ["added_tokens_decoder": ["10": object]]],
      [
        "special_tokens_map.json": ["additional_special_tokens": [object]],
        "added_tokens.json": ["[TGT]": 10],
      ],
      ["special_tokens_map.json": ["additional_special_tokens": [object]]],
      ["tokenizer_config.json": ["extra_special_tokens": ["target": object]]],
    ] {
      let tokenizer = try tokenizer(files)
      #expect(ids(tokenizer) == more, "\(files)")
      let token = try #require(tokenizer.added.tokens.first { $0.content == "[TGT]" })
      #expect(token.stripsBefore && token.isSpecial && !token.isNormalized, "\(files)")
      #expect(tokenizer.tokenize("the [TGT] bank").ids == [5, 10, 6], "\(files)")
      #expect(tokenizer.pieceCount == 10 && tokenizer.vocabulary.count == 11)
    }
    // What is declared is all there is; other files are for older programs.
    let declared = try tokenizer([
      "tokenizer_config.json": ["added_tokens_decoder": ["10": ["content": "new"]]],
      "added_tokens.json": ["old": 10],
    ])
    #expect(ids(declared) == plain.merging(["new": 10]) { $1 })
    #expect(
      try tokenizer(["added_tokens.json": ["old": 10]]).added.tokens.last?.isNormalized == true)
    #expect(
      try tokenizer(["tokenizer_config.json": ["split_special_tokens": true]])
        .tokenize("[MASK]").ids == [1, 1, 1])
  }

  @Test func addedTokensThatDoNotFit() {
    expect(
      .addedID(token: "new", id: 11, expected: 10),
      ["tokenizer_config.json": ["added_tokens_decoder": ["11": ["content": "new"]]]])
    expect(
      .addedID(token: "bank", id: 10, expected: 6), ["added_tokens.json": ["bank": 10]])
    expect(
      .noRow(token: "c", id: 12, rows: 12), ["added_tokens.json": ["a": 10, "b": 11, "c": 12]])
    expect(
      .undeclared(token: "new"),
      [
        "tokenizer.json": Self.file { $0["added_tokens"] = [["id": 10, "content": "new"]] },
        "tokenizer_config.json": ["added_tokens_decoder": [:]],
      ])
    expect(
      .wrong(key: "added_tokens_decoder.x", expected: "an id with a token", found: "an object"),
      ["tokenizer_config.json": ["added_tokens_decoder": ["x": ["content": "new"]]]])
    expect(
      .wrong(key: "id of 'new'", expected: "a whole number", found: "'10'"),
      ["added_tokens.json": ["new": "10"]])
    expect(
      .unsupported(
        key: "added token '\u{301}'", expected: "1 to 1024 bytes once normalized", found: "0"),
      ["added_tokens.json": ["\u{301}": 10]])
    expect(
      .wrong(key: "mask_token", expected: "a text", found: "1"),
      ["tokenizer_config.json": ["mask_token": 1]])
    expect(
      .wrong(key: "do_lower_case", expected: "true or false", found: "'yes'"),
      ["tokenizer_config.json": ["do_lower_case": "yes"]])
    expect(
      .wrong(key: "the file", expected: "an object", found: "an array"),
      ["special_tokens_map.json": []])
    expect(.missing(key: "cls_token"), ["tokenizer_config.json": ["cls_token": nil]])
    expect(
      .missing(key: "tokenizer.json, which PreTrainedTokenizerFast needs"),
      ["tokenizer_config.json": ["tokenizer_class": "PreTrainedTokenizerFast"]])
  }

  /// BertTokenizer adds what it finds missing; here there is a row for one of the two.
  @Test func noMaskAndNoPadding() throws {
    let words = ["[UNK]", "[CLS]", "[SEP]", "the", "bank", "##s", ".", "a", "b", "c", "d"]
    let missing = try tokenizer([:], words: words)
    #expect(missing.vocabulary.padding == 11 && missing.vocabulary.mask == nil)
    #expect(missing.tokenize("[PAD] [MASK]").ids == [11, 0])
    #expect(missing.tokenize("[MASK]").tokens[0].finding == .unknown)
    let none = try tokenizer(
      ["tokenizer_config.json": ["mask_token": nil, "pad_token": nil]], words: words)
    #expect(none.vocabulary.padding == nil && none.vocabulary.mask == nil)
    #expect(none.added.tokens.count == 3 && none.tokenize("[MASK]").tokens.count == 3)
  }

  @Test func wordsAndWordPiecesAtOdds() throws {
    let folder = try TemporaryFolder()
    var draft = DraftModel()
    draft.configuration["polyseme"] = ["tokens": "words"]
    try draft.write(to: folder)
    try folder.write(Self.file().compact, "tokenizer.json")
    let error = ModelFilesError.tokenizer(
      path: folder("tokenizer.json"),
      .unsupported(
        key: "model.type", expected: "what polyseme.tokens in config.json says, words",
        found: "word-pieces"))
    #expect(throws: error) { try ModelFolder(path: folder.path) }
  }

  /// An export of whole words, to which a token is added.
  @Test func addedToWholeWords() throws {
    let (folder, out) = (try TemporaryFolder(), try TemporaryFolder())
    var draft = DraftModel()
    draft.words[9] = "[TGT]"
    try draft.write(to: folder, repository: true)
    try ModelFolder(path: folder.path).export(to: out.path, by: FileWriting())
    func open(_ normalized: Bool) throws -> any Tokenizer {
      for (name, path) in [("tokenizer.json", ["added_tokens"]), ("tokenizer_config.json", [])] {
        var object = try JSONValue(
          parsing: Array(Data(contentsOf: URL(filePath: out(name))))
        ).object!
        if path.isEmpty {
          object["added_tokens_decoder"] = nil
        } else {
          object["added_tokens"] = [
            ["id": 9, "content": "[TGT]", "normalized": .bool(normalized), "special": true]
          ]
        }
        try out.write(JSONValue.object(object).compact, name)
      }
      return try ModelFolder(path: out.path).tokenizer
    }
    #expect(try open(false).tokenize("The bank[TGT]").ids == [5, 6, 9])
    let error = ModelFilesError.tokenizer(
      path: out("tokenizer.json"),
      .unsupported(
        key: "added token '[TGT]'", expected: "one with normalized: false",
        found: "normalized: true"))
    #expect(throws: error) { try open(true) }
  }

  @Test func classesByName() throws {
    for (name, known) in [
      ("BertTokenizerFast", TokenizerClass.bert), ("ElectraTokenizer", .bert),
      ("XLMRobertaTokenizer", .pieces(.xlmRoberta)), ("TokenizersBackend", .file),
      ("MPNetTokenizerFast", .file),
    ] {
      #expect(try TokenizerClass(named: name) == known)
    }
    let error = TokenizerFileError.unsupported(
      key: "tokenizer_class",
      expected: "BertTokenizer, PreTrainedTokenizerFast or another that reads tokenizer.json",
      found: "'BertJapaneseTokenizer'")
    #expect(throws: error) { try TokenizerClass(named: "BertJapaneseTokenizer") }
  }
}

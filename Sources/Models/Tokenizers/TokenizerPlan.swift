import Platform
import Tokenization
import UnicodeText

/// What the files of a tokenizer say together, as transformers 5 reads them. Where that is not what the files were written for, the
/// folder is refused.
struct TokenizerPlan {
  let kind: ConfigurationFile.TokenKind
  /// Only of word pieces.
  private(set) var options = WordPieceTokenizer.Options()
  let specials: SpecialWords
  /// In the order of their ids; `nil` of one without a row.
  let added: [AddedToken]
  private let frame: TextFrame?

  /// - Parameters:
  ///   - kind: What `config.json` says under `polyseme`.
  ///   - named: What it says as `tokenizer_class`.
  ///   - usual: What reads the files of models of this architecture where no class is named.
  ///   - list: The words of the model.
  init(
    _ file: TokenizerFile?, _ settings: TokenizerSettings,
    kind ownKind: ConfigurationFile.TokenKind?,
    class named: TokenizerClass?, usual: TokenizerClass, list: WordTable, rows: Int
  ) throws(TokenizerFileError) {
    kind = file?.kind ?? ownKind ?? .wordPieces
    if let ownKind, kind != ownKind {
      throw .unsupported(
        key: "model.type",
        expected: "what polyseme.tokens in config.json says, \(ownKind.rawValue)",
        found: kind.rawValue)
    }
    // No other program writes these words; transformers would take them for word pieces unless told otherwise.
    var reader = settings.tokenizerClass ?? named ?? usual
    if kind == .words, settings.tokenizerClass == nil, named == nil { reader = .file }
    frame = file?.frame
    switch (kind, reader) {
    case (.words, .bert):
      throw .unsupported(
        key: "model.type", expected: "'WordPiece', which BertTokenizer reads", found: "'WordLevel'")
    case (.words, .file):
      if file != nil, frame == nil { throw Self.noFrame }
      specials = SpecialWords(
        settings, frame: frame, unknown: file?.unknown ?? SpecialWords.bert.unknown)
    case (.wordPieces, .bert):
      options = try Self.options(file, settings)
      specials = try SpecialWords(settings, forBERT: file)
    case (.wordPieces, .file):
      guard let file else {
        throw .missing(key: "tokenizer.json, which PreTrainedTokenizerFast needs")
      }
      guard let unknown = file.unknown else { throw .missing(key: "model.unk_token") }
      guard frame != nil else { throw Self.noFrame }
      options = file.options
      specials = SpecialWords(settings, frame: frame, unknown: unknown)
    }

    var tokens = AddedTokenList(list)
    if reader == .file { for token in file?.added ?? [] { try tokens.add(token) } }
    if let declared = settings.declared {
      let names = Set(declared.map { ExactName($0.content) })
      let lost = file?.added.first { !names.contains(ExactName($0.content)) }
      if reader == .bert, let lost {
        throw .undeclared(token: lost.content)
      }
      for token in declared { try tokens.add(token) }
    } else {
      let inFile = file?.added ?? []
      let names = Set(inFile.map { ExactName($0.content) })
      let others = settings.listed.filter { !names.contains(ExactName($0.content)) }
      for token in (others + inFile).sorted(by: { $0.id! < $1.id! }) { try tokens.add(token) }
    }
    for name in TokenizerSettings.names {
      let standard = reader == .bert && kind == .wordPieces ? Self.standard[name] : nil
      if let token = settings.named[name]
        ?? standard.map({ AddedToken($0, id: nil, isSpecial: true) })
      {
        try tokens.add(token, isOnlyName: true)
      }
    }
    for token in settings.extras { try tokens.add(token, isOnlyName: true) }

    // What nothing but a person would use may do without a row.
    let needed = [specials.unknown, specials.start, specials.end]
    let unneeded = ["bos_token", "eos_token", "pad_token", "mask_token"].compactMap {
      settings.named[$0] == nil ? Self.standard[$0] : settings.named[$0]??.content
    }
    var added: [AddedToken] = []
    for var token in tokens.tokens.sorted(by: { $0.id! < $1.id! }) {
      if token.id! >= rows {
        // The vocabulary says that it lacks one.
        if needed.contains(where: { isSame($0, token.content) }) { continue }
        guard unneeded.contains(where: { isSame($0, token.content) }) else {
          throw .noRow(token: token.content, id: Int(token.id!), rows: rows)
        }
        token.id = nil
      }
      if token.isNormalized {
        guard kind == .wordPieces else {
          throw .unsupported(
            key: "added token \(quoted(token.content))", expected: "one with normalized: false",
            found: "normalized: true")
        }
        let count = options.normalization.normalized(token.content).count
        guard 1...AddedTokens.longestContent ~= count else {
          throw .unsupported(
            key: "added token \(quoted(token.content))",
            expected: "1 to \(AddedTokens.longestContent) bytes once normalized", found: "\(count)")
        }
      }
      added.append(token)
    }
    self.added = added
  }

  /// Whether the post-processor means the words of the vocabulary.
  func check(_ vocabulary: Vocabulary) throws(TokenizerFileError) {
    guard let frame else { return }
    for (word, expected, id) in [
      (frame.start, specials.start, vocabulary.start), (frame.end, specials.end, vocabulary.end),
    ] where !isSame(word.word, expected) || word.id != Int(id) {
      throw .unsupported(
        key: "post_processor", expected: "\(quoted(expected)) with its id \(id)",
        found: "\(quoted(word.word)) with id \(word.id)")
    }
  }

  /// `BertTokenizer` makes its rules from the settings alone. A file that says something else than they can was not written
  /// for it.
  private static func options(
    _ file: TokenizerFile?, _ settings: TokenizerSettings
  ) throws(TokenizerFileError) -> WordPieceTokenizer.Options {
    var options = WordPieceTokenizer.Options(
      lowercases: settings.lowercases ?? true, stripsAccents: settings.stripsAccents)
    options.normalization.spacesIdeographs = settings.spacesIdeographs ?? true
    guard let file else { return options }
    let found = file.options
    func expect<Value: Equatable>(
      _ key: String, _ value: Value, _ found: Value
    ) throws(TokenizerFileError) {
      guard value != found else { return }
      throw .unsupported(
        key: key, expected: "\(value), which BertTokenizer takes whatever the file says",
        found: "\(found)")
    }
    try expect("model.continuing_subword_prefix", options.continuation, found.continuation)
    try expect("model.max_input_chars_per_word", options.longestWord, found.longestWord)
    try expect(
      "normalizer.clean_text", options.normalization.dropsControls,
      found.normalization.dropsControls)
    return options
  }

  private static let noFrame = TokenizerFileError.unsupported(
    key: "post_processor", expected: "one word before a text and one after it, of type 0",
    found: "nothing")

  /// What `BertTokenizer` calls its special tokens where nothing else is said.
  fileprivate static let standard = [
    "unk_token": SpecialWords.bert.unknown, "sep_token": SpecialWords.bert.end,
    "pad_token": SpecialWords.bert.padding, "cls_token": SpecialWords.bert.start,
    "mask_token": SpecialWords.bert.mask,
  ]
}

extension SpecialWords {
  /// Those of `BertTokenizer`.
  fileprivate init(
    _ settings: TokenizerSettings, forBERT file: TokenizerFile?
  ) throws(TokenizerFileError) {
    func word(_ key: String) -> String? {
      settings.named[key] == nil ? TokenizerPlan.standard[key] : settings.named[key]??.content
    }
    func needed(_ key: String) throws(TokenizerFileError) -> String {
      guard let word = word(key) else { throw .missing(key: key) }
      return word
    }
    self.init(
      padding: word("pad_token") ?? SpecialWords.none, unknown: try needed("unk_token"),
      start: try needed("cls_token"), end: try needed("sep_token"),
      mask: word("mask_token") ?? SpecialWords.none)
    if let found = file?.unknown, !isSame(found, unknown) {
      throw .unsupported(
        key: "model.unk_token", expected: "\(quoted(unknown)), as in tokenizer_config.json",
        found: quoted(found))
    }
  }

  /// Those of a tokenizer that a file describes.
  fileprivate init(_ settings: TokenizerSettings, frame: TextFrame?, unknown: String) {
    func word(_ key: String, _ standard: String) -> String {
      (settings.named[key] ?? nil)?.content ?? standard
    }
    self.init(
      padding: word("pad_token", SpecialWords.bert.padding), unknown: unknown,
      start: frame?.start.word ?? word("cls_token", SpecialWords.bert.start),
      end: frame?.end.word ?? word("sep_token", SpecialWords.bert.end),
      mask: word("mask_token", SpecialWords.bert.mask))
  }

  /// The name of a special word that a model does without: no line of a vocabulary is empty.
  private static let none = ""
}

/// Added tokens, each with the id that transformers gives it: that of its word, or the next that is free.
private struct AddedTokenList {
  private let list: WordTable
  private var next: Int32
  private(set) var tokens: [AddedToken] = []
  private var places: [ExactName: Int] = [:]

  init(_ list: WordTable) {
    self.list = list
    next = Int32(list.count)
  }

  /// Adds a token, or says how one that is there is to be found.
  ///
  /// - Parameter isOnlyName: Whether one that is there stays as it is.
  mutating func add(_ token: AddedToken, isOnlyName: Bool = false) throws(TokenizerFileError) {
    var token = token
    let name = ExactName(token.content)
    let place = places[name]
    let id =
      place.map { tokens[$0].id! } ?? list.line(of: Array(token.content.utf8).span).map(Int32.init)
      ?? next
    if let declared = token.id, declared != id {
      throw .addedID(token: token.content, id: Int(declared), expected: Int(id))
    }
    token.id = id
    if let place {
      if !isOnlyName { tokens[place] = token }
      return
    }
    if id == next { next += 1 }
    places[name] = tokens.count
    tokens.append(token)
  }
}

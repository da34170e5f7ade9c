import Platform
import Tokenization
import UnicodeText

/// What the files of a tokenizer say together, as transformers 5 reads them. Where that is not what the files were written for, the
/// folder is refused.
struct TokenizerPlan {
  let kind: TokenizerFile.Kind
  /// Only of word pieces.
  private(set) var options = WordPieceTokenizer.Options()
  let specials: SpecialWords
  /// In the order of their ids; `nil` of one without a row.
  let added: [AddedToken]
  /// What takes the spaces off the places of pieces.
  let trims: [OffsetTrim]
  /// What stands around a text; nil where no file says so.
  private let processor: PostProcessor?
  private let file: TokenizerFile?

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
    self.file = file
    let own: TokenizerFile.Kind? = ownKind.map { $0 == .words ? .words : .wordPieces }
    var kind = file?.kind ?? own ?? .wordPieces
    if let own, let ownKind, kind != own {
      throw .unsupported(
        key: "model.type",
        expected: "what polyseme.tokens in config.json says, \(ownKind.rawValue)",
        found: kind.inWords)
    }
    // No other program writes these words; transformers would take them for word pieces unless told otherwise.
    var reader = settings.tokenizerClass ?? named ?? usual
    if kind == .words, settings.tokenizerClass == nil, named == nil { reader = .file }
    let processor = try Self.processor(file, settings, reader, list)
    self.processor = processor
    trims = reader == .bert ? [] : processor?.trims ?? []
    switch (kind, reader) {
    case (.words, .bert):
      throw .unsupported(
        key: "model.type", expected: "'WordPiece', which BertTokenizer reads", found: "'WordLevel'")
    case (.subwords, .bert):
      throw .unsupported(
        key: "normalizer, pre_tokenizer or model",
        expected: "those of BERT, which BertTokenizer takes whatever the file says",
        found: "others")
    case (.words, _):
      if file != nil, processor == nil { throw Self.noFrame }
      specials = SpecialWords(
        settings, processor, unknown: file?.unknown ?? SpecialWords.bert.unknown)
    case (.wordPieces, .bert):
      options = try Self.options(file, settings)
      specials = try SpecialWords(settings, forBERT: file)
    case (.wordPieces, _):
      guard let file else {
        throw .missing(key: "tokenizer.json, which PreTrainedTokenizerFast needs")
      }
      guard let unknown = file.unknown else { throw .missing(key: "model.unk_token") }
      options = file.options
      if let processor, processor.before.count == 1, processor.after.count == 1 {
        specials = SpecialWords(settings, processor, unknown: unknown)
      } else {
        kind = .subwords
        specials = SpecialWords(settings, processor, file.unknown, list: list)
      }
    case (.subwords, _):
      specials = SpecialWords(settings, processor, file?.unknown, list: list)
    }
    self.kind = kind

    var tokens = AddedTokenList(list)
    if reader != .bert { for token in file?.added ?? [] { try tokens.add(token) } }
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
    let standard: [String: String] =
      switch (reader, kind) {
      case (.bert, .wordPieces): Self.standard
      case (.pieces(let own), .subwords): own.standardNames
      default: [:]
      }
    for name in TokenizerSettings.names {
      let standard = standard[name].map {
        AddedToken(
          $0, id: nil, isSpecial: true,
          // CamemBERT's class has the space before its mask go with it.
          stripsBefore: reader == .pieces(.camembert) && name == "mask_token")
      }
      if let token = settings.named[name] ?? standard {
        try tokens.add(token, isOnlyName: true)
      }
    }
    for token in settings.extras { try tokens.add(token, isOnlyName: true) }

    // What nothing but a person would use may do without a row.
    let needed = [specials.unknown, specials.start, specials.end]
    let unneeded = ["bos_token", "eos_token", "pad_token", "mask_token"].compactMap {
      settings.named[$0] == nil
        ? standard[$0] ?? Self.standard[$0] : settings.named[$0]??.content
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
        guard kind != .words else {
          throw .unsupported(
            key: "added token \(quoted(token.content))", expected: "one with normalized: false",
            found: "normalized: true")
        }
        let count = Self.normalized(token.content, kind, options, file).count
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

  /// How many words stand around a text.
  var frameCount: Int { (processor?.before.count ?? 0) + (processor?.after.count ?? 0) }

  /// A text as the normalizer leaves it, in UTF-8.
  func normalized(_ text: String) -> [UInt8] { Self.normalized(text, kind, options, file) }

  private static func normalized(
    _ text: String, _ kind: TokenizerFile.Kind, _ options: WordPieceTokenizer.Options,
    _ file: TokenizerFile?
  ) -> [UInt8] {
    guard kind == .subwords else { return options.normalization.normalized(text) }
    return Array((file?.normalizer?.normalized(text) ?? text).utf8)
  }

  /// What cuts texts as the file says.
  ///
  /// - Parameter pieceCount: So many of the first words are those of the model.
  func subwordTokenizer(
    _ vocabulary: Vocabulary, pieceCount: Int, readsSpecialsAsText: Bool
  ) throws(TokenizerFileError) -> SubwordTokenizer {
    guard let file else { throw .missing(key: "tokenizer.json") }
    func ids(_ words: [PostProcessor.Word]?) -> [Int32] { (words ?? []).map { Int32($0.id) } }
    let steps = SubwordTokenizer.Steps(
      normalizer: file.normalizer, preTokenizer: file.preTokenizer,
      model: try file.model.model(vocabulary, count: pieceCount), trims: trims)
    return SubwordTokenizer(
      vocabulary: vocabulary, steps: steps,
      added: AddedTokens(
        added, readsSpecialsAsText: readsSpecialsAsText, normalize: normalized),
      frame: TextFrame(before: ids(processor?.before), after: ids(processor?.after)))
  }

  /// What stands around a text: a class without rules of its own can be told by the settings.
  private static func processor(
    _ file: TokenizerFile?, _ settings: TokenizerSettings, _ reader: TokenizerClass,
    _ list: WordTable
  ) throws(TokenizerFileError) -> PostProcessor? {
    guard reader == .file, let file, settings.addsStart != nil || settings.addsEnd != nil else {
      return file?.processor
    }
    func words(_ adds: Bool?, _ key: String) throws(TokenizerFileError) -> [PostProcessor.Word] {
      guard adds == true, let token = settings.named[key] ?? nil else { return [] }
      let id =
        file.added.first { isSame($0.content, token.content) }?.id.map(Int.init)
        ?? list.line(of: Array(token.content.utf8).span)
      guard let id else { throw .missing(key: "\(key) \(quoted(token.content))") }
      return [PostProcessor.Word(word: token.content, id: id)]
    }
    var told = PostProcessor(
      before: try words(settings.addsStart, "bos_token"),
      after: try words(settings.addsEnd, "eos_token"))
    guard let found = file.processor else { return told }
    told.trims = found.trims
    guard told == found else {
      throw .unsupported(
        key: "post_processor",
        expected: "what add_bos_token and add_eos_token of tokenizer_config.json say",
        found: "something else")
    }
    return found
  }

  /// Whether the post-processor means the words of the vocabulary.
  func check(_ vocabulary: Vocabulary) throws(TokenizerFileError) {
    guard let processor else { return }
    func expect(
      _ found: PostProcessor.Word, _ word: String, _ id: Int32?
    ) throws(TokenizerFileError) {
      guard let id, isSame(found.word, word), found.id == Int(id) else {
        throw .unsupported(
          key: "post_processor",
          expected: id.map { "\(quoted(word)) with its id \($0)" } ?? "words of the vocabulary",
          found: "\(quoted(found.word)) with id \(found.id)")
      }
    }
    if kind == .subwords {
      for word in processor.before + processor.after {
        try expect(word, word.word, vocabulary.id(of: word.word))
      }
      return
    }
    guard processor.before.count == 1, processor.after.count == 1 else { throw Self.noFrame }
    try expect(processor.before[0], specials.start, vocabulary.start)
    try expect(processor.after[0], specials.end, vocabulary.end)
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
    found: "something else")

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
  fileprivate init(_ settings: TokenizerSettings, _ processor: PostProcessor?, unknown: String) {
    func word(_ key: String, _ standard: String) -> String {
      (settings.named[key] ?? nil)?.content ?? standard
    }
    self.init(
      padding: word("pad_token", SpecialWords.bert.padding), unknown: unknown,
      start: processor?.before.first?.word ?? word("cls_token", SpecialWords.bert.start),
      end: processor?.after.last?.word ?? word("sep_token", SpecialWords.bert.end),
      mask: word("mask_token", SpecialWords.bert.mask))
  }

  /// Those of a tokenizer that need not have any.
  fileprivate init(
    _ settings: TokenizerSettings, _ processor: PostProcessor?, _ unknown: String?, list: WordTable
  ) {
    func word(_ keys: [String], _ usual: [String]) -> String {
      for key in keys {
        if let token = settings.named[key] ?? nil { return token.content }
      }
      return usual.first { list.line(of: Array($0.utf8).span) != nil } ?? SpecialWords.none
    }
    self.init(
      padding: word(["pad_token"], ["[PAD]", "<pad>"]),
      unknown: unknown ?? word(["unk_token"], ["[UNK]", "<unk>"]),
      start: processor?.before.first?.word ?? word(["cls_token", "bos_token"], []),
      end: processor?.after.last?.word ?? word(["sep_token", "eos_token"], []),
      mask: word(["mask_token"], ["[MASK]", "<mask>"]))
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

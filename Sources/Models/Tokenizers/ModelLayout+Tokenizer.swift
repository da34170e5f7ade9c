import JSON
import Platform
import Tokenization

extension ModelLayout {
  /// The vocabulary of a model with a table of as many rows, and what cuts texts into its words.
  func tokenizer(
    for file: ConfigurationFile, composer: WordComposer?
  ) throws(ModelFilesError) -> any Tokenizer {
    let rows = file.encoder.vocabularySize
    if let words {
      let list = try wordTable(words)
      guard list.count == rows else {
        throw .vocabularyLength(path: words, words: list.count, rows: rows)
      }
      return WordTokenizer(
        vocabulary: try vocabulary(list, .bert, path: words), composer: composer)
    }

    let (listPath, filePath) = ("\(weights)/vocab.txt", "\(weights)/tokenizer.json")
    let settings = try settings()
    var list = exists(listPath) ? try wordTable(listPath) : nil
    var described =
      exists(filePath) ? try TokenizerFile(contentsOf: filePath, list: list) : nil
    var path = list == nil ? filePath : listPath
    if list == nil, described == nil {
      let usual = TokenizerClass.usual(for: type(of: file.architecture).modelType)
      let reader = settings.tokenizerClass ?? file.tokenizerClass ?? usual
      if let found = try pieces(for: reader, settings) { (path, described) = found }
    }
    if list == nil, let described {
      do throws(VocabularyError) {
        list =
          described.kind == .subwords
          ? try WordTable(pieces: described.words) : try WordTable(words: described.words)
      } catch {
        throw .vocabulary(path: path, error)
      }
    }
    guard var list else {
      throw .missingFile(
        folder: weights,
        expected: "tokenizer.json, vocab.txt, SentencePiece model or ../vocab/words.txt",
        advice: "add the vocabulary that the model was made with")
    }
    let pieceCount = list.count
    guard pieceCount <= rows else {
      throw .vocabularyLength(path: path, words: pieceCount, rows: rows)
    }

    let plan: TokenizerPlan
    do throws(TokenizerFileError) {
      plan = try TokenizerPlan(
        described, settings, kind: file.tokens, class: file.tokenizerClass,
        usual: .usual(for: type(of: file.architecture).modelType), list: list, rows: rows)
    } catch {
      throw .tokenizer(
        path: described == nil ? "\(weights)/tokenizer_config.json" : filePath, error)
    }
    let more = plan.added.filter { $0.id.map { $0 >= pieceCount } ?? false }.map(\.content)
    if !more.isEmpty {
      do throws(VocabularyError) { list = try list.appending(more) } catch {
        throw .vocabulary(path: path, error)
      }
    }
    let vocabulary = try vocabulary(
      list, plan.specials, needsSpecials: plan.kind != .subwords, path: path)
    do throws(TokenizerFileError) { try plan.check(vocabulary) } catch {
      throw .tokenizer(path: filePath, error)
    }
    switch plan.kind {
    case .words:
      return WordTokenizer(
        vocabulary: vocabulary, composer: composer,
        added: AddedTokens(plan.added, readsSpecialsAsText: settings.readsSpecialsAsText))
    case .wordPieces:
      try checkSentenceSettings { plan.options.normalization.lowercases }
      return WordPieceTokenizer(
        vocabulary: vocabulary, options: plan.options,
        added: AddedTokens(
          plan.added, readsSpecialsAsText: settings.readsSpecialsAsText,
          normalize: plan.options.normalization.normalized),
        pieceCount: pieceCount, trims: plan.trims)
    case .subwords:
      try checkSentenceSettings { plan.normalized("A").last == UInt8(ascii: "a") }
      let (positions, frame) = (file.encoder.positionCount, plan.frameCount)
      guard frame < positions else {
        throw .tokenizer(
          path: path,
          .unsupported(
            key: "post_processor", expected: "fewer words than the \(positions) positions",
            found: "\(frame)"))
      }
      do throws(TokenizerFileError) {
        return try plan.subwordTokenizer(
          vocabulary, pieceCount: pieceCount, readsSpecialsAsText: settings.readsSpecialsAsText)
      } catch {
        throw .tokenizer(path: filePath, error)
      }
    }
  }

  /// The tokenizer of a folder that has only a list of pieces, and the path of the list: a model of SentencePiece, or `vocab.json` with
  /// `merges.txt`. Nil where there is none that the class reads.
  private func pieces(
    for reader: TokenizerClass, _ settings: TokenizerSettings
  ) throws(ModelFilesError) -> (path: String, TokenizerFile)? {
    let own: PieceClass? = if case .pieces(let own) = reader { own } else { nil }
    let path = "\(weights)/\(own?.file ?? "tokenizer.model")"
    guard reader != .bert, exists(path) else { return nil }
    let names = settings.named.compactMapValues { $0?.content }
    let isPairs = path.hasSuffix(".json")
    let pairs =
      isPairs ? try PieceList(vocabulary: path, merges: "\(weights)/merges.txt") : nil
    let file = isPairs ? nil : try SentencePieceFile(contentsOf: path)
    do throws(TokenizerFileError) {
      let list: PieceList
      if let pairs { list = pairs } else { list = try PieceList(file!, for: own, names: names) }
      return (path, try TokenizerFile(list, for: own, settings))
    } catch {
      throw .tokenizer(path: path, error)
    }
  }

  private func settings() throws(ModelFilesError) -> TokenizerSettings {
    var settings = TokenizerSettings()
    func read(
      _ name: String, _ body: (JSONValue) throws(TokenizerFileError) -> Void
    ) throws(ModelFilesError) {
      let path = "\(weights)/\(name)"
      guard exists(path) else { return }
      let value = try JSONValue(ofModel: path)
      do throws(TokenizerFileError) { try body(value) } catch {
        throw .tokenizer(path: path, error)
      }
    }
    try read("tokenizer_config.json") { value throws(TokenizerFileError) in
      try settings.readConfiguration(value)
    }
    try read("special_tokens_map.json") { value throws(TokenizerFileError) in
      try settings.readSpecialTokens(value)
    }
    try read("added_tokens.json") { value throws(TokenizerFileError) in
      try settings.readAddedTokens(value)
    }
    return settings
  }

  /// Sentence-transformers can put a text in small letters before the tokenizer sees it; with one that does so itself,
  /// that changes nothing.
  private func checkSentenceSettings(_ lowercases: () -> Bool) throws(ModelFilesError) {
    let path = "\(weights)/sentence_bert_config.json"
    guard exists(path), !lowercases() else { return }
    if try JSONValue(ofModel: path)["do_lower_case"] == true {
      throw .tokenizer(
        path: path,
        .unsupported(
          key: "do_lower_case", expected: "false with a tokenizer that keeps capitals",
          found: "true"))
    }
  }

  private func wordTable(_ path: String) throws(ModelFilesError) -> WordTable {
    do throws(VocabularyError) { return try WordTable(contentsOf: path) } catch {
      if case .unreadable(let path, let reason) = error {
        throw .file(.unreadable(path: path, reason: reason))
      }
      throw .vocabulary(path: path, error)
    }
  }

  private func vocabulary(
    _ list: WordTable, _ specials: SpecialWords, needsSpecials: Bool = true, path: String
  ) throws(ModelFilesError) -> Vocabulary {
    do throws(VocabularyError) {
      return try Vocabulary(list, specials: specials, needsSpecials: needsSpecials)
    } catch {
      throw .vocabulary(path: path, error)
    }
  }
}

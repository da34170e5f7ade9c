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
    let settings = try settings(for: type(of: file.architecture))
    var list = exists(listPath) ? try wordTable(listPath) : nil
    let described =
      exists(filePath) ? try TokenizerFile(contentsOf: filePath, list: list) : nil
    let path = list == nil ? filePath : listPath
    if list == nil, let described {
      do throws(VocabularyError) { list = try WordTable(words: described.words) } catch {
        throw .vocabulary(path: filePath, error)
      }
    }
    guard var list else {
      throw .missingFile(
        folder: weights, expected: "vocab.txt, tokenizer.json or ../vocab/words.txt",
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
        usual: .usual(for: type(of: file.architecture)), list: list, rows: rows)
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
    let vocabulary = try vocabulary(list, plan.specials, path: path)
    do throws(TokenizerFileError) { try plan.check(vocabulary) } catch {
      throw .tokenizer(path: filePath, error)
    }
    switch plan.kind {
    case .words:
      return WordTokenizer(
        vocabulary: vocabulary, composer: composer,
        added: AddedTokens(plan.added, readsSpecialsAsText: settings.readsSpecialsAsText))
    case .wordPieces:
      try checkSentenceSettings(plan.options.normalization)
      return WordPieceTokenizer(
        vocabulary: vocabulary, options: plan.options,
        added: AddedTokens(
          plan.added, readsSpecialsAsText: settings.readsSpecialsAsText,
          normalize: plan.options.normalization.normalized),
        pieceCount: pieceCount)
    }
  }

  private func settings(
    for architecture: any Architecture.Type
  ) throws(ModelFilesError) -> TokenizerSettings {
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
      try settings.readConfiguration(value, of: architecture)
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
  private func checkSentenceSettings(
    _ normalization: BERTNormalization
  ) throws(ModelFilesError) {
    let path = "\(weights)/sentence_bert_config.json"
    guard exists(path), !normalization.lowercases else { return }
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
    _ list: WordTable, _ specials: SpecialWords, path: String
  ) throws(ModelFilesError) -> Vocabulary {
    do throws(VocabularyError) { return try Vocabulary(list, specials: specials) } catch {
      throw .vocabulary(path: path, error)
    }
  }
}

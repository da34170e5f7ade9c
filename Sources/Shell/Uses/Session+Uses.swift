import ContextualEmbeddings
import Senses
import Tokenization
import UnicodeText

extension Session {
  /// Finds what a reference names.
  ///
  /// - Throws: `ShellError`, where nothing has that name or several have, saying what there is.
  public func use(_ reference: UseReference) throws -> ResolvedUse {
    switch try reference.form() {
    case .word(let number, let word, let occurrence):
      return try use(of: word, occurrence, in: number)
    case .characters(let number, let range):
      return try use(at: range, in: number)
    case .marked(let marked):
      guard let use = Use(marked, read: reader.tokenize) else {
        throw ShellError("no-word", "there is no word between the brackets of “\(reference.text)”")
      }
      return ResolvedUse(occurrence: use, sentence: nil, name: use.word)
    case .bare(let text):
      return try use(bare: text)
    }
  }

  /// All uses of a word, or of a few words in a row, in the sentences kept.
  public func uses(of word: String) throws -> [ResolvedUse] { uses(of: try finder(word)) }

  func uses(of finder: UseFinder) -> [ResolvedUse] {
    sentences.numbers.flatMap { number in
      let text = sentences[number]!.text
      let places = finder.uses(in: text)
      return places.enumerated().map { place, tokens in
        resolved(tokens, of: places.count > 1 ? place + 1 : nil, word: nil, in: number)
      }
    }
  }

  /// All uses of a word in sentences that are not kept.
  public func uses(of word: String, in sentences: [String]) throws -> [ResolvedUse] {
    uses(of: try finder(word), in: sentences)
  }

  func uses(of finder: UseFinder, in sentences: [String]) -> [ResolvedUse] {
    sentences.flatMap { sentence in
      let text = reader.tokenize(SourceText(sentence))
      return finder.uses(in: text).map { tokens in
        let use = Use(text: text, tokens: tokens)
        return ResolvedUse(occurrence: use, sentence: nil, name: use.word)
      }
    }
  }

  /// The tokens of a sentence that is kept.
  public func text(of number: Int) throws -> TokenizedText {
    if let entry = sentences[number] { return entry.text }
    let what =
      sentences.isEmpty
      ? "no sentence is kept; type one"
      : "there \(sentences.count == 1 ? "is" : "are") \(numbersInWords)"
    throw ShellError("no-such-sentence", "there is no sentence \(number); \(what)")
  }

  /// A use of one token of a kept sentence, by the name that finds it again.
  public func use(token: Int, in number: Int) throws -> ResolvedUse {
    let text = try text(of: number)
    let key = text.tokens[token].key
    let same = text.tokens.indices.filter { text.tokens[$0].key == key }
    let occurrence = same.count > 1 ? same.firstIndex(of: token).map { $0 + 1 } : nil
    return resolved(token..<token + 1, of: occurrence, word: nil, in: number)
  }

  private func use(of word: String, _ wanted: Int?, in number: Int) throws -> ResolvedUse {
    let text = try text(of: number)
    let finder = try finder(word)
    let places = finder.uses(in: text)
    guard !places.isEmpty else { throw noSuchWord(word, in: text, number) }
    if let wanted {
      guard wanted <= places.count else {
        throw ShellError(
          "no-such-occurrence",
          "“\(word)” stands \(times(places.count)) in sentence \(number), so there is no #\(wanted)"
        )
      }
      return resolved(
        places[wanted - 1], of: places.count > 1 ? wanted : nil, word: word, in: number)
    }
    guard places.count == 1 else {
      let ways = places.indices.prefix(4).map { "\(number):\(word)#\($0 + 1)" }
      let more = places.count > 4 ? " …" : ""
      throw ShellError(
        "ambiguous-use",
        "“\(word)” stands \(times(places.count)) in sentence \(number); "
          + "say which: \(ways.joined(separator: " "))\(more)")
    }
    return resolved(places[0], of: nil, word: word, in: number)
  }

  private func use(at range: Range<Int>, in number: Int) throws -> ResolvedUse {
    let text = try text(of: number)
    let count = text.source.string.unicodeScalars.count
    guard range.upperBound <= count else {
      throw ShellError(
        "no-such-word",
        "sentence \(number) has \(counted(count, "character")), so \(number)@\(range.lowerBound)-"
          + "\(range.upperBound) ends beyond it")
    }
    let found = text.tokens.indices.filter { text.tokens[$0].characters.overlaps(range) }
    guard let first = found.first, let last = found.last else {
      throw ShellError(
        "no-such-word",
        "there is no word at \(number)@\(range.lowerBound)-\(range.upperBound); "
          + "/tokens \(number) shows where they are")
    }
    if first == last { return try use(token: first, in: number) }
    let tokens = first..<last + 1
    let occurrence = Use(text: text, tokens: tokens)
    let start = text.tokens[first].characters.lowerBound
    let end = text.tokens[last].characters.upperBound
    return ResolvedUse(occurrence: occurrence, sentence: number, name: "\(number)@\(start)-\(end)")
  }

  private func use(bare text: String) throws -> ResolvedUse {
    let read = reader.tokenize(SourceText(text))
    guard !read.tokens.isEmpty else {
      throw ShellError("no-word", "there is no word in “\(text)”")
    }
    // Whoever writes a whole sentence means a word in it.
    guard read.tokens.count <= 4, !read.isSentence else {
      throw ShellError(
        "no-brackets",
        "mark the use in the sentence with brackets, as in \"She sat on the [bank].\"", .usage)
    }
    let use = Use(text: read, tokens: read.tokens.indices)
    return ResolvedUse(occurrence: use, sentence: nil, name: use.word)
  }

  private func resolved(
    _ tokens: Range<Int>, of occurrence: Int?, word: String?, in number: Int
  ) -> ResolvedUse {
    let use = Use(text: sentences[number]!.text, tokens: tokens)
    let name = "\(number):\(word ?? use.word)" + (occurrence.map { "#\($0)" } ?? "")
    return ResolvedUse(occurrence: use, sentence: number, name: name)
  }

  /// - Throws: `ShellError`, where there is no word in one of the texts.
  func finder(
    _ word: String, forms: [String] = [], usesLemmas: Bool = false
  ) throws -> UseFinder {
    for text in forms where UseFinder(text, tokenizer: model.tokenizer) == nil {
      throw ShellError("no-word", "there is no word in “\(text)”")
    }
    guard
      let finder = UseFinder(
        word, forms: forms, usesLemmas: usesLemmas, tokenizer: model.tokenizer)
    else { throw ShellError("no-word", "there is no word in “\(word)”") }
    return finder
  }

  private func noSuchWord(_ word: String, in text: TokenizedText, _ number: Int) -> ShellError {
    var seen: Set<String> = []
    let words = text.tokens.map(\.text.streamSafe).filter {
      $0.unicodeScalars.contains(where: \.isLetterOrNumber) && seen.insert($0).inserted
    }
    let near = nearestName(to: word, in: words).map { "; did you mean \(number):\($0)?" }
    let shown = words.prefix(20).joined(separator: " ") + (words.count > 20 ? " …" : "")
    return ShellError(
      "no-such-word",
      "there is no “\(word)” in sentence \(number)\(near ?? "; its words are: \(shown)")")
  }

  private func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

  /// The numbers of the sentences kept, runs of them joined: `sentence 3`, `sentences 1 to 4, 7`.
  private var numbersInWords: String {
    var runs: [ClosedRange<Int>] = []
    for number in sentences.numbers {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    let shown = runs.prefix(5).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
    }
    let what = sentences.count == 1 ? "sentence" : "sentences"
    return what + " " + shown.joined(separator: ", ") + (runs.count > 5 ? " …" : "")
  }
}

extension TokenizedText {
  /// Whether two words or more end with the stop of a sentence.
  fileprivate var isSentence: Bool {
    guard let last = tokens.lastIndex(where: { $0.text.contains(where: \.isLetter) }) else {
      return false
    }
    return last > 0 && tokens[(last + 1)...].contains { ".!?…".contains($0.text.first!) }
  }
}

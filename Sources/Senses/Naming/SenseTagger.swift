import ContextualEmbeddings
import Tokenization
import UnicodeText

/// A word of a text, or a few in a row, and the sense that it has of those in an inventory.
public struct SenseTag: Sendable {
  /// The tokens of the text.
  public let tokens: Range<Int>
  /// The likeliest.
  public let sense: InventorySense
  /// That the word has it, if it has one of them.
  public let probability: Double
  public let verdict: NamedSenses.Verdict
  /// How many senses there were to choose among.
  public let choices: Int
}

/// Gives every content word of a text its sense.
///
/// Where a corpus says the lemma and the kind of a word, these count. Elsewhere every word counts that an inventory has and that
/// does not only hold sentences together. Words in a row are one where the inventory has them as one: the longest first.
public struct SenseTagger: Sendable {
  private var namer: SenseNamer
  private let tokenizer: any Tokenizer
  private var senses: [Form: [InventorySense]] = [:]
  /// How many tokens the longest lemma of several has that begins with a word.
  private var longest: [String: Int] = [:]

  public var warnings: [String] { namer.warnings }
  public var inventory: any Inventory { namer.inventory }

  /// Where a word stands, and the senses that it may have; one at least.
  private struct Place {
    let tokens: Range<Int>
    let senses: [InventorySense]
  }

  /// A form that senses are looked up for.
  private struct Form: Hashable {
    let text: String
    let lemma: String?
    let kind: WordKind?
  }

  /// Forms whose senses are kept.
  private static let mostForms = 30_000

  /// - Throws: `SenseVectorsError`.
  public init(_ inventory: any Inventory, for reader: SenseReader) throws(SenseVectorsError) {
    namer = try SenseNamer(inventory, for: reader)
    tokenizer = reader.model.tokenizer
  }

  /// The tags of some sentences. What the inventory says of their senses is read together, where it is new.
  ///
  /// - Parameters:
  ///   - sentences: Each with what its corpus says of its tokens; as many, or none.
  /// - Throws: `InventoryError`; `Interruption`.
  public mutating func tags(
    of sentences: [(sentence: Sentence, words: [KnownWord?])], by reader: SenseReader
  ) throws -> [[SenseTag]] {
    if senses.count > Self.mostForms { senses.removeAll() }
    if longest.count > Self.mostForms { longest.removeAll() }
    var found: [[Place]] = []
    for (sentence, words) in sentences { found.append(try places(in: sentence.text, words)) }
    let doubtful = found.joined().filter { $0.senses.count > 1 }
    try namer.read(doubtful.flatMap(\.senses), by: reader)
    return zip(sentences, found).map { sentence, found in
      found.map { place in
        guard place.senses.count > 1 else {
          return SenseTag(
            tokens: place.tokens, sense: place.senses[0], probability: 1, verdict: .only, choices: 1
          )
        }
        let named = namer.named(
          sentence.sentence.vector(of: place.tokens), among: place.senses)
        return SenseTag(
          tokens: place.tokens, sense: named.candidates[0].sense,
          probability: named.candidates[0].probability, verdict: named.verdict,
          choices: place.senses.count)
      }
    }
  }

  /// Where words stand that the inventory has, and the senses of each.
  private mutating func places(
    in text: TokenizedText, _ words: [KnownWord?]
  ) throws(InventoryError) -> [Place] {
    var found: [Place] = []
    var start = 0
    while start < text.tokens.count {
      var place = try longestLemma(from: start, in: text, words)
      if place == nil { place = try word(at: start, in: text, words) }
      if let place { found.append(place) }
      start = place?.tokens.upperBound ?? start + 1
    }
    return found
  }

  private mutating func word(
    at place: Int, in text: TokenizedText, _ words: [KnownWord?]
  ) throws(InventoryError) -> Place? {
    let token = text.tokens[place]
    let known = place < words.count ? words[place] : nil
    guard token.isWord, isContent(token, known) else { return nil }
    let isCapitalised = token.text.first?.isUppercase == true
    let isFirst = !text.tokens[..<place].contains(where: \.isWord)
    let kind = known?.kind ?? (isCapitalised && !isFirst ? .name : nil)
    var senses = try senses(
      of: Form(text: token.text, lemma: known?.lemma, kind: kind), isSure: known?.kind != nil)
    if senses.isEmpty, token.key != token.text {
      senses = try self.senses(
        of: Form(text: token.key, lemma: nil, kind: kind), isSure: known?.kind != nil)
    }
    return senses.isEmpty ? nil : Place(tokens: place..<place + 1, senses: senses)
  }

  private func isContent(_ token: Token, _ known: KnownWord?) -> Bool {
    let key = token.key
    return known?.kind.map { $0 != .other }
      ?? (!FunctionWords.contains(key) && !key.contains(where: \.isNumber)
        && (key.unicodeScalars.count > 1
          || key.unicodeScalars.first?.properties.isIdeographic == true))
  }

  /// - Parameter isSure: Whether the kind is what a corpus says, not what capital letters suggest.
  private mutating func senses(
    of form: Form, isSure: Bool
  ) throws(InventoryError) -> [InventorySense] {
    let key = Form(text: form.text, lemma: form.lemma, kind: isSure ? form.kind : nil)
    let all = try known(key)
    guard form.kind == .name else { return all }
    // A baker is not Baker.
    let names = all.filter { $0.lemma.first?.isUppercase == true }
    return names.isEmpty && !isSure ? all : names
  }

  private mutating func known(_ form: Form) throws(InventoryError) -> [InventorySense] {
    if let known = senses[form] { return known }
    let partOfSpeech: PartOfSpeech? =
      switch form.kind {
      case .content(let partOfSpeech): partOfSpeech
      case .name: .noun
      case .other, nil: nil
      }
    var found: [InventorySense] = []
    if let lemma = form.lemma {
      found = try inventory.senses(ofLemma: lemma, partOfSpeech)
      if found.isEmpty, let lemma = Self.withoutKind(lemma) {
        found = try inventory.senses(ofLemma: lemma, partOfSpeech)
      }
    }
    if found.isEmpty { found = try inventory.senses(ofForm: form.text, partOfSpeech) }
    senses[form] = found
    return found
  }

  /// A lemma less its kind, as Sketch Engine has it: bank-n. `nil` where there is none.
  private static func withoutKind(_ lemma: String) -> String? {
    let end = lemma.suffix(2)
    return end.first == "-" && end.last?.isLetter == true && lemma.count > 2
      ? String(lemma.dropLast(2)) : nil
  }

  // MARK: Lemmas of several words

  private mutating func longestLemma(
    from start: Int, in text: TokenizedText, _ words: [KnownWord?]
  ) throws(InventoryError) -> Place? {
    let first = text.tokens[start]
    guard first.isWord, !FunctionWords.isDeterminer(first.key) else { return nil }
    let most = min(try longest(startingWith: first), text.tokens.count - start)
    guard most > 1 else { return nil }
    for end in (start + 2...start + most).reversed() {
      let tokens = start..<end
      guard text.tokens[end - 1].isWord,
        tokens.contains(where: { place in
          isContent(text.tokens[place], place < words.count ? words[place] : nil)
        })
      else { continue }
      let bytes = first.bytes.lowerBound..<text.tokens[end - 1].bytes.upperBound
      let written = first.source.string(in: bytes)
      let senses = try known(Form(text: written, lemma: nil, kind: nil)).filter {
        Self.isName($0.lemma, writtenAs: written)
      }
      guard !senses.isEmpty else { continue }
      // Of "lived in Paris" and "was well known" only a reader knows that they are no "live in" and no "be well".
      let isVerb = senses.allSatisfy { $0.partOfSpeech == .verb }
      let last = end - 1
      if isVerb, FunctionWords.contains(first.key) { continue }
      if isVerb, FunctionWords.isParticle(text.tokens[last].key) {
        guard last < words.count, words[last]?.isParticle == true else { continue }
      }
      return Place(tokens: tokens, senses: senses)
    }
    return nil
  }

  /// Whether every word of a lemma that has a capital is written with one: "the street" is not the Street.
  private static func isName(_ lemma: String, writtenAs written: String) -> Bool {
    func words(_ text: String) -> [Substring] { text.split { $0.isWhitespace || $0 == "-" } }
    let (own, found) = (words(lemma), words(written))
    guard own.count == found.count else { return true }
    return zip(own, found).allSatisfy { own, found in
      own.first?.isUppercase != true || found.first?.isUppercase == true
    }
  }

  private mutating func longest(startingWith token: Token) throws(InventoryError) -> Int {
    let key = token.key
    if let known = longest[key] { return known }
    var beginnings: Set<String> = [key]
    for (lemma, _) in try inventory.lemmas(ofForm: key, nil) { beginnings.insert(lemma) }
    var most = 0
    for beginning in beginnings {
      // Where words stand without spaces, a lemma may begin with one as it is.
      let isUnspaced = key.unicodeScalars.first?.properties.isIdeographic == true
      for mark in isUnspaced ? [""] : [" ", "-"] {
        for lemma in try inventory.lemmas(startingWith: beginning + mark) {
          most = max(most, tokenizer.tokenize(SourceText(lemma)).tokens.count)
        }
      }
    }
    longest[key] = most
    return most
  }
}

/// What the forms of words are told by: which lemmas there are, and which forms follow no rule.
protocol LemmaSource: Sendable {
  /// How a lemma is spelled; empty where it is none of this part of speech.
  func spellings(of key: LemmaKey, _ partOfSpeech: PartOfSpeech) throws(InventoryError) -> [String]
  /// Some may be of lemmas that there are not.
  func irregularForms() throws(InventoryError) -> IrregularForms
  /// Whether the endings of English lead to lemmas.
  var inflectsAsEnglish: Bool { get }
}

extension LemmaSource {
  var inflectsAsEnglish: Bool { true }
}

/// From forms to lemmas and back, as WordNet does it (morphy(7WN)): irregular forms first, else endings are changed
/// until there is a lemma.
///
/// Beyond that, a doubled consonant before an ending may be one ("blogged"), and every word of a lemma of several words
/// may be inflected ("attorneys general", "looked up").
struct Morphology<Source: LemmaSource> {
  private let source: Source

  init(of source: Source) { self.source = source }

  /// What takes the place of what at the end of a form.
  private static func endings(_ partOfSpeech: PartOfSpeech) -> [(form: String, lemma: String)] {
    switch partOfSpeech {
    case .noun:
      [
        ("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
        ("men", "man"), ("ies", "y"),
      ]
    case .verb:
      [
        ("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"),
        ("ing", ""),
      ]
    case .adjective: [("er", ""), ("est", ""), ("er", "e"), ("est", "e")]
    case .adverb: []
    }
  }

  /// The lemmas that a form may be of, the form itself first where it is one.
  func lemmas(
    ofForm form: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [(lemma: String, partOfSpeech: PartOfSpeech?)] {
    let parts = partOfSpeech.map { [$0] } ?? PartOfSpeech.allCases
    var form = LemmaKey(form)
    for attempt in 0..<2 {
      var (own, others): ([(String, PartOfSpeech?)], [(String, PartOfSpeech?)]) = ([], [])
      for part in parts {
        for key in try keys(ofForm: form, part) {
          let spelling = try spelling(of: key, part)
          if key == form { own.append((spelling, part)) } else { others.append((spelling, part)) }
        }
      }
      if attempt == 1 || !(own + others).isEmpty { return own + others }
      form = form.withoutAccents
    }
    return []
  }

  /// The same where some lemmas have senses of which no part of speech is told: these are found once, not for each.
  ///
  /// - Parameter isOfAny: Whether a lemma has.
  func lemmas(
    ofForm form: String, _ partOfSpeech: PartOfSpeech?, isOfAny: (LemmaKey) -> Bool
  ) throws(InventoryError) -> [(lemma: String, partOfSpeech: PartOfSpeech?)] {
    let found = try lemmas(ofForm: form, partOfSpeech)
    guard partOfSpeech == nil else { return found }
    var seen: Set<LemmaKey> = []
    return found.compactMap { lemma, part in
      let key = LemmaKey(lemma)
      guard isOfAny(key) else { return (lemma, part) }
      return seen.insert(key).inserted ? (lemma, nil) : nil
    }
  }

  /// The forms that a lemma may have, itself first.
  func forms(
    of lemma: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [String] {
    let key = LemmaKey(lemma)
    var found: [LemmaKey] = []
    for part in partOfSpeech.map({ [$0] }) ?? PartOfSpeech.allCases {
      guard let spelled = try source.spellings(of: key, part).first.map({ LemmaKey($0) }) else {
        continue
      }
      var candidates = [spelled]
      let irregular = try source.irregularForms()
      candidates += irregular.forms(of: key, part).map { LemmaKey(key: $0) }
      let pieces = Self.pieces(of: key.text)
      for (place, piece) in pieces.enumerated() where piece.first?.isLetter == true {
        let regular = Self.regularForms(of: piece, part)
        let own = pieces.count > 1 ? irregular.forms(of: LemmaKey(key: piece), part) : []
        for form in own + regular {
          var changed = pieces
          changed[place] = form
          candidates.append(LemmaKey(key: changed.joined()))
        }
      }
      for form in candidates where !found.contains(form) {
        if try keys(ofForm: form, part).contains(key) { found.append(form) }
      }
    }
    return found.map(\.text)
  }

  /// Of several spellings the last, which has the small letters.
  private func spelling(
    of key: LemmaKey, _ partOfSpeech: PartOfSpeech
  ) throws(InventoryError) -> String {
    let spellings = try source.spellings(of: key, partOfSpeech)
    return spellings.max { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? key.text
  }

  private func isLemma(
    _ key: LemmaKey, _ partOfSpeech: PartOfSpeech
  ) throws(InventoryError) -> Bool {
    try !source.spellings(of: key, partOfSpeech).isEmpty
  }

  private func keys(
    ofForm form: LemmaKey, _ partOfSpeech: PartOfSpeech
  ) throws(InventoryError) -> [LemmaKey] {
    var found: [LemmaKey] = []
    if try isLemma(form, partOfSpeech) { found.append(form) }
    for base in try bases(of: form, partOfSpeech) where !found.contains(base) { found.append(base) }
    let pieces = Self.pieces(of: form.text)
    guard pieces.count > 1, found.isEmpty else { return found }
    // Each of a few words may be a form or stay as it is.
    var lemmas = [""]
    for piece in pieces {
      var choices = [piece]
      if piece.first?.isLetter == true {
        choices += try bases(of: LemmaKey(key: piece), partOfSpeech).map(\.text)
      }
      lemmas = lemmas.flatMap { lemma in choices.map { lemma + $0 } }
      guard lemmas.count <= 256 else { return found }
    }
    for lemma in lemmas.map({ LemmaKey(key: $0) }) where lemma != form && !found.contains(lemma) {
      if try isLemma(lemma, partOfSpeech) { found.append(lemma) }
    }
    return found
  }

  /// What a form is of by the list of irregular ones, else by its ending; not the form itself.
  private func bases(
    of form: LemmaKey, _ partOfSpeech: PartOfSpeech
  ) throws(InventoryError) -> [LemmaKey] {
    var irregular: [LemmaKey] = []
    for base in try source.irregularForms().bases(of: form, partOfSpeech) {
      let key = LemmaKey(key: base)
      if try isLemma(key, partOfSpeech) { irregular.append(key) }
    }
    if !irregular.isEmpty { return irregular.filter { $0 != form } }
    guard source.inflectsAsEnglish else { return [] }
    var (text, after) = (form.text, "")
    if partOfSpeech == .noun {
      if text.hasSuffix("ful") {
        (text, after) = (String(text.dropLast(3)), "ful")
      } else if text.hasSuffix("ss") || text.utf8.count <= 2 {
        return []
      }
    }
    let isLemma = try isLemma(form, partOfSpeech)
    var found: [LemmaKey] = []
    func take(_ stem: String) throws(InventoryError) {
      let key = LemmaKey(key: stem + after)
      guard !stem.isEmpty, key != form, !found.contains(key) else { return }
      let spellings = try source.spellings(of: key, partOfSpeech)
      // "gas" is no form of "GA".
      if spellings.isEmpty || isLemma && spellings.allSatisfy(Self.isAcronym) { return }
      found.append(key)
    }
    for (ending, replacement) in Self.endings(partOfSpeech) where text.hasSuffix(ending) {
      try take(text.dropLast(ending.count) + replacement)
    }
    if found.isEmpty {
      for (ending, replacement) in Self.endings(partOfSpeech)
      where replacement.isEmpty && text.hasSuffix(ending) && ending != "s" && ending != "es" {
        let stem = text.dropLast(ending.count)
        if Self.isDoubled(stem) { try take(String(stem.dropLast())) }
      }
    }
    return found
  }

  private static func isAcronym(_ lemma: String) -> Bool {
    lemma.contains(where: \.isUppercase) && !lemma.contains(where: \.isLowercase)
  }

  /// The words of a lemma, and what stands between them.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var word = ""
    for character in text {
      if character == " " || character == "-" {
        pieces += [word, String(character)]
        word = ""
      } else {
        word.append(character)
      }
    }
    return pieces + [word]
  }

  /// Forms by the rules of spelling, of which some may lead nowhere.
  private static func regularForms(of word: String, _ partOfSpeech: PartOfSpeech) -> [String] {
    switch partOfSpeech {
    case .noun: plurals(of: word)
    case .verb: plurals(of: word) + forms(of: word, ["ed", "ing"])
    case .adjective: forms(of: word, ["er", "est"])
    case .adverb: []
    }
  }

  private static func plurals(of word: String) -> [String] {
    if hasConsonantBeforeY(word) { return [word.dropLast() + "ies"] }
    if ["s", "x", "z", "ch", "sh"].contains(where: word.hasSuffix) { return [word + "es"] }
    if word.hasSuffix("man") { return [word + "s", word.dropLast(3) + "men"] }
    if word.hasSuffix("ful") { return [word + "s", word.dropLast(3) + "sful"] }
    return word.hasSuffix("o") ? [word + "s", word + "es"] : [word + "s"]
  }

  /// With endings that begin with a vowel.
  private static func forms(of word: String, _ endings: [String]) -> [String] {
    if hasConsonantBeforeY(word) {
      return endings.map { $0 == "ing" ? word + $0 : word.dropLast() + "i" + $0 }
    }
    if word.hasSuffix("e") {
      let keepsE = ["ee", "oe", "ye"].contains(where: word.hasSuffix)
      return endings.map { $0 == "ing" && keepsE ? word + $0 : word.dropLast() + $0 }
    }
    let plain = endings.map { word + $0 }
    guard let last = word.last, isDoubled(word + String(last)), !word.dropLast(2).hasVowelAtEnd
    else { return plain }
    return plain + endings.map { word + String(last) + $0 }
  }

  private static func hasConsonantBeforeY(_ word: String) -> Bool {
    word.count > 1 && word.hasSuffix("y") && !word.dropLast().hasVowelAtEnd
  }

  /// Whether a word ends in the same consonant twice behind a vowel.
  private static func isDoubled(_ word: some StringProtocol) -> Bool {
    guard let last = word.last, last.isLetter, !"aeiouwxy".contains(last) else { return false }
    return word.dropLast().last == last && word.dropLast(2).hasVowelAtEnd
  }
}

extension StringProtocol {
  fileprivate var hasVowelAtEnd: Bool { last.map { "aeiou".contains($0) } ?? false }
}

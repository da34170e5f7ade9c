import ContextualEmbeddings
import Senses

/// What is known of the uses of a word that edits of its senses leave as it is, so that an edit is shown at once.
struct KnownUses {
  private let word: String
  private let uses: [FoundUse]
  let words: ContextWords
  /// Of the uses that have been asked for.
  private var substitutes: [Int: [String]] = [:]

  init(of induction: Induction, in session: Session) {
    (word, uses) = (induction.word, induction.uses)
    words = ContextWords(of: word, in: uses, tokenizer: session.model.tokenizer)
  }

  func areThose(of induction: Induction) -> Bool {
    word == induction.word && uses == induction.uses
  }

  /// What could stand in the place of a use: common words, and of words that are forms of one, one.
  ///
  /// - Throws: `Interruption`.
  mutating func substitutes(for use: Int, by reader: SenseReader) throws -> [String] {
    if let known = substitutes[use] { return known }
    guard
      let place = UseFinder(word, tokenizer: reader.model.tokenizer)?.use(
        of: uses[use], read: reader.tokenize(_:words:))
    else { return [] }
    let found = try Substitutes(
      for: place, by: reader, count: 3 * Self.count, candidates: 100, formOf: word,
      areCommon: true)
    if found.isCut { throw Interruption() }
    var words: [String] = []
    for word in found.words.map(\.text) where !words.contains(where: { areForms($0, word) }) {
      words.append(word)
    }
    substitutes[use] = Array(words.prefix(Self.count))
    return substitutes[use]!
  }

  /// How many are told of a use.
  private static let count = 4
}

extension Session {
  /// The senses as they now stand. What was told of the same uses before is not looked for again.
  ///
  /// - Throws: `Interruption`.
  mutating func told(_ induction: Induction) throws -> ToldSenses {
    var known =
      knownUses.flatMap { $0.areThose(of: induction) ? $0 : nil }
      ?? KnownUses(of: induction, in: self)
    defer { knownUses = known }
    return try ToldSenses(induction, &known, in: self)
  }
}

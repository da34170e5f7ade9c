import ContextualEmbeddings
import Senses

/// What is known of the uses of a word that edits of its senses leave as it is, so that an edit is shown at once.
struct KnownUses {
  private let word: String
  private let uses: [FoundUse]
  let words: ContextWords
  /// Of the uses that have been asked for.
  private var substitutes: [Int: [String]] = [:]
  /// Where senses are named from.
  private let inventories: InventorySource
  /// What was said of some uses.
  private var near: [[Int]: NearSense?] = [:]

  init(of induction: Induction, in session: Session) {
    (word, uses) = (induction.word, induction.uses)
    inventories = session.inventories
    words = ContextWords(of: word, in: uses, tokenizer: session.model.tokenizer)
  }

  func areThose(of induction: Induction, in session: Session) -> Bool {
    word == induction.word && inventories === session.inventories && uses == induction.uses
  }

  /// The sense of the dictionary that the mean of some uses has; `nil` where none is likely, and where there is no
  /// dictionary.
  ///
  /// - Parameter uses: The most central first, of which a few are taken.
  /// - Throws: `InventoryError`; `SenseVectorsError`; `Interruption`.
  mutating func nearSense(
    of uses: [Int], _ directions: Directions, in session: inout Session
  ) throws -> NearSense? {
    let central = Array(uses.prefix(Self.central))
    if let known = near[central] { return known }
    let mean = directions[central].mean(of: central.indices).map(Float.init)
    let (word, reader) = (word, session.reader)
    do {
      let found = try session.withNamer { namer in
        NearSense(try namer.senses(ofForm: word, mean, by: reader))
      }
      near[central] = found
      return found
    } catch  where ShellError(error).code == "no-inventory" {
      return nil
    }
  }

  /// Uses whose mean stands for all: those at the edge of a group may be of another.
  private static let central = 10

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
      knownUses.flatMap { $0.areThose(of: induction, in: self) ? $0 : nil }
      ?? KnownUses(of: induction, in: self)
    defer { knownUses = known }
    return try ToldSenses(induction, &known, in: &self)
  }
}

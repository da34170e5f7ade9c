import ContextualEmbeddings
import Senses

/// A word whose uses are looked for, and what a reader has to know of its forms.
struct WantedWord: Sendable {
  let finder: UseFinder
  /// That the dictionary lacks the word, so that it has no forms of it.
  var lack: Lack?
  /// Forms that are of other words too.
  var shared: [SharedForm] = []

  /// What a dictionary has not.
  struct Lack: Sendable {
    /// As `WordNet 3.0 has no verb`.
    let what: String
    let word: String
    /// What the word is a form of.
    let lemmas: [String]

    fileprivate var name: String {
      "“\(word)”" + (lemmas.isEmpty ? "" : " (a form of \(lemmas.joined(separator: ", ")))")
    }
  }

  /// A form, and other lemmas that it may be of.
  struct SharedForm: Sendable {
    /// As `Use.key` has it.
    let key: String
    let form: String
    let lemmas: [String]

    fileprivate var name: String {
      let others = lemmas.filter { $0 != form }
      return form + (others.isEmpty ? "" : " (\(others.joined(separator: ", ")))")
    }
  }
}

extension [WantedWord] {
  /// What to know of their forms, one line each.
  ///
  /// - Parameter written: How the uses of each are written.
  func formWarnings(written: [[WrittenForm]]) -> [String] {
    let met = zip(self, written).compactMap { word, written -> String? in
      let named = word.shared.filter { form in written.contains { $0.form == form.key } }
        .map(\.name)
      guard !named.isEmpty else { return nil }
      return "“\(word.finder.word)”: \(named.joined(separator: ", ")) "
        + (named.count == 1 ? "is a form" : "are forms") + " of other words too, and all uses count"
    }
    let rest = met.count - Self.mostNamed
    return (lacks.map { [$0] } ?? []) + met.prefix(Self.mostNamed).map(\.onOneLine)
      + (rest > 0 ? ["forms of \(counted(rest, "other term")) are of other words too"] : [])
  }

  /// Of more words the first are named.
  private static var mostNamed: Int { 8 }

  private var lacks: String? {
    let all = compactMap(\.lack)
    guard let first = all.first else { return nil }
    let rest = all.count - Self.mostNamed
    return
      ("\(first.what) \(all.prefix(Self.mostNamed).map(\.name).joined(separator: ", "))"
      + (rest > 0 ? " and \(rest) more" : "") + "; only what is written so is looked for").onOneLine
  }
}

extension WantedWord {
  /// A lemma in all forms that the session's dictionary has of it.
  ///
  /// - Parameters:
  ///   - partOfSpeech: Whose forms count; `nil` for those of all.
  ///   - forms: Others that count as the word.
  /// - Throws: `ShellError`, where there is no word to look for; what opening the dictionary throws.
  init(
    lemma: String, _ partOfSpeech: PartOfSpeech?, forms: [String], usesLemmas: Bool,
    in session: inout Session
  ) throws {
    let inventory = try session.inventory
    let inflected = try inventory.forms(of: lemma, partOfSpeech)
    self.init(
      finder: try session.finder(lemma, forms: forms + inflected, usesLemmas: usesLemmas))
    if inflected.isEmpty { lack = try Self.lack(of: lemma, partOfSpeech, in: inventory) }
    let own = try session.finder(lemma).keys
    for form in inflected {
      let keys = try session.finder(form).keys
      guard keys != own else { continue }
      let others = try inventory.lemmas(ofForm: form, nil).map(\.lemma).filter { lemma in
        // A name, as Banks, is no word that a reader takes "banks" for.
        guard lemma.first?.isLowercase == true else { return false }
        return try session.finder(lemma).keys != own
      }
      if others.isEmpty { continue }
      shared.append(
        SharedForm(key: keys.joined(separator: " "), form: form, lemmas: distinct(others)))
    }
  }

  private static func lack(
    of word: String, _ partOfSpeech: PartOfSpeech?, in inventory: any Inventory
  ) throws -> Lack {
    Lack(
      what: "\(inventory.name) has no \(partOfSpeech?.name ?? "lemma")", word: word,
      lemmas: distinct(try inventory.lemmas(ofForm: word, partOfSpeech).map(\.lemma)))
  }
}

private func distinct(_ words: [String]) -> [String] {
  words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
}

/// A way in which uses of a word are written.
struct WrittenForm: Sendable, Hashable {
  /// As `Use.key` has it.
  let form: String
  let count: Int

  /// The forms of some uses, the most frequent first.
  static func all(of uses: [Use]) -> [WrittenForm] {
    var counts: [String: Int] = [:]
    for use in uses { counts[use.key, default: 0] += 1 }
    return counts.map { WrittenForm(form: $0.key, count: $0.value) }.sorted {
      ($1.count, $0.form) < ($0.count, $1.form)
    }
  }

  static let fields: [Field<WrittenForm>] = [
    Field("form", "how they are written, whatever the case", \.form),
    Field("count", "how many of the uses taken", \.count),
  ]
  static let meaning =
    "how the uses taken are written, the most frequent first; left out where only one form was looked for"
}

extension [WrittenForm] {
  /// In words; `nil` where there is nothing to tell apart.
  var summary: String? {
    isEmpty
      ? nil : "written: " + map { "\($0.form) \($0.count)" }.joined(separator: ", ").onOneLine
  }
}

import Senses

/// A sense of a use, as a person writes it.
///
/// ```
/// bank%1:17:01::    its key, or what the inventory or a person calls it
/// bank n1           lemma, part of speech, number; bank n 1, bank 1 n, bank#n#1
/// bank 1, n1, 1     less of it, where that leaves one sense
/// ```
struct SenseReference {
  let text: String

  /// What is told of a sense.
  private struct Name {
    var lemma: String?
    var partOfSpeech: PartOfSpeech?
    let number: Int

    func fits(_ sense: InventorySense) -> Bool {
      number == sense.number && (lemma ?? sense.lemma).lowercased() == sense.lemma.lowercased()
        && (partOfSpeech ?? sense.partOfSpeech) == sense.partOfSpeech
    }
  }

  /// - Parameter senses: Those that the use may have, of which it is one.
  /// - Throws: `ShellError`, where it is none of them, or may be several.
  func sense(among senses: [InventorySense], of word: String) throws -> InventorySense {
    if let sense = senses.first(where: { sense in
      text == sense.id || text == sense.title
        || sense.name.map { [$0, "\(sense.lemma) \($0)"].contains(text) } == true
    }) {
      return sense
    }
    for name in names {
      let found = senses.filter(name.fits)
      if found.count > 1 {
        throw ShellError(
          "ambiguous-sense", "“\(text)” may be \(Self.list(found)); write one of these", .usage)
      }
      if let sense = found.first { return sense }
    }
    throw ShellError(
      "no-such-sense", "“\(text)” is no sense of “\(word)”: it has \(Self.list(senses))", .usage)
  }

  /// What the text may tell.
  private var names: [Name] {
    var words = text.split { $0.isWhitespace || "#,_".contains($0) }.map(String.init)
    var part: PartOfSpeech?
    if words.count > 1, let own = PartOfSpeech(word: words[words.count - 1]) {
      part = own
      words.removeLast()
    }
    guard let last = words.popLast() else { return [] }
    let number: Int
    if let plain = Int(last) {
      number = plain
    } else {
      guard part == nil, let own = PartOfSpeech(word: String(last.prefix(1))),
        let rest = Int(last.dropFirst())
      else { return [] }
      (part, number) = (own, rest)
    }
    func lemma(_ words: some Collection<String>) -> String? {
      words.isEmpty ? nil : words.joined(separator: " ")
    }
    let whole = Name(lemma: lemma(words), partOfSpeech: part, number: number)
    guard part == nil, let own = words.last.flatMap(PartOfSpeech.init(word:)) else {
      return [whole]
    }
    return [whole, Name(lemma: lemma(words.dropLast()), partOfSpeech: own, number: number)]
  }

  private static func list(_ senses: [InventorySense]) -> String {
    let shown = senses.prefix(mostListed).map(\.reference)
    return shown.joined(separator: ", ")
      + (senses.count > shown.count
        ? " and \(senses.count - shown.count) more (/sense --full)" : "")
  }

  private static let mostListed = 12
}

extension InventorySense {
  /// How it is written so that it is found again: the name that it was given, else `bank n1`.
  var reference: String { name ?? "\(lemma) \(partOfSpeech?.rawValue ?? "")\(number)" }
}

extension PartOfSpeech {
  /// - Parameter word: A letter, or its name in full.
  fileprivate init?(word: String) {
    guard
      let part = PartOfSpeech(rawValue: word.lowercased())
        ?? Self.allCases.first(where: { $0.name == word.lowercased() })
    else { return nil }
    self = part
  }
}

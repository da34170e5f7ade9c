import Tokenization
import UnicodeText

/// A list of words and their senses, as a dictionary has.
public protocol Inventory: Sendable {
  var name: String { get }
  /// How many lemmas it has.
  var lemmaCount: Int { get }

  /// The senses of a lemma as typed: case and accents do not count, and underscores are spaces. The most frequent come
  /// first within a part of speech; these stand in the order n, v, a, r.
  func senses(
    ofLemma lemma: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [InventorySense]

  /// The lemmas that a form may be of; the form itself first where it is a lemma.
  func lemmas(
    ofForm form: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [(lemma: String, partOfSpeech: PartOfSpeech?)]

  /// The forms that a lemma may have, itself first: the irregular ones, and the regular ones that lead back to it.
  func forms(
    of lemma: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [String]

  /// The sense of an id; `nil` where there is none.
  func sense(_ id: String) throws(InventoryError) -> InventorySense?

  /// Links of a sense, each to another sense of the inventory; none of an unknown one.
  func links(of id: String) throws(InventoryError) -> [SenseLink]

  /// The lemmas that begin so, in the order of their small letters; a space at the end says that a word ends there.
  func lemmas(startingWith prefix: String) throws(InventoryError) -> [String]
}

extension Inventory {
  /// The senses of all lemmas that a form may be of, each once.
  public func senses(
    ofForm form: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [InventorySense] {
    var senses: [InventorySense] = []
    var known: Set<SenseName> = []
    for (lemma, partOfSpeech) in try lemmas(ofForm: form, partOfSpeech) {
      for sense in try self.senses(ofLemma: lemma, partOfSpeech)
      where known.insert(SenseName(sense)).inserted {
        senses.append(sense)
      }
    }
    return senses
  }
}

/// What tells a sense from all others: a person's own file may use an id for senses of several words.
struct SenseName: Hashable, Sendable {
  let id: String
  let lemma: String

  init(_ sense: InventorySense) { (id, lemma) = (sense.id, sense.lemma) }
}

/// What an inventory knows a lemma by: small letters, composed, a straight apostrophe, single spaces.
struct LemmaKey: Hashable, Comparable, Sendable {
  let text: String

  /// A lemma as someone types it.
  init(_ lemma: String) {
    let key = lemma.wordKey.streamSafe
    // Nearly all lemmas are plain, and a wordnet has 150,000 of them.
    var isPlain = true
    var before: UInt8 = 0x20
    for byte in key.utf8 {
      if byte >= 0x80 || byte == 0x5F || 0x09...0x0D ~= byte || byte == 0x20 && before == 0x20 {
        isPlain = false
      }
      before = byte
    }
    text =
      isPlain && before != 0x20
      ? key : key.split { $0.isWhitespace || $0 == "_" }.joined(separator: " ")
  }

  /// The beginning of one: a space at its end says that a word ends there.
  init(prefix: String) {
    let key = LemmaKey(prefix).text
    let endsWord = prefix.last.map { $0.isWhitespace || $0 == "_" } ?? false
    text = endsWord && !key.isEmpty ? key + " " : key
  }

  /// A text that is a key.
  init(key: String) { text = key }

  var withoutAccents: LemmaKey { LemmaKey(key: text.withoutAccents) }

  static func < (a: LemmaKey, b: LemmaKey) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }

  static func == (a: LemmaKey, b: LemmaKey) -> Bool { isSame(a.text, b.text) }

  func hash(into hasher: inout Hasher) { ExactName(text).hash(into: &hasher) }
}

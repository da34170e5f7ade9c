import Corpora
import Platform

/// The senses of a person's own file: a table between tabs, or JSON Lines.
///
/// A table has a line of heads and the columns `word`, `sense` and `gloss`, and may have `examples` (between ` | `), `pos`
/// (n, v, a or r) and `count`; a line of JSON has members of these names, `examples` being a list. `sense` is what the file
/// calls a sense of the word; `lemma` may stand for `word`.
public struct OwnInventory: Inventory {
  public let name: String
  public var lemmaCount: Int { keys.count }
  private let senses: [LemmaKey: [InventorySense]]
  private let keysOfIDs: [String: LemmaKey]
  private let keys: [LemmaKey]
  private let forms: IrregularForms

  /// - Parameters:
  ///   - english: Tells irregular forms.
  ///   - checkInterrupt: Asked now and then.
  /// - Throws: `InventoryError`, with the line that is wrong.
  public init(
    reading path: String, english: PackedInventory? = nil,
    checkInterrupt: @escaping () throws -> Void = {}
  ) throws(InventoryError) {
    var entries = OwnEntries(path: path)
    try entries.read(checkInterrupt)
    try self.init(
      entries, name: lastComponent(of: path),
      forms: try english?.irregularForms() ?? IrregularForms())
  }

  private init(
    _ entries: OwnEntries, name: String, forms: IrregularForms
  ) throws(InventoryError) {
    guard !entries.senses.isEmpty else { throw .noSense(path: entries.path) }
    self.init(entries.senses, name: name, forms: forms)
  }

  /// - Parameter senses: In the order in which they are told.
  init(_ all: [InventorySense], name: String, forms: IrregularForms) {
    var senses: [LemmaKey: [InventorySense]] = [:]
    var keysOfIDs: [String: LemmaKey] = [:]
    for sense in all {
      let key = LemmaKey(sense.lemma)
      senses[key, default: []].append(sense)
      if keysOfIDs[sense.id] == nil { keysOfIDs[sense.id] = key }
    }
    self.senses = senses.mapValues(Self.inOrder)
    self.keysOfIDs = keysOfIDs
    keys = senses.keys.sorted()
    self.name = name
    self.forms = forms
  }

  /// The most frequent first within a part of speech, else as they stand in the file; senses without one are last.
  private static func inOrder(_ senses: [InventorySense]) -> [InventorySense] {
    func part(_ sense: InventorySense) -> Int {
      sense.partOfSpeech?.place ?? PartOfSpeech.allCases.count
    }
    var ordered = senses.enumerated().sorted {
      (part($0.element), -$0.element.count, $0.offset)
        < (part($1.element), -$1.element.count, $1.offset)
    }.map(\.element)
    var numbers: [PartOfSpeech?: Int] = [:]
    for place in ordered.indices {
      numbers[ordered[place].partOfSpeech, default: 0] += 1
      ordered[place].number = numbers[ordered[place].partOfSpeech]!
    }
    return ordered
  }

  public func senses(
    ofLemma lemma: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [InventorySense] {
    let key = LemmaKey(lemma)
    let found = senses[key] ?? senses[key.withoutAccents] ?? []
    return found.filter {
      partOfSpeech == nil || $0.partOfSpeech == nil || $0.partOfSpeech == partOfSpeech
    }
  }

  public func sense(_ id: String) throws(InventoryError) -> InventorySense? {
    keysOfIDs[id].flatMap { senses[$0]?.first { $0.id == id } }
  }

  /// None: such a file says nothing of them.
  public func links(of id: String) throws(InventoryError) -> [SenseLink] { [] }

  public func lemmas(startingWith prefix: String) throws(InventoryError) -> [String] {
    let prefix = LemmaKey(prefix: prefix)
    return keys.filter { $0.text.utf8.starts(with: prefix.text.utf8) }.map { senses[$0]![0].lemma }
  }

  public func lemmas(
    ofForm form: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [(lemma: String, partOfSpeech: PartOfSpeech?)] {
    try Morphology(of: self).lemmas(ofForm: form, partOfSpeech) { key in
      senses[key]?.contains { $0.partOfSpeech == nil } == true
    }
  }

  public func forms(
    of lemma: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [String] {
    try Morphology(of: self).forms(of: lemma, partOfSpeech)
  }
}

extension OwnInventory: LemmaSource {
  func spellings(
    of key: LemmaKey, _ partOfSpeech: PartOfSpeech
  ) throws(InventoryError) -> [String] {
    (senses[key] ?? []).filter { $0.partOfSpeech == nil || $0.partOfSpeech == partOfSpeech }
      .map(\.lemma)
  }

  func irregularForms() throws(InventoryError) -> IrregularForms { forms }
}

import ContextualEmbeddings
import Senses

extension Session {
  /// The senses of the dictionary that some uses may have, each use's the likeliest first.
  ///
  /// - Parameter vectors: Of the uses. Shape `[n, C]`
  /// - Throws: `InventoryError`; `SenseVectorsError`; `Interruption`.
  mutating func senses(of uses: [Use], _ vectors: [[Float]]) throws -> [NamedSenses] {
    defer { progress("") }
    let reader = reader
    var named: [NamedSenses] = []
    for (place, use) in uses.enumerated() {
      if place % Self.batch == 0 {
        try checkInterrupt()
        progress("\(place) of \(counted(uses.count, "use")) named")
      }
      named.append(try withNamer { try $0.senses(of: use, vectors[place], by: reader) })
    }
    return named
  }

  /// A sense of a word that someone names.
  ///
  /// - Throws: `ShellError`, where the word has no such sense; `InventoryError`.
  mutating func sense(_ reference: SenseReference, of word: String) throws -> InventorySense {
    let inventory = try inventory
    let senses = try inventory.senses(ofForm: word, nil)
    guard !senses.isEmpty else { throw try noSense(of: word, nil, in: inventory) }
    return try reference.sense(among: senses, of: word)
  }
}

extension CorpusUses {
  /// Those at some places.
  func kept(_ places: [Int]) -> CorpusUses {
    var kept = self
    kept.uses = places.map { uses[$0] }
    kept.occurrences = places.map { occurrences[$0] }
    kept.vectors = places.map { vectors[$0] }
    return kept
  }
}

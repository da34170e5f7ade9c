import Senses

extension Session {
  /// Has something named by what has been read of the inventory so far, and keeps what is read for it.
  ///
  /// - Throws: `InventoryError`; `SenseVectorsError`; what `body` throws.
  mutating func withNamer<Value>(
    _ body: (inout SenseNamer) throws -> Value
  ) throws -> Value {
    var own = try namer ?? SenseNamer(inventory, for: reader)
    // Held once, so that nothing is copied to add to it.
    namer = nil
    defer { namer = own }
    return try body(&own)
  }
}

/// What to say of a word that an inventory lacks.
func noSense(
  of word: String, _ partOfSpeech: PartOfSpeech?, in inventory: any Inventory
) throws -> ShellError {
  if let partOfSpeech {
    let others = try inventory.lemmas(ofForm: word, nil).compactMap(\.partOfSpeech?.rawValue)
    if !others.isEmpty {
      return ShellError(
        "no-sense",
        "\(inventory.name) has no \(partOfSpeech.name) “\(word)”; --pos \(Set(others).sorted().joined(separator: " or ")) is there"
      )
    }
  }
  let near = try word.first.flatMap {
    nearestName(to: word, in: try inventory.lemmas(startingWith: String($0)))
  }
  return ShellError(
    "no-sense",
    "\(inventory.name) has no “\(word)”"
      + (near.map { "; did you mean “\($0)”?" } ?? "; name a word as a dictionary does"))
}

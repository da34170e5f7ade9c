import Senses

extension Session {
  /// What names the senses of uses, as far as it has been read.
  ///
  /// - Throws: `InventoryError`; `SenseVectorsError`.
  func senseNamer() throws -> SenseNamer {
    if let namer { return namer }
    return try SenseNamer(inventory, for: reader)
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

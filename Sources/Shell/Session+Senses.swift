import Corpora
import Platform
import Senses

extension Session {
  /// The senses that uses are named by, which the first question opens.
  ///
  /// - Throws: `InventoryError`; `ShellError`; what says where WordNet is, where it is nowhere.
  public var inventory: any Inventory {
    mutating get throws {
      let choice = settings.senses
      if let chosenInventory, chosenInventory.choice == choice { return chosenInventory.inventory }
      let inventory: any Inventory
      switch choice {
      case .wordNet: return try inventories.inventory
      case .file(let path):
        inventory =
          try savedSenses(in: path)
          ?? Senses.inventory(
            at: path, english: irregularForms, checkInterrupt: checkInterrupt)
      case .induced:
        guard let induction else { throw Self.nothingInduced }
        inventory = try senses(of: induction, named: "the senses found of “\(induction.word)”")
      }
      chosenInventory = (choice, inventory)
      return inventory
    }
  }

  /// A model may come without WordNet; then irregular forms are what a file says.
  private var irregularForms: PackedInventory? {
    try? inventories.inventory as? PackedInventory
  }

  /// The senses that a saved session holds; `nil` for a file of another kind.
  private func savedSenses(in path: String) throws -> (any Inventory)? {
    guard (try? FileStatus(ofFile: path)) != nil,
      let start = try? FileLines.start(of: path, checkInterrupt: checkInterrupt),
      SavedSession.isOne(startingWith: start.span)
    else { return nil }
    guard let saved = try SavedSession(contentsOf: path, checkInterrupt).induction else {
      throw ShellError(
        "no-senses",
        "\(path): this session holds no senses: /induce WORD FILE finds some, and /save keeps them")
    }
    return try senses(of: try induction(saved), named: lastComponent(of: path))
  }

  private func senses(of induction: Induction, named name: String) throws -> OwnInventory {
    let words = ContextWords(
      of: induction.word, in: induction.uses, tokenizer: model.tokenizer)
    return try OwnInventory(
      induction, labels: words.labels(of: induction), name: name, english: irregularForms)
  }

  /// Names uses by other senses from now on. A file is read anew, even if it was chosen already.
  ///
  /// - Throws: As `inventory`, after which the old ones stay.
  mutating func choose(_ senses: SensesChoice) throws {
    let old = (settings.senses, chosenInventory, namer)
    settings.senses = senses
    (chosenInventory, namer) = (nil, nil)
    do { _ = try inventory } catch {
      (settings.senses, chosenInventory, namer) = old
      throw error
    }
  }

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

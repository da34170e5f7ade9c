import JSON
import Platform

/// Reads a folder of JSON as Open English Wordnet is published: `entries-a.json` and its like, which hold the senses of lemmas,
/// and `noun.act.json` and its like, which hold synsets. Links are told from one of their ends.
struct WordNetJSONFolder {
  private let folder: String
  private var entries = SynsetEntries()
  private var synsets: [String: Int32] = [:]
  private var words: [String: Int32] = [:]
  /// Until all ids are known.
  private var links: [(relation: String, isOfWord: Bool, source: Int32, target: String)] = []

  private static let kinds = ["noun.", "verb.", "adj.", "adv."]

  /// Whether a folder holds such files.
  static func isOne(_ folder: String) -> Bool { !files(of: folder, ["entries-"]).isEmpty }

  private static func files(of folder: String, _ starts: [String]) -> [String] {
    Platform.entries(of: folder).filter { name in
      name.hasSuffix(".json") && starts.contains { name.hasPrefix($0) }
    }
  }

  /// - Throws: `InventoryError`
  static func read(
    _ folder: String, _ checkInterrupt: () throws -> Void
  ) throws(InventoryError) -> (entries: SynsetEntries, name: String) {
    var reader = WordNetJSONFolder(folder: folder)
    func lookUp() throws(InventoryError) {
      do { try checkInterrupt() } catch { throw InventoryError(error, reading: folder) }
    }
    for file in files(of: folder, kinds) {
      try lookUp()
      for (id, value) in try reader.members(of: file) { try reader.readSynset(id, value, file) }
    }
    for file in files(of: folder, ["entries-"]) {
      try lookUp()
      for (lemma, value) in try reader.members(of: file) {
        try reader.readEntry(lemma, value, file)
      }
    }
    guard !reader.entries.words.isEmpty else { throw .noSense(path: folder) }
    try reader.link()
    return (reader.entries, lastComponent(of: folder))
  }

  private init(folder: String) { self.folder = folder }

  private func members(of file: String) throws(InventoryError) -> [(String, JSONValue)] {
    let value: JSONValue
    do throws(JSONFileError) { value = try JSONValue(contentsOf: "\(folder)/\(file)") } catch {
      switch error {
      case .file(let error): throw InventoryError(error)
      case .json(_, let error): throw fault("\(error)", file)
      }
    }
    guard let object = value.object else { throw fault("no object of JSON", file) }
    return object.members.map { ($0.name, $0.value) }
  }

  private func fault(_ what: String, _ file: String) -> InventoryError {
    .damaged(path: "\(folder)/\(file)", what: what)
  }

  private mutating func readSynset(
    _ id: String, _ value: JSONValue, _ file: String
  ) throws(InventoryError) {
    let number = Int32(entries.synsets.count)
    guard synsets.updateValue(number, forKey: id) == nil else {
      throw fault("synset \(quoted(id)) is told twice", file)
    }
    let examples = (value["example"]?.array ?? []).compactMap { example -> String? in
      guard let text = example.string ?? example["text"]?.string else { return nil }
      let said = WordNetGloss.example(text)
      return example["source"]?.string.map { "\(said) - \($0)" } ?? said
    }
    entries.synsets.append(
      .init(
        partOfSpeech: value["partOfSpeech"]?.string.flatMap { PartOfSpeech(wordNet: $0) },
        gloss: value["definition"]?.array?.first?.string ?? "", examples: examples))
    addLinks(value, of: number, isOfWord: false)
  }

  private mutating func readEntry(
    _ lemma: String, _ value: JSONValue, _ file: String
  ) throws(InventoryError) {
    // Homographs of a part of speech are n-1, n-2 and so on.
    for (kind, entry) in value.object?.members.map({ ($0.name, $0.value) }) ?? [] {
      let part = PartOfSpeech(wordNet: kind.prefix(1))
      for form in entry["form"]?.array?.compactMap(\.string) ?? [] {
        entries.forms.append((form, lemma, part))
      }
      for sense in entry["sense"]?.array ?? [] {
        guard let id = sense["id"]?.string, let name = sense["synset"]?.string else {
          throw fault("a sense of \(quoted(lemma)) has no id or synset", file)
        }
        guard let synset = synsets[name] else {
          throw fault("sense \(quoted(id)) is of synset \(quoted(name)), which no file has", file)
        }
        let number = Int32(entries.words.count)
        guard words.updateValue(number, forKey: id) == nil else {
          throw fault("sense \(quoted(id)) is told twice", file)
        }
        entries.words.append(
          .init(
            id: id, lemma: lemma, partOfSpeech: part ?? entries.synsets[Int(synset)].partOfSpeech,
            synset: synset))
        addLinks(sense, of: number, isOfWord: true)
      }
    }
  }

  /// Takes all members that may name others.
  private mutating func addLinks(_ value: JSONValue, of source: Int32, isOfWord: Bool) {
    let texts = ["definition", "example", "members", "subcat", "sent", "ili", "source"]
    for member in value.object?.members ?? [] where !texts.contains(member.name) {
      for target in member.value.array?.compactMap(\.string) ?? [] {
        links.append((member.name, isOfWord, source, target))
      }
    }
  }

  private mutating func link() throws(InventoryError) {
    for (name, isOfWord, source, target) in links {
      guard let target = isOfWord ? words[target] : synsets[target] else { continue }
      let name = SynsetEntries.relationName(name)
      let back = SynsetEntries.backNames[name]
      guard let relation = entries.relation(name),
        let end = entries.relation(back ?? name)
      else { throw .damaged(path: folder, what: "more kinds of relations than any wordnet has") }
      var both = [SynsetEntries.Link(relation: relation, source: source, target: target)]
      if back != nil { both.append(.init(relation: end, source: target, target: source)) }
      if isOfWord { entries.wordLinks += both } else { entries.synsetLinks += both }
    }
  }
}

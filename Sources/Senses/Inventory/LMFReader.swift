import Corpora
import Platform

/// Reads the Global WordNet Association's XML, WN-LMF 1.0 to 1.4 (https://globalwordnet.github.io/schemas/): one lexicon
/// or several, in any language, packed or not.
///
/// A sense bears its sense key where the file tells it, by `dc:identifier` or in the id (``SenseKeyCode``), else its id. Links
/// to what other files hold are left out.
final class LMFReader: XMLHandler {
  let path: String
  private(set) var entries = SynsetEntries()
  /// Of each lexicon.
  private(set) var names: [String] = []
  private var languages: [String] = []

  private var open: [Element] = []
  private var lexicon = ""
  private var entry = Entry()
  private var entryID: String?
  /// Entries that an extension may add to.
  private var entriesOfIDs: [String: Entry] = [:]
  private var word: Int?
  private var synset: Int?
  private var text: [UInt8]?
  /// Definitions for linguists, which speak where there is no other.
  private var otherGlosses: [Int32: String] = [:]

  /// What ids stand for. They are numbered as they come, since links name what is told later.
  private var numbers: [String: Int32] = [:]
  private var told: [Told] = []
  private var links: [(relation: UInt16, isOfWord: Bool, source: Int32, target: Int32)] = []
  /// Of each word the synset's id, by number, and the line.
  private var synsetsOfWords: [(id: Int32, line: Int)] = []
  private var ids: Set<String> = []

  private struct Told {
    var word: Int32 = -1
    var synset: Int32 = -1
    /// Where it was told; 0 where it has not been yet.
    var line = 0
  }

  private struct Entry {
    var lemma: String?
    var partOfSpeech: PartOfSpeech?
  }

  private enum Element: String {
    case resource = "LexicalResource"
    case lexicon = "Lexicon"
    case lexiconExtension = "LexiconExtension"
    case entry = "LexicalEntry"
    case externalEntry = "ExternalLexicalEntry"
    case lemma = "Lemma"
    case form = "Form"
    case sense = "Sense"
    case externalSense = "ExternalSense"
    case senseRelation = "SenseRelation"
    case synset = "Synset"
    case externalSynset = "ExternalSynset"
    case synsetRelation = "SynsetRelation"
    case definition = "Definition"
    case iliDefinition = "ILIDefinition"
    case example = "Example"
    case senseExample = "SenseExample"
    case count = "Count"
    case other = ""
  }

  /// Whether a file that begins like this is XML.
  static func isOne(startingWith start: [UInt8]) -> Bool {
    start.dropFirst(start.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
      .first { $0 != 0x20 && !(0x09...0x0D).contains($0) } == UInt8(ascii: "<")
  }

  /// - Throws: `InventoryError`
  static func read(
    _ path: String, _ checkInterrupt: @escaping () throws -> Void
  ) throws(InventoryError) -> (entries: SynsetEntries, name: String) {
    let reader = LMFReader(path: path)
    do { try XMLFile(path: path, checkInterrupt: checkInterrupt).read(by: reader) } catch {
      throw InventoryError(error, reading: path)
    }
    guard !reader.entries.words.isEmpty else { throw .noSense(path: path) }
    return (reader.entries, reader.names.joined(separator: ", "))
  }

  private init(path: String) { self.path = path }

  // Elements.

  func open(
    _ name: UnsafePointer<CChar>, _ attributes: XMLAttributes, at place: FilePlace
  ) throws {
    let element = Element(rawValue: String(cString: name)) ?? .other
    guard !open.isEmpty || element == .resource else {
      throw fault(
        "the first element is \(quoted(String(cString: name))), expected LexicalResource: only WN-LMF is read as XML",
        place)
    }
    open.append(element)
    func needed(_ name: StaticString) throws -> String {
      guard let value = attributes[name] else {
        throw fault("<\(element.rawValue)> has no \(name)", place)
      }
      return value
    }
    switch element {
    case .lexicon, .lexiconExtension:
      lexicon = try needed("id")
      let label = attributes["label"] ?? lexicon
      names.append([label, attributes["version"]].compactMap(\.self).joined(separator: " "))
      languages.append(attributes["language"] ?? "")
    case .entry:
      entry = Entry()
      entryID = attributes["id"]
    case .externalEntry: entry = entriesOfIDs[try needed("id")] ?? Entry()
    case .lemma:
      entry = Entry(
        lemma: try needed("writtenForm").trimmed,
        partOfSpeech: attributes["partOfSpeech"].flatMap { PartOfSpeech(wordNet: $0) })
      if let entryID { entriesOfIDs[entryID] = entry }
    case .form:
      if let lemma = entry.lemma {
        entries.forms.append((try needed("writtenForm"), lemma, entry.partOfSpeech))
      }
    case .sense:
      if attributes["lexicalized"] != "false" {
        try openSense(needed("id"), synset: needed("synset"), attributes, at: place)
      }
    case .externalSense: word = numbers[try needed("id")].flatMap { index(told[Int($0)].word) }
    case .synset:
      let number = number(of: try needed("id"))
      try tell(number, attributes["id"]!, at: place)
      told[Int(number)].synset = Int32(entries.synsets.count)
      synset = entries.synsets.count
      entries.synsets.append(
        .init(partOfSpeech: attributes["partOfSpeech"].flatMap { PartOfSpeech(wordNet: $0) }))
    case .externalSynset:
      synset = numbers[try needed("id")].flatMap { index(told[Int($0)].synset) }
    case .senseRelation, .synsetRelation:
      try link(needed("relType"), to: needed("target"), attributes, at: place)
    case .definition, .iliDefinition, .example, .senseExample, .count: text = []
    case .resource, .other: break
    }
  }

  func close() throws {
    let element = open.removeLast()
    switch element {
    case .sense, .externalSense: word = nil
    case .synset, .externalSynset: synset = nil
    case .definition, .iliDefinition, .example, .senseExample, .count:
      if let text { take(Self.onOneLine(text), of: element) }
      text = nil
    default: break
    }
  }

  func text(_ text: UnsafeBufferPointer<UInt8>, at place: FilePlace) {
    self.text?.append(contentsOf: text)
  }

  func entity(_ name: String, at place: FilePlace) { text?.append(contentsOf: "&\(name);".utf8) }

  func countLines(_ count: Int) {}

  /// Joins what was told apart.
  func finish() throws {
    for place in entries.words.indices {
      let (id, line) = synsetsOfWords[place]
      let synset = told[Int(id)].synset
      guard synset >= 0 else {
        let name = numbers.first { $0.value == id }!.key
        throw InventoryError.line(
          path: path, line: line,
          what: "its synset \(quoted(name)) is nowhere in the file: bring a whole copy back")
      }
      entries.words[place].synset = synset
      if entries.words[place].partOfSpeech == nil {
        entries.words[place].partOfSpeech = entries.synsets[Int(synset)].partOfSpeech
      }
    }
    for (synset, gloss) in otherGlosses where entries.synsets[Int(synset)].gloss.isEmpty {
      entries.synsets[Int(synset)].gloss = gloss
    }
    var firstWords = [Int32](repeating: -1, count: entries.synsets.count)
    for (place, word) in entries.words.enumerated() where firstWords[Int(word.synset)] < 0 {
      firstWords[Int(word.synset)] = Int32(place)
    }
    for link in links {
      let target = told[Int(link.target)]
      if link.isOfWord {
        let word =
          target.word >= 0 ? target.word : target.synset < 0 ? -1 : firstWords[Int(target.synset)]
        if word >= 0 {
          entries.wordLinks.append(
            .init(relation: link.relation, source: link.source, target: word))
        }
      } else if target.synset >= 0 {
        entries.synsetLinks.append(
          .init(relation: link.relation, source: link.source, target: target.synset))
      }
    }
    entries.isEnglish = languages.contains {
      let language = $0.lowercased()
      return language == "en" || language == "eng" || language.hasPrefix("en-")
    }
  }

  // What elements say.

  private func openSense(
    _ id: String, synset: String, _ attributes: XMLAttributes, at place: FilePlace
  ) throws {
    let number = number(of: id)
    try tell(number, id, at: place)
    guard let lemma = entry.lemma, !LemmaKey(lemma).text.isEmpty else {
      throw fault("sense \(quoted(id)) has no lemma before it", place)
    }
    told[Int(number)].word = Int32(entries.words.count)
    word = entries.words.count
    var key: String?
    attributes.forEach { name, value in
      let name = String(cString: name)
      if name == "identifier" || name.hasSuffix(":identifier") {
        key = String(decoding: value, as: UTF8.self)
      }
    }
    let wanted =
      key.flatMap { $0.contains("%") ? $0 : nil }
      ?? SenseKeyCode.key(of: id, lexicon: lexicon) ?? id
    // Two lexicons may have the key of one sense.
    let own = ids.insert(wanted).inserted ? wanted : id
    entries.words.append(
      .init(id: own, lemma: lemma, partOfSpeech: entry.partOfSpeech, synset: -1))
    synsetsOfWords.append((self.number(of: synset), place.line))
  }

  private func link(
    _ type: String, to target: String, _ attributes: XMLAttributes, at place: FilePlace
  ) throws {
    let source = word ?? synset
    guard let source else { return }
    let own = type == "other" ? attributes["dc:type"] : nil
    let name = own ?? type
    guard let relation = entries.relation(SynsetEntries.relationName(name)) else {
      throw fault("more kinds of relations than any wordnet has", place)
    }
    links.append((relation, word != nil, Int32(source), number(of: target)))
  }

  private func take(_ text: String, of element: Element) {
    guard !text.isEmpty else { return }
    if element == .count {
      if let word, let count = Int32(text), count > 0 {
        entries.words[word].count = max(count, entries.words[word].count)
      }
    } else if element == .example || element == .senseExample {
      let example = WordNetGloss.example(text)
      if let word {
        entries.words[word].examples.append(example)
      } else if let synset {
        entries.synsets[synset].examples.append(example)
      }
    } else if let synset {
      if element == .iliDefinition {
        otherGlosses[Int32(synset)] = text
      } else if entries.synsets[synset].gloss.isEmpty {
        entries.synsets[synset].gloss = text
      }
    }
  }

  private func number(of id: String) -> Int32 {
    if let number = numbers[id] { return number }
    let number = Int32(told.count)
    told.append(Told())
    numbers[id] = number
    return number
  }

  /// Takes note that what an id stands for is told here.
  private func tell(_ number: Int32, _ id: String, at place: FilePlace) throws {
    let line = told[Int(number)].line
    guard line == 0 else {
      throw fault("the id \(quoted(id)) is already on line \(line): give each its own", place)
    }
    told[Int(number)].line = place.line
  }

  private func index(_ number: Int32) -> Int? { number < 0 ? nil : Int(number) }

  private func fault(_ what: String, _ place: FilePlace) -> InventoryError {
    .line(path: path, line: place.line, what: what)
  }

  /// With single spaces.
  private static func onOneLine(_ text: [UInt8]) -> String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
    var line: [UInt8] = []
    line.reserveCapacity(text.count)
    for byte in text {
      if !isSpace(byte) {
        line.append(byte)
      } else if let last = line.last, last != 0x20 {
        line.append(0x20)
      }
    }
    if line.last == 0x20 { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }
}

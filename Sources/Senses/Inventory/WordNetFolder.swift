import Corpora
import Platform

/// Reads a folder in WordNet's own format (wndb(5WN), senseidx(5WN)): `data.noun` and its like, and, where they are there,
/// `index.noun`, `index.sense` or `cntlist.rev`, and `noun.exc`. Princeton's `dict` is one, and so is that of Open English
/// WordNet.
///
/// How many words a synset has and their lexical ids are hexadecimal; an adjective may bear (a), (p) or (ip).
struct WordNetFolder {
  private let folder: String
  private let checkInterrupt: () throws -> Void
  private var entries = SynsetEntries()
  private var name: String?
  /// By part of speech and offset.
  private var synsets: [Place: Int32] = [:]
  private var sources: [Source] = []
  private var firstWords: [Int32] = []

  private struct Place: Hashable {
    let part: PartOfSpeech
    /// As the file has it, whatever its lines end with.
    let offset: Int
  }

  /// What of a synset waits until all are read.
  private struct Source {
    let kind: UInt8
    let lexicographerFile: Int
    let lexicalIDs: [Int]
    let pointers: [Pointer]
    let file: String
    let line: Int
  }

  private struct Pointer {
    let symbol: String
    let target: Place
    /// Words at both ends, from 1; 0 where it is of all.
    let here: Int
    let there: Int
  }

  private static let files: [(part: PartOfSpeech, name: String)] = [
    (.noun, "noun"), (.verb, "verb"), (.adjective, "adj"), (.adverb, "adv"),
  ]

  /// Whether a folder holds such files.
  static func isOne(_ folder: String) -> Bool {
    files.contains { exists("\(folder)/data.\($0.name)") }
  }

  /// - Throws: `InventoryError`
  static func read(
    _ folder: String, _ checkInterrupt: @escaping () throws -> Void
  ) throws(InventoryError) -> (entries: SynsetEntries, name: String) {
    var reader = WordNetFolder(folder: folder, checkInterrupt)
    for (part, name) in files { try reader.readData("data.\(name)", part) }
    guard !reader.entries.words.isEmpty else { throw .noSense(path: folder) }
    try reader.link()
    try reader.nameSenses()
    for (part, name) in files { try reader.readIndex("index.\(name)", part) }
    try reader.readCounts()
    for (part, name) in files { try reader.readForms("\(name).exc", part) }
    return (reader.entries, reader.name ?? lastComponent(of: folder))
  }

  private init(folder: String, _ checkInterrupt: @escaping () throws -> Void) {
    self.folder = folder
    self.checkInterrupt = checkInterrupt
  }

  // Lines.

  /// Hands out the lines of a file that is there, its licence left out, with their numbers.
  private func forEachLine(
    of file: String, licence: (Substring) -> Void = { _ in },
    _ body: (_ line: Substring, _ number: Int) throws(InventoryError) -> Void
  ) throws(InventoryError) {
    let path = "\(folder)/\(file)"
    guard exists(path) else { return }
    var number = 0
    do {
      try FileLines(
        path: path, takesAnyBytes: true, checkInterrupt: checkInterrupt
      ).forEach { text in
        number += 1
        let text = text.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) }
        guard let text else {
          throw InventoryError.line(
            path: path, line: number, what: "not UTF-8: bring a whole copy back")
        }
        if text.hasPrefix("  ") {
          licence(Substring(text))
        } else if !text.isEmpty {
          try body(Substring(text), number)
        }
        return true
      }
    } catch {
      throw InventoryError(error, reading: path)
    }
  }

  private func fault(_ what: String, _ file: String, _ line: Int) -> InventoryError {
    .line(path: "\(folder)/\(file)", line: line, what: "\(what): bring a whole copy back")
  }

  // Synsets.

  private mutating func readData(_ file: String, _ part: PartOfSpeech) throws(InventoryError) {
    var name = name
    var lines: [(Substring, Int)] = []
    try forEachLine(of: file) {
      if name == nil { name = Self.name(in: $0) }
    } _: {
      (line: Substring, number: Int) throws(InventoryError) in
      lines.append((line, number))
    }
    self.name = name
    for (line, number) in lines {
      guard try readSynset(line, part, file, number) else {
        throw fault("no synset", file, number)
      }
    }
  }

  /// "WordNet 3.0", "Open English Wordnet 2023": what the licence has before "Copyright".
  private static func name(in line: Substring) -> String? {
    guard let end = line.firstRange(of: " Copyright") else { return nil }
    let name = line[..<end.lowerBound].split(separator: " ").drop { Int($0) != nil }
      .joined(separator: " ")
    return name.lowercased().contains("wordnet") && name.utf8.count < 60 ? name : nil
  }

  /// - Returns: Whether the line is one.
  private mutating func readSynset(
    _ line: Substring, _ part: PartOfSpeech, _ file: String, _ number: Int
  ) throws(InventoryError) -> Bool {
    let (head, gloss) = Self.parts(of: line)
    guard head.count > 4, let offset = Int(head[0]), let lexicographerFile = Int(head[1]),
      let kind = head[2].utf8.first, "nvasr".utf8.contains(kind), head[2].utf8.count == 1,
      PartOfSpeech(wordNet: head[2]) == part,
      let count = Int(head[3], radix: 16), count > 0, head.count > 4 + 2 * count,
      let pointerCount = Int(head[4 + 2 * count]), pointerCount >= 0,
      head.count >= 5 + 2 * count + 4 * pointerCount
    else { return false }
    var pointers: [Pointer] = []
    for place in 0..<pointerCount {
      let fields = head[(5 + 2 * count + 4 * place)...].prefix(4).map { $0 }
      guard let target = Int(fields[1]), let part = PartOfSpeech(wordNet: fields[2]),
        fields[3].utf8.count == 4, let ends = Int(fields[3], radix: 16)
      else { return false }
      pointers.append(
        Pointer(
          symbol: String(fields[0]), target: Place(part: part, offset: target), here: ends >> 8,
          there: ends & 0xFF))
    }
    let synset = Int32(entries.synsets.count)
    guard synsets.updateValue(synset, forKey: Place(part: part, offset: offset)) == nil else {
      throw fault("a second synset \(head[0])", file, number)
    }
    let said = WordNetGloss(gloss)
    entries.synsets.append(
      .init(partOfSpeech: part, gloss: said.definition, examples: said.examples))
    firstWords.append(Int32(entries.words.count))
    var ids: [Int] = []
    for place in 0..<count {
      guard let id = Int(head[5 + 2 * place], radix: 16) else { return false }
      ids.append(id)
      entries.words.append(
        .init(
          id: "", lemma: Self.lemma(head[4 + 2 * place]), partOfSpeech: part, synset: synset))
    }
    sources.append(
      Source(
        kind: kind, lexicographerFile: lexicographerFile, lexicalIDs: ids, pointers: pointers,
        file: file, line: number))
    return true
  }

  /// The fields before the bar, and what stands behind it.
  private static func parts(of line: Substring) -> (head: [Substring], gloss: Substring) {
    var bar = line.utf8.startIndex
    while let next = line.utf8[bar...].firstIndex(of: UInt8(ascii: "|")) {
      let after = line.utf8.index(after: next)
      if line.utf8[..<next].last == 0x20, line.utf8[after...].first == 0x20 {
        return (fields(of: line[..<next]), line[after...])
      }
      bar = after
    }
    return (fields(of: line), "")
  }

  private static func fields(of line: Substring) -> [Substring] {
    line.utf8.split(separator: 0x20).map { Substring($0) }
  }

  /// Without what says where an adjective may stand, and with spaces.
  private static func lemma(_ word: Substring) -> String {
    guard word.utf8.last == UInt8(ascii: ")") else { return Self.spaced(word) }
    let marker = ["(a)", "(p)", "(ip)"].first { word.hasSuffix($0) }
    return Self.spaced(word.dropLast(marker?.count ?? 0))
  }

  private static func spaced(_ word: Substring) -> String {
    String(decoding: word.utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }, as: UTF8.self)
  }

  // Links and names.

  private static let relations: [String: String] = [
    "@": "hypernym", "@i": "instance hypernym", "~": "hyponym", "~i": "instance hyponym",
    "#m": "member holonym", "#s": "substance holonym", "#p": "part holonym",
    "%m": "member meronym", "%s": "substance meronym", "%p": "part meronym", ";c": "topic",
    ";r": "region", ";u": "usage", "-c": "of this topic", "-r": "of this region",
    "-u": "of this usage", "!": "antonym", "&": "similar", "+": "derivation", "$": "verb group",
    "=": "attribute", "^": "also", "*": "entailment", ">": "cause", "<": "participle of",
    "\\": "pertains to",
  ]

  private mutating func link() throws(InventoryError) {
    for (synset, source) in sources.enumerated() {
      for pointer in source.pointers {
        guard let target = synsets[pointer.target] else {
          throw fault(
            "a link to synset \(pointer.target.offset), which is not there", source.file,
            source.line)
        }
        let words = sources[Int(target)].lexicalIDs.count
        guard pointer.here <= source.lexicalIDs.count, pointer.there <= words,
          let relation = entries.relation(Self.relations[pointer.symbol] ?? pointer.symbol)
        else { throw fault("a link from or to a word that is not there", source.file, source.line) }
        if pointer.here == 0 {
          entries.synsetLinks.append(
            .init(relation: relation, source: Int32(synset), target: target))
        } else {
          entries.wordLinks.append(
            .init(
              relation: relation, source: firstWords[synset] + Int32(pointer.here - 1),
              target: firstWords[Int(target)] + Int32(max(0, pointer.there - 1))))
        }
      }
    }
  }

  /// Gives every word its sense key.
  private mutating func nameSenses() throws(InventoryError) {
    for (synset, source) in sources.enumerated() {
      var end = ":"
      if source.kind == UInt8(ascii: "s") {
        let head = source.pointers.first { $0.symbol == "&" }.flatMap { synsets[$0.target] }
        guard let head else {
          throw fault("a satellite without its head", source.file, source.line)
        }
        let word = entries.words[Int(firstWords[Int(head)])].lemma
        end = "\(Self.keyed(word)):\(Self.twoDigits(sources[Int(head)].lexicalIDs[0]))"
      }
      let kind = Array("nvars".utf8).firstIndex(of: source.kind)! + 1
      for (place, id) in source.lexicalIDs.enumerated() {
        let word = Int(firstWords[synset]) + place
        entries.words[word].id =
          "\(Self.keyed(entries.words[word].lemma))%\(kind):\(Self.twoDigits(source.lexicographerFile))"
          + ":\(Self.twoDigits(id)):\(end)"
      }
    }
  }

  private static func keyed(_ lemma: String) -> String {
    String(
      decoding: lemma.lowercased().utf8.map { $0 == 0x20 ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  // What other files say of them.

  /// Numbers the senses of each lemma.
  private mutating func readIndex(_ file: String, _ part: PartOfSpeech) throws(InventoryError) {
    var numbered: [(word: Int, number: Int32)] = []
    try forEachLine(of: file) { (line: Substring, number: Int) throws(InventoryError) in
      let fields = Self.fields(of: line)
      guard fields.count > 2, let count = Int(fields[2]), count > 0, fields.count > 4 + count else {
        throw fault("no entry of an index", file, number)
      }
      let lemma = Self.spaced(fields[0])
      for (place, offset) in fields.suffix(count).enumerated() {
        guard let offset = Int(offset), let synset = synsets[Place(part: part, offset: offset)]
        else {
          throw fault(
            "synset \(shown(String(offset), atMost: 20)), which is not there", file, number)
        }
        let first = Int(firstWords[Int(synset)])
        for word in first..<first + sources[Int(synset)].lexicalIDs.count
        where entries.words[word].lemma.lowercased() == lemma {
          numbered.append((word, Int32(place + 1)))
        }
      }
    }
    for (word, number) in numbered { entries.words[word].number = number }
  }

  /// How often people tagged each sense, of whichever file says that.
  private mutating func readCounts() throws(InventoryError) {
    var words: [String: Int] = [:]
    for (place, word) in entries.words.enumerated() where words[word.id] == nil {
      words[word.id] = place
    }
    var counts: [(word: Int, count: Int32)] = []
    let isListed = exists("\(folder)/index.sense")
    try forEachLine(of: isListed ? "index.sense" : "cntlist.rev") {
      (line: Substring, number: Int) throws(InventoryError) in
      let fields = Self.fields(of: line)
      guard let count = fields.last.flatMap({ Int32($0) }), fields.count == (isListed ? 4 : 3)
      else {
        throw fault(
          "no sense with its count", isListed ? "index.sense" : "cntlist.rev", number)
      }
      // The head of a satellite keeps its marker here.
      var key = String(fields[0])
      if key.hasSuffix(")") || key.contains("):") {
        for marker in ["(a)", "(p)", "(ip)"] { key = key.replacing(marker, with: "") }
      }
      if let word = words[key] { counts.append((word, count)) }
    }
    for (word, count) in counts { entries.words[word].count = count }
  }

  /// The forms that no rule leads to their lemmas, each with one lemma or several.
  private mutating func readForms(_ file: String, _ part: PartOfSpeech) throws(InventoryError) {
    var forms = entries.forms
    try forEachLine(of: file) { (line: Substring, number: Int) throws(InventoryError) in
      let fields = Self.fields(of: line).map { Self.spaced($0) }
      guard fields.count > 1 else { throw fault("a form without a lemma", file, number) }
      for lemma in fields.dropFirst() { forms.append((fields[0], lemma, part)) }
    }
    entries.forms = forms
  }
}

extension PartOfSpeech {
  /// As wordnets write it, in which satellites are told from other adjectives; `nil` for what has no sense of WordNet's.
  init?(wordNet text: some StringProtocol) {
    switch text {
    case "n": self = .noun
    case "v": self = .verb
    case "a", "s": self = .adjective
    case "r": self = .adverb
    default: return nil
    }
  }
}

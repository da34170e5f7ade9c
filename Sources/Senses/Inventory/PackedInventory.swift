import Corpora
import JSON
import Platform
import UnicodeText

/// An inventory in one file, packed by `Scripts/pack-wordnet.py`, which says how the file is laid out.
///
/// To open it only its head is read. A question unpacks the blocks that it needs, and these are kept; which lemma is in
/// which synset is unpacked by the first one.
public final class PackedInventory: Inventory {
  private static let magic = Array("PSENSES1".utf8)

  /// Whether a file that begins like this is one, however much of it is there.
  static func isOne(startingWith start: [UInt8]) -> Bool { start.starts(with: magic) }

  public let path: String
  private let file: MappedFile
  private let head: PackedHead
  private let lemmaBlocks = Kept<Int, PackedLemmas>()
  private let synsetBlocks = Kept<Int, PackedSynsets>()
  private let keptWords = Kept<PackedHead.Section, PackedWords>()
  private let keptCode = Kept<PackedHead.Section, CodedText>()
  private let keptLinks = Kept<PackedHead.Section, PackedLinks>()
  private let keptForms = Kept<PackedHead.Section, IrregularForms>()

  public var name: String { head.name }
  /// The SHA-256 of the files that it was made of.
  public var source: String { head.source }
  /// How many lemmas there are, spelled differently.
  public var lemmaCount: Int { head.lemmas }
  public var synsetCount: Int { head.synsets }

  public init(contentsOf path: String) throws(InventoryError) {
    self.path = path
    do throws(FileError) { file = try MappedFile(path: path) } catch { throw InventoryError(error) }
    let bytes = file.bytes
    let start = Self.magic.count + 4
    guard bytes.count >= start else {
      throw bytes.starts(with: Self.magic)
        ? .damaged(path: path, what: "cut short") : .notAnInventory(path: path)
    }
    guard bytes.starts(with: Self.magic) else { throw .notAnInventory(path: path) }
    let length = Int(
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: Self.magic.count, as: UInt32.self)))
    guard length <= bytes.count - start else { throw .damaged(path: path, what: "cut short") }
    guard
      let unpacked = ZstdFrame.unpacked(
        UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]), atMost: PackedHead.most),
      let value = try? JSONValue(parsing: unpacked)
    else { throw .damaged(path: path, what: "its head cannot be read") }
    guard let head = PackedHead(value, blocksFrom: start + length, to: bytes.count) else {
      throw .damaged(path: path, what: "its head does not fit what follows")
    }
    self.head = head
  }

  // A question.

  public func senses(
    ofLemma lemma: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [InventorySense] {
    var key = LemmaKey(lemma)
    var words = try wordNumbers(of: key)
    if words.isEmpty {
      key = key.withoutAccents
      words = try wordNumbers(of: key)
    }
    var found: [(order: Int, sense: InventorySense)] = []
    for word in words {
      let synset = try self.words.synset(of: word)
      let part = try block(of: synset).partOfSpeech(of: synset)
      guard partOfSpeech == nil || partOfSpeech == part else { continue }
      let sense = try sense(word, in: synset)
      found.append((part.place, sense))
    }
    return found.sorted { ($0.order, $0.sense.number) < ($1.order, $1.sense.number) }.map(\.sense)
  }

  public func sense(_ id: String) throws(InventoryError) -> InventorySense? {
    guard let (word, synset) = try place(of: id) else { return nil }
    return try sense(word, in: synset)
  }

  public func links(of id: String) throws(InventoryError) -> [SenseLink] {
    guard let (word, synset) = try place(of: id) else { return [] }
    let links = try unpack(keptLinks, .links) { bytes, head throws(NumberUnpacker.Damage) in
      try PackedLinks(bytes, head)
    }
    let own = word - (try words.words(in: synset).lowerBound) + 1
    var found: [SenseLink] = []
    for link in links.links(of: synset) where link.here == 0 || link.here == own {
      let targets = try words.words(in: link.target)
      // What is of all words of a synset is told by the first.
      guard link.there <= targets.count else { throw damaged("a link to no word") }
      let target = targets.lowerBound + max(link.there, 1) - 1
      found.append(
        SenseLink(relation: link.relation, target: try sense(target, in: link.target)))
    }
    return found
  }

  public func lemmas(startingWith prefix: String) throws(InventoryError) -> [String] {
    let key = LemmaKey(prefix: prefix)
    var found: [String] = []
    try forEachLemma(from: key) { block, place, _ in
      guard block.begins(place, with: key) else { return false }
      found.append(block[place])
      return true
    }
    return found
  }

  public func lemmas(
    ofForm form: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [(lemma: String, partOfSpeech: PartOfSpeech?)] {
    try Morphology(of: self).lemmas(ofForm: form, partOfSpeech)
  }

  public func forms(
    of lemma: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [String] {
    try Morphology(of: self).forms(of: lemma, partOfSpeech)
  }

  // Lemmas and words.

  /// Hands out lemmas from the first that is not before a key, until `body` returns `false`.
  private func forEachLemma(
    from key: LemmaKey, _ body: (PackedLemmas, _ place: Int, _ number: Int) -> Bool
  ) throws(InventoryError) {
    // Lemmas of one key may begin at the end of the block before the first that begins with it.
    var number = max(0, (head.firsts.firstIndex { !($0 < key) } ?? head.firsts.count) - 1)
    var place: Int?
    while number < head.firsts.count {
      let block = try lemmas(number)
      for lemma in (place ?? block.place(of: key))..<block.count
      where !body(block, lemma, number * PackedHead.lemmasOfBlock + lemma) { return }
      number += 1
      place = 0
    }
  }

  /// The words of a key, one of each synset: what a synset spells in two ways is one word there.
  private func wordNumbers(of key: LemmaKey) throws(InventoryError) -> [Int] {
    guard !key.text.isEmpty else { return [] }
    let words = try words
    var found: [Int] = []
    try forEachLemma(from: key) { block, place, lemma in
      guard block.matches(place, key) else { return false }
      found += words.words(of: lemma).map { Int($0) }
      return true
    }
    var synsets: Set<Int> = []
    return found.sorted().filter { synsets.insert(words.synset(of: $0)).inserted }
  }

  private func place(of id: String) throws(InventoryError) -> (word: Int, synset: Int)? {
    guard let end = id.firstIndex(of: "%") else { return nil }
    for word in try wordNumbers(of: LemmaKey(String(id[..<end]))) {
      let synset = try words.synset(of: word)
      if isSame(try key(of: word, in: synset), id) { return (word, synset) }
    }
    return nil
  }

  private func lemma(of word: Int) throws(InventoryError) -> String {
    let (block, place) = Int(try words.lemmas[word]).quotientAndRemainder(
      dividingBy: PackedHead.lemmasOfBlock)
    return try lemmas(block)[place]
  }

  private func key(of word: Int, in synset: Int) throws(InventoryError) -> String {
    func name(_ word: Int) throws(InventoryError) -> String {
      try lemma(of: word).lowercased().replacing(" ", with: "_")
    }
    let block = try block(of: synset)
    var end = ":"
    if let head = block.head(of: synset) {
      let first = try words.words(in: head).lowerBound
      end = "\(try name(first)):\(twoDigits(try self.block(of: head).id(of: first)))"
    }
    return "\(try name(word))%\(block.keyKind(of: synset)):\(twoDigits(block.file(of: synset)))"
      + ":\(twoDigits(block.id(of: word))):\(end)"
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func sense(_ word: Int, in synset: Int) throws(InventoryError) -> InventorySense {
    let block = try block(of: synset)
    let code = try unpack(keptCode, .codes) { bytes, _ throws(NumberUnpacker.Damage) in
      CodedText(bytes)
    }
    let texts: [String]
    do throws(NumberUnpacker.Damage) { texts = try block.texts(of: synset, by: code) } catch {
      throw damaged("a gloss cannot be read")
    }
    let lemma = try lemma(of: word)
    var synonyms: [String] = []
    for other in try words.words(in: synset) where other != word {
      let synonym = try self.lemma(of: other)
      if synonym.lowercased() != lemma.lowercased() { synonyms.append(synonym) }
    }
    return InventorySense(
      id: try key(of: word, in: synset), lemma: lemma, partOfSpeech: block.partOfSpeech(of: synset),
      number: block.rank(of: word), gloss: texts[0], examples: Array(texts[1...]),
      count: block.count(of: word), synonyms: synonyms)
  }

  // Blocks.

  private var words: PackedWords {
    get throws(InventoryError) {
      try unpack(keptWords, .words) { bytes, head throws(NumberUnpacker.Damage) in
        try PackedWords(bytes, head)
      }
    }
  }

  private func lemmas(_ number: Int) throws(InventoryError) -> PackedLemmas {
    try lemmaBlocks.value(number) { () throws(InventoryError) in
      let size = PackedHead.lemmasOfBlock
      return try unpack(.lemmas, number) { bytes throws(NumberUnpacker.Damage) in
        try PackedLemmas(bytes, count: min(size, head.lemmas - number * size))
      }
    }
  }

  private func block(of synset: Int) throws(InventoryError) -> PackedSynsets {
    let size = PackedHead.synsetsOfBlock
    return try synsetBlocks.value(synset / size) { () throws(InventoryError) in
      let first = synset / size * size
      let range = first..<min(first + size, head.synsets)
      let starts = try words.starts
      let words = Int(starts[range.lowerBound])..<Int(starts[range.upperBound])
      return try unpack(.synsets, synset / size) { bytes throws(NumberUnpacker.Damage) in
        try PackedSynsets(bytes, range, words: words, of: head.synsets)
      }
    }
  }

  private func unpack<Value>(
    _ kept: Kept<PackedHead.Section, Value>, _ section: PackedHead.Section,
    _ read: ([UInt8], PackedHead) throws(NumberUnpacker.Damage) -> Value
  ) throws(InventoryError) -> Value {
    try kept.value(section) { () throws(InventoryError) in
      try unpack(section, 0) { bytes throws(NumberUnpacker.Damage) in try read(bytes, head) }
    }
  }

  private func unpack<Value>(
    _ section: PackedHead.Section, _ number: Int,
    _ read: ([UInt8]) throws(NumberUnpacker.Damage) -> Value
  ) throws(InventoryError) -> Value {
    let packed = UnsafeRawBufferPointer(rebasing: file.bytes[head.blocks[section]![number]])
    do throws(NumberUnpacker.Damage) {
      guard let bytes = ZstdFrame.unpacked(packed, atMost: PackedHead.most) else {
        throw NumberUnpacker.Damage()
      }
      return try read(bytes)
    } catch {
      throw damaged("block \(number + 1) of its \(section.rawValue) cannot be read")
    }
  }

  private func damaged(_ what: String) -> InventoryError { .damaged(path: path, what: what) }
}

extension PackedInventory: LemmaSource {
  func spellings(
    of key: LemmaKey, _ partOfSpeech: PartOfSpeech
  ) throws(InventoryError) -> [String] {
    var found: [String] = []
    for word in try wordNumbers(of: key) {
      let synset = try words.synset(of: word)
      if try block(of: synset).partOfSpeech(of: synset) == partOfSpeech {
        found.append(try lemma(of: word))
      }
    }
    return found
  }

  func irregularForms() throws(InventoryError) -> IrregularForms {
    try unpack(keptForms, .forms) { bytes, _ throws(NumberUnpacker.Damage) in
      guard let forms = IrregularForms(bytes) else { throw NumberUnpacker.Damage() }
      return forms
    }
  }
}

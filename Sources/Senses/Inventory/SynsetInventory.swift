import Tokenization
import UnicodeText

/// A published wordnet in memory, whatever its files were like.
public struct SynsetInventory: Inventory {
  public let name: String
  public let lemmaCount: Int

  private let synsets: [SynsetEntries.Synset]
  private let words: [SynsetEntries.Word]
  /// The words of each synset, in order: those of synset `s` from `memberStarts[s]` on.
  private let members: [Int32]
  private let memberStarts: [Int32]
  private let wordsOfKeys: [LemmaKey: [Int32]]
  private let wordsOfIDs: [String: Int32]
  private let keys: [LemmaKey]
  /// In the order of their sources.
  private let synsetLinks: [SynsetEntries.Link]
  private let wordLinks: [SynsetEntries.Link]
  private let relations: [String]
  private let forms: IrregularForms
  let inflectsAsEnglish: Bool

  /// - Parameter english: Also tells irregular forms, where the words are English.
  init(
    _ entries: consuming SynsetEntries, name: String, english: PackedInventory? = nil
  ) throws(InventoryError) {
    self.name = name
    synsets = entries.synsets
    var words = entries.words
    var memberStarts = [Int32](repeating: 0, count: synsets.count + 1)
    for word in words { memberStarts[Int(word.synset) + 1] += 1 }
    for synset in synsets.indices { memberStarts[synset + 1] += memberStarts[synset] }
    var free = memberStarts
    var members = [Int32](repeating: 0, count: words.count)
    var wordsOfKeys: [LemmaKey: [Int32]] = [:]
    var wordsOfIDs = [String: Int32](minimumCapacity: words.count)
    for (place, word) in words.enumerated() {
      let synset = Int(word.synset)
      members[Int(free[synset])] = Int32(place)
      free[synset] += 1
      wordsOfKeys[LemmaKey(word.lemma), default: []].append(Int32(place))
      // Of two spellings in a synset the first speaks for both.
      if wordsOfIDs[word.id] == nil { wordsOfIDs[word.id] = Int32(place) }
    }
    for own in wordsOfKeys.values { Self.number(own, of: &words) }
    self.words = words
    (self.members, self.memberStarts) = (members, memberStarts)
    (self.wordsOfKeys, self.wordsOfIDs) = (wordsOfKeys, wordsOfIDs)
    keys = wordsOfKeys.keys.sorted()
    lemmaCount = keys.count
    func inOrder(_ links: [SynsetEntries.Link]) -> [SynsetEntries.Link] {
      links.sorted { ($0.source, $0.relation, $0.target) < ($1.source, $1.relation, $1.target) }
    }
    synsetLinks = inOrder(entries.synsetLinks)
    wordLinks = inOrder(entries.wordLinks)
    relations = entries.relations
    inflectsAsEnglish = entries.isEnglish
    var forms =
      entries.isEnglish ? try english?.irregularForms() ?? IrregularForms() : IrregularForms()
    for (form, lemma, part) in entries.forms {
      let key = LemmaKey(lemma)
      guard wordsOfKeys[key] != nil else { continue }
      for part in part.map({ [$0] }) ?? PartOfSpeech.allCases {
        forms.add(LemmaKey(form), of: key, part)
      }
    }
    self.forms = forms
  }

  /// Numbers the senses of a lemma that no file has numbered, behind those that one has. A synset that spells it in two
  /// ways has one.
  private static func number(_ own: [Int32], of words: inout [SynsetEntries.Word]) {
    var last: [PartOfSpeech?: Int32] = [:]
    for place in own {
      let word = words[Int(place)]
      last[word.partOfSpeech] = max(last[word.partOfSpeech] ?? 0, word.number)
    }
    var known: [Int32: Int32] = [:]
    for place in own where words[Int(place)].number == 0 {
      let word = words[Int(place)]
      let number = known[word.synset] ?? (last[word.partOfSpeech]! + 1)
      known[word.synset] = number
      words[Int(place)].number = number
      last[word.partOfSpeech] = max(last[word.partOfSpeech]!, number)
    }
  }

  public func senses(
    ofLemma lemma: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [InventorySense] {
    let key = LemmaKey(lemma)
    let own = wordsOfKeys[key] ?? wordsOfKeys[key.withoutAccents] ?? []
    var seen: Set<Int32> = []
    let found = own.filter { place in
      let word = words[Int(place)]
      return (partOfSpeech == nil || word.partOfSpeech == nil || word.partOfSpeech == partOfSpeech)
        && seen.insert(word.synset).inserted
    }
    func order(_ place: Int32) -> (Int, Int32, Int32) {
      let word = words[Int(place)]
      return (word.partOfSpeech?.place ?? PartOfSpeech.allCases.count, word.number, place)
    }
    return found.sorted { order($0) < order($1) }.map { sense(Int($0)) }
  }

  public func sense(_ id: String) throws(InventoryError) -> InventorySense? {
    wordsOfIDs[id].map { sense(Int($0)) }
  }

  public func links(of id: String) throws(InventoryError) -> [SenseLink] {
    guard let word = wordsOfIDs[id] else { return [] }
    let synset = words[Int(word)].synset
    let ofSynset = Self.links(of: synset, in: synsetLinks).compactMap { link in
      // What is of all words of a synset is told by the first.
      members(of: Int(link.target)).first.map { (link.relation, $0) }
    }
    let ofWord = Self.links(of: word, in: wordLinks).map { ($0.relation, $0.target) }
    var seen: Set<[Int32]> = []
    return (ofSynset + ofWord).sorted { $0 < $1 }.filter {
      seen.insert([Int32($0.0), $0.1]).inserted
    }.map { SenseLink(relation: relations[Int($0.0)], target: sense(Int($0.1))) }
  }

  public func lemmas(startingWith prefix: String) throws(InventoryError) -> [String] {
    let prefix = LemmaKey(prefix)
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < prefix { low = middle + 1 } else { high = middle }
    }
    return keys[low...].prefix { $0.text.utf8.starts(with: prefix.text.utf8) }
      .flatMap { Set(wordsOfKeys[$0]!.map { words[Int($0)].lemma }).sorted() }
  }

  public func lemmas(
    ofForm form: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [(lemma: String, partOfSpeech: PartOfSpeech?)] {
    try Morphology(of: self).lemmas(ofForm: form, partOfSpeech) { key in
      wordsOfKeys[key]?.contains { words[Int($0)].partOfSpeech == nil } == true
    }
  }

  public func forms(
    of lemma: String, _ partOfSpeech: PartOfSpeech?
  ) throws(InventoryError) -> [String] {
    try Morphology(of: self).forms(of: lemma, partOfSpeech)
  }

  private func members(of synset: Int) -> ArraySlice<Int32> {
    members[Int(memberStarts[synset])..<Int(memberStarts[synset + 1])]
  }

  private static func links(
    of source: Int32, in links: [SynsetEntries.Link]
  ) -> some Sequence<SynsetEntries.Link> {
    var (low, high) = (0, links.count)
    while low < high {
      let middle = (low + high) / 2
      if links[middle].source < source { low = middle + 1 } else { high = middle }
    }
    return links[low...].prefix { $0.source == source }
  }

  private func sense(_ place: Int) -> InventorySense {
    let word = words[place]
    let synset = synsets[Int(word.synset)]
    let own = word.lemma.lowercased()
    var synonyms: [String] = []
    for other in members(of: Int(word.synset)) where Int(other) != place {
      let lemma = words[Int(other)].lemma
      if lemma.lowercased() != own, !synonyms.contains(lemma) { synonyms.append(lemma) }
    }
    return InventorySense(
      id: word.id, lemma: word.lemma, partOfSpeech: word.partOfSpeech, number: Int(word.number),
      gloss: synset.gloss, examples: word.examples + synset.examples, count: Int(word.count),
      synonyms: synonyms)
  }
}

extension SynsetInventory: LemmaSource {
  func spellings(
    of key: LemmaKey, _ partOfSpeech: PartOfSpeech
  ) throws(InventoryError) -> [String] {
    (wordsOfKeys[key] ?? []).map { words[Int($0)] }
      .filter { $0.partOfSpeech == nil || $0.partOfSpeech == partOfSpeech }.map(\.lemma)
  }

  func irregularForms() throws(InventoryError) -> IrregularForms { forms }
}

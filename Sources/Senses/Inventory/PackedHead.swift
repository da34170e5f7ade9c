import JSON

/// What the head of a packed inventory says, checked.
struct PackedHead {
  /// Lemmas and synsets of a block; the last one of a kind has fewer.
  static let lemmasOfBlock = 4096
  static let synsetsOfBlock = 1024
  /// No inventory has more of anything, and no block is larger unpacked.
  static let most = 1 << 24

  /// The kinds of blocks.
  enum Section: String, CaseIterable { case lemmas, codes, words, synsets, links, forms }

  /// What a link says of its target, and what the link back says, where there is one.
  struct Relation {
    let name: String
    let back: String?
  }

  let name: String
  /// The SHA-256 of the files that it was made of.
  let source: String
  let lemmas: Int
  let synsets: Int
  let words: Int
  let links: Int
  let relations: [Relation]
  /// The key of the first lemma of each block.
  let firsts: [LemmaKey]
  /// Where each block of a section is.
  let blocks: [Section: [Range<Int>]]

  /// - Parameter place: Where the blocks begin.
  /// - Returns: `nil` where anything is missing or does not fit.
  init?(_ value: JSONValue, blocksFrom place: Int, to end: Int) {
    func count(_ name: String) -> Int? {
      value[name]?.int.flatMap { 0...Self.most ~= $0 ? $0 : nil }
    }
    guard let name = value["name"]?.string, let source = value["source"]?.string,
      let lemmas = count("lemmas"), let synsets = count("synsets"), let words = count("words"),
      let links = count("links"), let relations = value["relations"]?.array,
      let firsts = value["firsts"]?.array, let sections = value["blocks"]?.object
    else { return nil }
    (self.name, self.source) = (name, source)
    (self.lemmas, self.synsets, self.words, self.links) = (lemmas, synsets, words, links)
    self.relations = relations.compactMap { pair in
      guard let pair = pair.array, pair.count == 2, let name = pair[0].string else { return nil }
      return Relation(name: name, back: pair[1].string)
    }
    self.firsts = firsts.compactMap { $0.string.map { LemmaKey(key: $0) } }
    var blocks: [Section: [Range<Int>]] = [:]
    var start = place
    // Blocks stand in the order of the members.
    for member in sections.members {
      guard let section = Section(rawValue: member.name), let lengths = member.value.array else {
        return nil
      }
      for length in lengths {
        guard let length = length.int, length > 0, length <= end - start else { return nil }
        blocks[section, default: []].append(start..<start + length)
        start += length
      }
    }
    self.blocks = blocks
    func blockCount(_ things: Int, of size: Int) -> Int { (things + size - 1) / size }
    guard start == end, self.relations.count == relations.count,
      self.firsts.count == firsts.count,
      zip(self.firsts, self.firsts.dropFirst()).allSatisfy({ $0 <= $1 }),
      blocks[.lemmas, default: []].count == blockCount(lemmas, of: Self.lemmasOfBlock),
      self.firsts.count == blocks[.lemmas, default: []].count,
      blocks[.synsets, default: []].count == blockCount(synsets, of: Self.synsetsOfBlock),
      [.codes, .words, .links, .forms].allSatisfy({ blocks[$0]?.count == 1 })
    else { return nil }
  }
}

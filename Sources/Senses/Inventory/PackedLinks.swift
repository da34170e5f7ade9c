import Platform

/// The links between synsets, each found from both its ends.
struct PackedLinks {
  struct Link {
    let relation: String
    let target: Int
    /// The words at both ends, from 1; 0 where a link is of all words of the synset.
    let here: Int
    let there: Int
  }

  private let relations: [PackedHead.Relation]
  private let sources: [Int32]
  private let kinds: [UInt8]
  private let targets: [Int32]
  private let here: [UInt8]
  private let there: [UInt8]
  /// The links that a synset begins or ends, by the number of the link.
  private let starts: [Int32]
  private let ofSynset: [Int32]

  init(_ unpacked: [UInt8], _ head: PackedHead) throws(NumberUnpacker.Damage) {
    var unpacker = NumberUnpacker(unpacked)
    var sources: [Int32] = []
    for synset in 0..<head.synsets {
      let count = try unpacker.next(atMost: head.links - sources.count)
      sources.append(contentsOf: repeatElement(Int32(synset), count: count))
    }
    guard sources.count == head.links, head.relations.count <= 256 else {
      throw NumberUnpacker.Damage()
    }
    var kinds: [UInt8] = []
    for _ in sources {
      let kind = try unpacker.next()
      guard kind < head.relations.count else { throw NumberUnpacker.Damage() }
      kinds.append(UInt8(kind))
    }
    var targets: [Int32] = []
    var starts = [Int32](repeating: 0, count: head.synsets + 1)
    for (link, source) in sources.enumerated() {
      let (target, overflows) = Int(source).addingReportingOverflow(try unpacker.nextSigned())
      guard !overflows, 0..<head.synsets ~= target else { throw NumberUnpacker.Damage() }
      targets.append(Int32(target))
      starts[Int(source) + 1] += 1
      if head.relations[Int(kinds[link])].back != nil { starts[target + 1] += 1 }
    }
    var ends: [[UInt8]] = [[], []]
    for end in 0..<2 {
      for _ in sources { ends[end].append(UInt8(try unpacker.next(atMost: 255))) }
    }
    guard unpacker.isAtEnd else { throw NumberUnpacker.Damage() }
    for synset in 0..<head.synsets { starts[synset + 1] += starts[synset] }
    var free = starts
    var ofSynset = [Int32](repeating: 0, count: Int(starts[head.synsets]))
    func put(_ link: Int, at synset: Int32) {
      ofSynset[Int(free[Int(synset)])] = Int32(link)
      free[Int(synset)] += 1
    }
    for link in sources.indices {
      put(link, at: sources[link])
      if head.relations[Int(kinds[link])].back != nil { put(link, at: targets[link]) }
    }
    relations = head.relations
    (self.sources, self.kinds, self.targets) = (sources, kinds, targets)
    (here, there) = (ends[0], ends[1])
    (self.starts, self.ofSynset) = (starts, ofSynset)
  }

  /// The links of a synset, those of one relation together.
  func links(of synset: Int) -> [Link] {
    let numbers = ofSynset[Int(starts[synset])..<Int(starts[synset + 1])]
    var seen: Set<Int> = []
    let found = numbers.map { number -> (order: Int, link: Link) in
      let number = Int(number)
      let relation = relations[Int(kinds[number])]
      let order = 2 * Int(kinds[number])
      // A link between two words of a synset is here twice, once from each end.
      guard Int(sources[number]) == synset, seen.insert(number).inserted else {
        return (
          relation.back == relation.name ? order : order + 1,
          Link(
            relation: relation.back!, target: Int(sources[number]), here: Int(there[number]),
            there: Int(here[number]))
        )
      }
      return (
        order,
        Link(
          relation: relation.name, target: Int(targets[number]), here: Int(here[number]),
          there: Int(there[number]))
      )
    }
    return found.sorted { ($0.order, $0.link.target) < ($1.order, $1.link.target) }.map(\.link)
  }
}

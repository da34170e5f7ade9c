/// The pieces of a vocabulary by their bytes, as a double array (Aoe 1989): one look into one array for each byte,
/// whatever the number of pieces.
struct PieceTrie: Sendable {
  /// Where every search starts.
  static let root: Int32 = 0

  struct Node {
    /// The child for a byte is at `base ^ byte`, if that node's parent is this one.
    var base: UInt32 = 0
    /// -1 of the root, and of what is free.
    var parent: Int32 = -1
    /// The piece that ends here; -1 for none.
    var id: Int32 = -1
  }

  /// In blocks of 256, so that no byte leads outside.
  private let nodes: [Node]

  /// Of two pieces that are spelled the same the later one counts.
  init(_ pieces: [(text: String, id: Int32)]) {
    let keys = SortedKeys(pieces.map(\.text))
    var array = DoubleArray()
    var waiting: [(node: Int, keys: Range<Int>, depth: Int)] = [(0, 0..<keys.count, 0)]
    var (next, bytes, ranges) = (0, [UInt8](), [Range<Int>]())
    // Level by level: what every search passes lies close together.
    while next < waiting.count {
      let (node, range, depth) = waiting[next]
      next += 1
      var start = range.lowerBound
      while start < range.upperBound, keys[start].count == depth {
        array.nodes[node].id = pieces[keys.place(start)].id
        start += 1
      }
      bytes.removeAll(keepingCapacity: true)
      ranges.removeAll(keepingCapacity: true)
      while start < range.upperBound {
        let byte = keys.byte(depth, of: start)
        var end = start + 1
        while end < range.upperBound, keys.byte(depth, of: end) == byte { end += 1 }
        bytes.append(byte)
        ranges.append(start..<end)
        start = end
      }
      guard !bytes.isEmpty else { continue }
      let base = array.addChildren(bytes, of: node)
      for (byte, range) in zip(bytes, ranges) {
        waiting.append((base ^ Int(byte), range, depth + 1))
      }
    }
    nodes = array.nodes
  }

  /// The node that some bytes lead to; -1 for none.
  func node(after bytes: Span<UInt8>, from start: Int32 = root) -> Int32 {
    let nodes = nodes.span
    var node = start
    var place = 0
    while place < bytes.count, node >= 0 {
      node = Self.child(of: node, bytes[place], nodes)
      place += 1
    }
    return node
  }

  /// The piece that ends at a node; -1 for none.
  func id(at node: Int32) -> Int32 { node < 0 ? -1 : nodes[Int(node)].id }

  /// The id of a piece, spelled exactly so.
  func id(of piece: Span<UInt8>) -> Int32? {
    let id = id(at: node(after: piece))
    return id < 0 ? nil : id
  }

  /// The id of a piece, spelled exactly so.
  func id(of piece: String) -> Int32? { id(of: Array(piece.utf8).span) }

  /// Calls with the end and the id of each piece that starts at a place, the shortest first.
  @inline(__always)
  func forEachPiece(
    at start: Int, of text: Span<UInt8>, _ body: (_ end: Int, _ id: Int32) -> Void
  ) {
    let nodes = nodes.span
    var (node, place) = (Self.root, start)
    while place < text.count {
      node = Self.child(of: node, text[place], nodes)
      if node < 0 { return }
      place += 1
      let id = nodes[Int(node)].id
      if id >= 0 { body(place, id) }
    }
  }

  @inline(__always)
  private static func child(of node: Int32, _ byte: UInt8, _ nodes: Span<Node>) -> Int32 {
    let child = Int32(truncatingIfNeeded: nodes[Int(node)].base ^ UInt32(byte))
    return nodes[Int(child)].parent == node ? child : -1
  }
}

/// The double array while it is made.
private struct DoubleArray {
  private static let block = 256

  var nodes: [PieceTrie.Node] = []
  /// Of each block, which places are free.
  private var free: [FreePlaces] = []
  /// The blocks with a free place.
  private var open: [Int] = []

  init() {
    addBlock()
    take(0)
  }

  /// Puts the children of a node where there is room for all.
  ///
  /// - Returns: The base of the node.
  mutating func addChildren(_ bytes: [UInt8], of parent: Int) -> Int {
    let base = base(for: bytes)
    nodes[parent].base = UInt32(base)
    for byte in bytes {
      let child = base ^ Int(byte)
      nodes[child].parent = Int32(parent)
      take(child)
    }
    return base
  }

  private mutating func base(for bytes: [UInt8]) -> Int {
    // A node alone fits anywhere; several are not tried in more than a few blocks, so that building stays linear.
    let blocks = bytes.count == 1 ? open.prefix(1) : open.suffix(8)
    for block in blocks {
      let places = free[block]
      var found: Int?
      places.forEach { place in
        let base = place ^ Int(bytes[0])
        guard bytes.allSatisfy({ places.contains(base ^ Int($0)) }) else { return true }
        found = block * Self.block + base
        return false
      }
      if let found { return found }
    }
    return addBlock() * Self.block
  }

  @discardableResult
  private mutating func addBlock() -> Int {
    nodes += repeatElement(PieceTrie.Node(), count: Self.block)
    free.append(FreePlaces())
    open.append(free.count - 1)
    return free.count - 1
  }

  private mutating func take(_ place: Int) {
    let block = place / Self.block
    free[block].remove(place % Self.block)
    if free[block].isEmpty, let index = open.firstIndex(of: block) { open.remove(at: index) }
  }
}

/// The free places of a block, a bit each.
private struct FreePlaces {
  private var words = SIMD4<UInt64>(repeating: .max)

  var isEmpty: Bool { words == .zero }

  func contains(_ place: Int) -> Bool { words[place >> 6] >> UInt64(place & 63) & 1 != 0 }

  mutating func remove(_ place: Int) { words[place >> 6] &= ~(1 << UInt64(place & 63)) }

  /// Calls with each free place, until told to stop by false.
  func forEach(_ body: (Int) -> Bool) {
    for index in 0..<4 {
      var word = words[index]
      while word != 0 {
        guard body(index << 6 + word.trailingZeroBitCount) else { return }
        word &= word - 1
      }
    }
  }
}

/// Texts in the order of their bytes, equal ones in the order that they came in.
private struct SortedKeys {
  private struct Key {
    /// The first eight bytes, which decide nearly every comparison.
    let head: UInt64
    let place: Int32
  }

  private let bytes: [UInt8]
  private let starts: [Int]
  private let keys: [Key]

  init(_ texts: [String]) {
    var (bytes, starts) = ([UInt8](), [0])
    starts.reserveCapacity(texts.count + 1)
    for text in texts {
      bytes += text.utf8
      starts.append(bytes.count)
    }
    func bytesOf(_ key: Key) -> ArraySlice<UInt8> {
      bytes[starts[Int(key.place)]..<starts[Int(key.place) + 1]]
    }
    keys = texts.indices.map { place in
      var head: UInt64 = 0
      for offset in 0..<8 {
        let at = starts[place] + offset
        head = head << 8 | (at < starts[place + 1] ? UInt64(bytes[at]) : 0)
      }
      return Key(head: head, place: Int32(place))
    }.sorted { a, b in
      if a.head != b.head { return a.head < b.head }
      let (left, right) = (bytesOf(a), bytesOf(b))
      if left.lexicographicallyPrecedes(right) { return true }
      if right.lexicographicallyPrecedes(left) { return false }
      return a.place < b.place
    }
    self.bytes = bytes
    self.starts = starts
  }

  var count: Int { keys.count }

  subscript(index: Int) -> Range<Int> { starts[place(index)]..<starts[place(index) + 1] }

  /// Where the text stood.
  func place(_ index: Int) -> Int { Int(keys[index].place) }

  func byte(_ offset: Int, of index: Int) -> UInt8 { bytes[starts[place(index)] + offset] }
}

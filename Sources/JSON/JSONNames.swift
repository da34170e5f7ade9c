/// The names of an object that is being read, each by its place in the text, so that one that comes twice is found at once.
///
/// Few are compared one by one. Many are in a table of open addresses, four bytes a slot, at most three in four taken.
struct JSONNames {
  private let text: JSONText
  private var few: [UInt32] = []
  /// Places, from 1, below two bits of the name's hash, so that few others are compared with it; 0 where a slot is free.
  /// Empty, or a power of two.
  private var slots: [UInt32] = []
  private var count = 0

  private static let fewest = 16

  init(in text: JSONText) { self.text = text }

  /// - Returns: Whether the name that begins at a place is new.
  mutating func insert(_ place: Int) -> Bool {
    if slots.isEmpty {
      if few.contains(where: { text.areSame(Int($0), place) }) { return false }
      few.append(UInt32(place))
      if few.count > Self.fewest { grow(to: 4 * Self.fewest) }
      return true
    }
    let hash = hash(of: place)
    var slot = hash & (slots.count - 1)
    while slots[slot] != 0 {
      let isAlike = slots[slot] >> Self.placeBits == Self.mark(hash) >> Self.placeBits
      if isAlike, text.areSame(Self.place(in: slots[slot]), place) { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Self.mark(hash) | UInt32(place + 1)
    count += 1
    if 4 * count > 3 * slots.count { grow(to: 2 * slots.count) }
    return true
  }

  /// As many as every place of a text needs.
  private static let placeBits = 30

  private static func place(in slot: UInt32) -> Int { Int(slot & (1 << placeBits - 1)) - 1 }

  private static func mark(_ hash: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 48) << placeBits
  }

  /// Seeded anew in each process, so that no text can be made whose names all meet.
  private func hash(of place: Int) -> Int {
    var hasher = Hasher()
    text.withName(at: place) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    return hasher.finalize()
  }

  private mutating func grow(to size: Int) {
    let known = slots.isEmpty ? few.map { $0 + 1 } : slots.filter { $0 != 0 }
    few = []
    count = known.count
    slots = [UInt32](repeating: 0, count: size)
    for name in known {
      let place = Self.place(in: name)
      let hash = hash(of: place)
      var slot = hash & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Self.mark(hash) | UInt32(place + 1)
    }
  }
}

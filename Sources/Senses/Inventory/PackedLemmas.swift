import Platform

/// A block of lemmas, sorted by key.
struct PackedLemmas {
  private let text: [UInt8]
  /// Where each ends in the text, which has them one after another.
  private let ends: [Int]

  init(_ unpacked: [UInt8], count: Int) throws(NumberUnpacker.Damage) {
    var unpacker = NumberUnpacker(unpacked)
    var shared: [Int] = []
    shared.reserveCapacity(count)
    for _ in 0..<count { shared.append(try unpacker.next()) }
    var text: [UInt8] = []
    text.reserveCapacity(unpacked.count * 2)
    var ends: [Int] = []
    ends.reserveCapacity(count)
    var start = 0
    let rests = unpacker.rest()
    var place = rests.startIndex
    for shared in shared {
      let before = start
      start = text.count
      guard shared <= start - before, let end = rests[place...].firstIndex(of: 0x0A) else {
        throw NumberUnpacker.Damage()
      }
      for byte in before..<before + shared { text.append(text[byte]) }
      text.append(contentsOf: rests[place..<end])
      ends.append(text.count)
      place = end + 1
    }
    guard place == rests.endIndex else { throw NumberUnpacker.Damage() }
    (self.text, self.ends) = (text, ends)
  }

  var count: Int { ends.count }

  private func bytes(_ place: Int) -> ArraySlice<UInt8> {
    text[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
  }

  subscript(place: Int) -> String { String(decoding: bytes(place), as: UTF8.self) }

  /// How many stand before a key.
  func place(of key: LemmaKey) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if bytes(middle).lazy.map(Self.small).lexicographicallyPrecedes(key.text.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  func matches(_ place: Int, _ key: LemmaKey) -> Bool {
    bytes(place).lazy.map(Self.small).elementsEqual(key.text.utf8)
  }

  func begins(_ place: Int, with key: LemmaKey) -> Bool {
    bytes(place).lazy.map(Self.small).starts(with: key.text.utf8)
  }

  /// The packed file is ASCII throughout.
  private static func small(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }
}

import Platform

/// Texts whose frequent words are a byte or two, as `Scripts/pack-wordnet.py` writes them.
struct CodedText {
  /// The words of one byte.
  private static let short = 48
  private static let firstShort: UInt8 = 0x80
  private static let firstLong: UInt8 = 0xB0

  private let words: [ArraySlice<UInt8>]

  init(_ unpacked: [UInt8]) { words = unpacked.split(separator: 0x0A) }

  /// Where a text ends: at the first line end that is no second byte of a word.
  static func end(
    in bytes: ArraySlice<UInt8>, from start: Int
  ) throws(NumberUnpacker.Damage) -> Int {
    var place = start
    while place < bytes.endIndex {
      let byte = bytes[place]
      if byte == 0x0A { return place }
      place += byte >= firstLong ? 2 : 1
    }
    throw NumberUnpacker.Damage()
  }

  func text(_ bytes: ArraySlice<UInt8>) throws(NumberUnpacker.Damage) -> String {
    var text: [UInt8] = []
    var place = bytes.startIndex
    var isBehindWord = false
    while place < bytes.endIndex {
      let byte = bytes[place]
      place += 1
      guard byte >= Self.firstShort else {
        text.append(byte)
        isBehindWord = false
        continue
      }
      var word = Int(byte - Self.firstShort)
      if byte >= Self.firstLong {
        guard place < bytes.endIndex else { throw NumberUnpacker.Damage() }
        word = Self.short + Int(byte - Self.firstLong) << 8 + Int(bytes[place])
        place += 1
      }
      guard word < words.count else { throw NumberUnpacker.Damage() }
      // The space between two such words is not written.
      if isBehindWord { text.append(0x20) }
      text.append(contentsOf: words[word])
      isBehindWord = true
    }
    return String(decoding: text, as: UTF8.self)
  }
}

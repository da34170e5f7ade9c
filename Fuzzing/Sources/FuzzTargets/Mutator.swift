/// SplitMix64: one seed, one stream of numbers, on every machine.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Makes the n-th input of a target: a few edits of one or two of its seeds. The same number gives the same bytes.
public struct Mutator: Sendable {
  public let seeds: [[UInt8]]
  /// Pieces that mean something to the reader under test.
  public let dictionary: [[UInt8]]
  public let longest: Int

  public init(seeds: [[UInt8]], dictionary: [[UInt8]], longest: Int = 4096) {
    precondition(!seeds.isEmpty)
    self.seeds = seeds
    self.dictionary = dictionary + Self.troublesome
    self.longest = longest
  }

  public func input(_ number: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed: number &* 0x2545_F491_4F6C_DD1D)
    var bytes = seeds.randomElement(using: &random)!
    for _ in 0..<(1 << Int.random(in: 0...5, using: &random)) {
      edit(&bytes, using: &random)
    }
    return Array(bytes.prefix(longest))
  }

  /// What may be repeated in a seed: what the reader stumbles over, and its own lines.
  public func pieces(of seed: [UInt8]) -> [[UInt8]] {
    let lines = seed.split(separator: 0x0A).prefix(4).map { Array($0) + [0x0A] }
    return (dictionary + Self.marks + lines).filter { !$0.isEmpty }
  }

  /// Marks that are not in canonical order, and what joins words.
  private static let marks = ["\u{301}\u{327}", "a\u{200D}", "'", "a'", "a-", "a.", "1,"].map {
    Array($0.utf8)
  }

  private func edit(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let length = min(bytes.count - place, 1 << Int.random(in: 0...6, using: &random))
    switch Int.random(in: 0..<10, using: &random) {
    case 0 where place < bytes.count:
      bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
    case 1 where place < bytes.count:
      bytes[place] = .random(in: 0...255, using: &random)
    case 2:
      bytes.insert(.random(in: 0...255, using: &random), at: place)
    case 3:
      bytes.removeSubrange(place..<place + length)
    case 4:
      bytes.removeSubrange(place...)
    case 5:
      bytes.insert(contentsOf: bytes[place..<place + length], at: place)
    case 6:  // the rest of another seed
      let other = seeds.randomElement(using: &random)!
      let start = Int.random(in: 0...other.count, using: &random)
      bytes.replaceSubrange(place..., with: other[start...])
    case 7 where place + 8 <= bytes.count:  // a number as headers store it
      let number = Self.numbers.randomElement(using: &random)!
      for i in 0..<8 { bytes[place + i] = UInt8(truncatingIfNeeded: number >> (8 * UInt64(i))) }
    default:
      let word = dictionary.randomElement(using: &random)!
      if Bool.random(using: &random) {
        bytes.insert(contentsOf: word, at: place)
      } else {
        bytes.replaceSubrange(place..<place + length, with: word)
      }
    }
  }

  private static let numbers: [UInt64] = [
    0, 1, 7, 8, 255, 65_535, 1 << 31, (1 << 31) - 1, 1 << 32, 1 << 62, 1 << 63, .max, .max - 7,
  ]

  /// Text and numbers that readers stumble over.
  private static let troublesome: [[UInt8]] =
    [
      "", "\0", "\u{FEFF}", "\u{200D}", "\u{301}", "\u{1F469}\u{200D}\u{1F467}",
      "\u{1F1E9}\u{1F1EA}", "\r\n",
      "\u{85}", "\u{2028}", "\u{AD}", "\u{FDFA}", "ß", "İ", "ﬁ", "한", "각", "มาก", "日本", "עִבְ", "-0",
      "1e999",
      "-1e-999", "9223372036854775808", "18446744073709551616", "0x10", "NaN", "null", "true",
      "[[[[[[[[",
      "{\"\":", "\\u0000", "\\ud800", "\\", "\"", "\t", " ",
    ].map { Array($0.utf8) } + [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
      Array(repeating: UInt8(ascii: "a"), count: 300),
      Array(repeating: UInt8(ascii: "["), count: 700),
    ]
}

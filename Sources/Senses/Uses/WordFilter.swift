import UnicodeText

/// Tells cheaply, from the bytes alone, that a line does not hold a word.
///
/// It looks for the longest run of ASCII letters and digits in the word's keys, in either case and in all that is read as
/// such: `ｂäñk` and `ba\u{AD}nk` may be `bank`. A `true` still has to be checked by cutting the line into words; a `false`
/// is certain.
public struct WordFilter: Sendable {
  /// Lower case.
  private let run: [UInt8]
  private let readings = ASCIIReadings.shared

  /// - Parameter keys: Of words of which the line has to hold each (`Token.key`).
  public init(keys: [String]) {
    let runs = keys.flatMap { key in
      key.utf8.split { !(0x61...0x7A ~= $0 || 0x30...0x39 ~= $0) }
    }
    run = runs.max { $0.count < $1.count }.map { Array($0) } ?? []
  }

  /// Those of some filters that have to be asked where one of their words is looked for: one whose letters another's hold
  /// lets all through that the other does.
  static func fewest(of filters: [WordFilter]) -> [WordFilter] {
    filters.enumerated().filter { place, filter in
      !filters.enumerated().contains { other, wider in
        other != place && filter.holds(wider) && (other < place || !wider.holds(filter))
      }
    }.map(\.element)
  }

  /// Whether it lets through nothing that another keeps back.
  private func holds(_ other: WordFilter) -> Bool {
    other.run.isEmpty || run.indices.contains { run[$0...].starts(with: other.run) }
  }

  /// Whether the word may stand in a line.
  ///
  /// - Parameter line: UTF-8, well formed or not.
  /// - Complexity: O(n), about a nanosecond a byte.
  public func mayFind(in line: Span<UInt8>) -> Bool {
    guard let first = run.first else { return true }
    var place = 0
    while place < line.count {
      if line[place] < 0x80 {
        guard let found = candidate(from: place, in: line, first) else { return false }
        place = found
      }
      place = readings.firstReadable(from: place, in: line)
      guard place < line.count else { return false }
      if line[place] < 0x80 {
        let isFirst = line[place] | 0x20 == first
        place += 1
        if isFirst, follows(1, in: line, from: place) { return true }
        continue
      }
      switch readings.next(at: &place, in: line) {
      case .other, .nothing: continue
      case .one(let letter):
        if letter == first, follows(1, in: line, from: place) { return true }
      case .several(let letters):
        for start in letters.indices {
          let count = matched(letters[start...], from: 0)
          if count == run.count || count == letters.count - start, count > 0,
            follows(count, in: line, from: place)
          {
            return true
          }
        }
      }
    }
    return false
  }

  /// Where the next byte is with which the run may begin: its first letter in either case, or one beyond ASCII. Looks at
  /// eight bytes at a time.
  @inline(__always)
  private func candidate(from start: Int, in line: Span<UInt8>, _ first: UInt8) -> Int? {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let bytes = line.bytes
    var place = start
    while place + 8 <= line.count {
      let word = UInt64(
        littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
      // A zero for each byte that is the letter; adding carries into the highest bit from any other bit.
      let others = (word | 0x2020_2020_2020_2020) ^ (0x0101_0101_0101_0101 &* UInt64(first))
      let found = ~((others & low) &+ low | others | low) | word & ~low
      if found != 0 { return place + found.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < line.count {
      if line[place] | 0x20 == first || line[place] >= 0x80 { return place }
      place += 1
    }
    return nil
  }

  /// Whether the run goes on in the line after its first letters.
  private func follows(_ count: Int, in line: Span<UInt8>, from start: Int) -> Bool {
    var count = count
    var place = start
    while count < run.count {
      guard place < line.count else { return false }
      let byte = line[place]
      if byte < 0x80 {
        place += 1
        if lowered(byte) == run[count] { count += 1 } else if !isDropped(byte) { return false }
        continue
      }
      switch readings.next(at: &place, in: line) {
      case .nothing: continue
      case .other: return false
      case .one(let letter):
        guard letter == run[count] else { return false }
        count += 1
      case .several(let letters):
        let more = matched(letters[...], from: count)
        guard more == letters.count || count + more == run.count else { return false }
        count += more
      }
    }
    return true
  }

  /// How many letters are those of the run from a place on.
  private func matched(_ letters: ArraySlice<UInt8>, from start: Int) -> Int {
    zip(letters, run[start...]).prefix { $0 == $1 }.count
  }

  private func lowered(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }

  /// Whether a byte is a control that models of word pieces leave out of words.
  private func isDropped(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
  }
}

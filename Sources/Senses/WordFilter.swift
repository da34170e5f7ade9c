import UnicodeText

/// Tells cheaply, from the bytes alone, that a line does not hold a word.
///
/// It looks for the longest run of ASCII letters and digits in the word, in either case. A `true`
/// still has to be checked by cutting the line into words; a `false` is certain.
public struct WordFilter: Sendable {
  /// Lower case.
  private let run: [UInt8]

  /// - Parameter word: As typed; several words are found by the longest run of any.
  public init(_ word: String) {
    let isPart = { (byte: UInt8) in
      0x61...0x7A ~= byte || 0x30...0x39 ~= byte
    }
    run =
      word.wordKey.utf8.split { !isPart($0) }.max { $0.count < $1.count }.map { Array($0) } ?? []
  }

  /// Whether the word may stand in a line.
  ///
  /// - Parameter line: UTF-8, well formed or not.
  /// - Complexity: O(n), about a nanosecond a byte.
  public func mayFind(in line: Span<UInt8>) -> Bool {
    guard let first = run.first else { return true }
    var place = 0
    while place < line.count {
      let byte = line[place]
      if lowered(byte) == first {
        if matches(line, at: place) { return true }
      } else if byte >= 0x80, foldsToASCII(line, at: place) {
        return true
      }
      place += 1
    }
    return false
  }

  private func matches(_ line: Span<UInt8>, at place: Int) -> Bool {
    guard place + run.count <= line.count else { return false }
    for offset in run.indices where lowered(line[place + offset]) != run[offset] { return false }
    return true
  }

  private func lowered(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }

  /// Whether a scalar stands here whose case folding holds an ASCII letter: ß, ŉ, ſ, İ, ǰ, ẖ to ẞ,
  /// the Kelvin sign and the Latin ligatures. A line that has one is not judged by its bytes.
  private func foldsToASCII(_ line: Span<UInt8>, at place: Int) -> Bool {
    func byte(_ offset: Int) -> UInt8 { place + offset < line.count ? line[place + offset] : 0 }
    switch line[place] {
    case 0xC3: return byte(1) == 0x9F
    case 0xC4: return byte(1) == 0xB0
    case 0xC5: return byte(1) == 0x89 || byte(1) == 0xBF
    case 0xC7: return byte(1) == 0xB0
    case 0xE1: return byte(1) == 0xBA && 0x96...0x9E ~= byte(2)
    case 0xE2: return byte(1) == 0x84 && byte(2) == 0xAA
    case 0xEF: return byte(1) == 0xAC && 0x80...0x86 ~= byte(2)
    default: return false
    }
  }
}

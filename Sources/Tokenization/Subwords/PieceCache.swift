import Synchronization

/// The pieces of pre-tokens that came before: most words of a text do. It has room for a fixed number, a new one takes the
/// place of an old one, and several threads may use it at once.
final class PieceCache: Sendable {
  /// A short pre-token as numbers, to be compared in one step.
  struct Key {
    static let longest = 32

    fileprivate let words: SIMD4<UInt64>
    fileprivate let hash: UInt64

    /// `nil` for a longer one.
    @inline(__always)
    init?(_ text: Span<UInt8>) {
      guard text.count <= Self.longest else { return nil }
      let bytes = text.bytes
      var words = SIMD4<UInt64>()
      var place = 0
      while place + 8 <= text.count {
        words[place / 8] = bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
        place += 8
      }
      var last: UInt64 = 0
      for place in place..<text.count { last = last << 8 | UInt64(text[place]) }
      // The length tells a text from the same with zeros after it.
      if place < Self.longest { words[place / 8] = last }
      var hash = UInt64(text.count)
      for index in 0..<4 {
        hash = (hash ^ words[index]) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
      }
      self.words = words
      self.hash = hash &* 0x9E37_79B9_7F4A_7C15 & ~0xFF | UInt64(text.count)
    }
  }

  private struct Entry {
    static let mostPieces = 8

    var words = SIMD4<UInt64>()
    /// With the length in the low byte, which is 0 of no text.
    var hash: UInt64 = 0
    var ids = SIMD8<Int32>()
    var starts = SIMD8<UInt8>()
    var ends = SIMD8<UInt8>()
    var unknowns: UInt8 = 0
    var count: UInt8 = 0
  }

  /// Threads that look for different words seldom meet.
  private final class Shelf: Sendable {
    let entries = Mutex([Entry](repeating: Entry(), count: PieceCache.shelfSize))
  }

  private static let shelfSize = 1 << 10
  private let shelves = (0..<16).map { _ in Shelf() }

  /// Appends the pieces of a pre-token that is known.
  ///
  /// - Returns: Whether it is.
  @inline(__always)
  func append(_ key: Key, to pieces: inout [Subword]) -> Bool {
    // A thread that would have to wait has cut the word before the other is done.
    shelf(key).entries.withLockIfAvailable { entries in
      let entry = entries[Self.place(key)]
      guard entry.hash == key.hash, entry.words == key.words else { return false }
      for index in 0..<Int(entry.count) {
        pieces.append(
          Subword(
            id: entry.ids[index], start: Int(entry.starts[index]), end: Int(entry.ends[index]),
            isUnknown: entry.unknowns >> index & 1 != 0))
      }
      return true
    } ?? false
  }

  func keep(_ pieces: ArraySlice<Subword>, for key: Key) {
    guard pieces.count <= Entry.mostPieces else { return }
    var entry = Entry()
    (entry.words, entry.hash, entry.count) = (key.words, key.hash, UInt8(pieces.count))
    for (index, piece) in pieces.enumerated() {
      entry.ids[index] = piece.id
      entry.starts[index] = UInt8(piece.start)
      entry.ends[index] = UInt8(piece.end)
      if piece.isUnknown { entry.unknowns |= 1 << index }
    }
    shelf(key).entries.withLockIfAvailable { $0[Self.place(key)] = entry }
  }

  private func shelf(_ key: Key) -> Shelf { shelves[Int(key.hash >> 60)] }

  private static func place(_ key: Key) -> Int {
    Int(truncatingIfNeeded: key.hash >> 40) & (shelfSize - 1)
  }
}

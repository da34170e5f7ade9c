import Platform

// W words, N uses, B bytes of a code.

/// A file of uses, sorted by word, that never changes once it has its name. It is mapped, and its columns are looked at
/// where they lie, each from a multiple of 64 bytes on:
///
/// ```
/// head       64 bytes: "PLYUSES", format, W, B, version of the code, N
/// words      W numbers of words, rising       UInt32
/// ends       behind each word's last row      UInt32
/// sentences  N numbers of sentences           UInt32
/// tokens     N places in their sentences      UInt16
/// codes      N codes                          B bytes
/// ```
///
/// Numbers are little-endian.
final class Segment: Sendable {
  let layout: SegmentLayout
  let name: String
  private let file: MappedFile

  /// - Parameter expected: What the database says of it.
  /// - Throws: `IndexError`.
  init(folder: String, _ expected: SegmentEntry, codeBytes: Int) throws(IndexError) {
    name = expected.name
    let path = "\(folder)/\(expected.name)"
    do { file = try MappedFile(path: path) } catch {
      throw exists(path)
        ? .unreadable(path: path, reason: error.reason)
        : .damaged(path: path, what: error.reason)
    }
    guard let layout = SegmentLayout(head: file.bytes) else {
      throw .damaged(path: path, what: "it does not begin as a file of uses")
    }
    guard layout.rows == expected.rows, layout.words == expected.words, layout.code == codeBytes
    else { throw .damaged(path: path, what: "it is not the file that the index names so") }
    guard layout.size == file.bytes.count else {
      throw .damaged(
        path: path, what: "\(file.bytes.count) bytes, expected \(layout.size)")
    }
    self.layout = layout
  }

  var path: String { file.path }
  var bytes: UnsafeRawBufferPointer { file.bytes }

  /// The rows of a word; none where it has no use here.
  ///
  /// - Throws: `IndexError.damaged`.
  func rows(ofWord word: UInt32) throws(IndexError) -> Range<Int> {
    var (low, high) = (0, layout.words)
    while low < high {
      let middle = (low + high) / 2
      if self.word(middle) < word { low = middle + 1 } else { high = middle }
    }
    guard low < layout.words, self.word(low) == word else { return 0..<0 }
    return try rows(ofRun: low)
  }

  /// The number of a word by its place among those of the segment.
  func word(_ run: Int) -> UInt32 { number(layout.wordsStart + 4 * run) }

  /// The rows of a word by its place among those of the segment.
  func rows(ofRun run: Int) throws(IndexError) -> Range<Int> {
    let start = run == 0 ? 0 : Int(number(layout.endsStart + 4 * (run - 1)))
    let end = Int(number(layout.endsStart + 4 * run))
    guard start <= end, end <= layout.rows else {
      throw .damaged(path: path, what: "the rows of a word lie outside it")
    }
    return start..<end
  }

  @inline(__always)
  func sentence(_ row: Int) -> UInt32 { number(layout.sentencesStart + 4 * row) }

  func token(_ row: Int) -> Int {
    Int(
      UInt16(
        littleEndian: file.bytes.load(
          fromByteOffset: layout.tokensStart + 2 * row, as: UInt16.self)))
  }

  func codes(_ rows: Range<Int>) -> UnsafeRawBufferPointer {
    let start = layout.codesStart + layout.code * rows.lowerBound
    return UnsafeRawBufferPointer(
      rebasing: file.bytes[start..<start + layout.code * rows.count])
  }

  /// Gives memory back in which rows before one were looked at.
  func letGo(before row: Int, from start: Int) {
    file.letGo(of: layout.codesStart + layout.code * start..<layout.codesStart + layout.code * row)
  }

  @inline(__always)
  private func number(_ offset: Int) -> UInt32 {
    UInt32(littleEndian: file.bytes.load(fromByteOffset: offset, as: UInt32.self))
  }
}

/// Where the columns of a segment are. Bytes.
struct SegmentLayout: Sendable, Hashable {
  static let format = 1
  private static let mark = Array("PLYUSES".utf8)

  let words: Int
  let rows: Int
  /// B
  let code: Int

  init(words: Int, rows: Int, code: Int) {
    (self.words, self.rows, self.code) = (words, rows, code)
  }

  /// - Returns: `nil` for bytes that begin otherwise.
  init?(head: UnsafeRawBufferPointer) {
    guard head.count >= 64, head[..<7].elementsEqual(Self.mark), head[7] == UInt8(Self.format),
      UInt32(littleEndian: head.load(fromByteOffset: 16, as: UInt32.self)) == UseCode.version
    else { return nil }
    words = Int(UInt32(littleEndian: head.load(fromByteOffset: 8, as: UInt32.self)))
    code = Int(UInt32(littleEndian: head.load(fromByteOffset: 12, as: UInt32.self)))
    rows = Int(UInt32(littleEndian: head.load(fromByteOffset: 24, as: UInt32.self)))
  }

  var head: [UInt8] {
    var head = Self.mark + [UInt8(Self.format)]
    for number in [words, code, UseCode.version, 0, rows] {
      withUnsafeBytes(of: UInt32(number).littleEndian) { head += $0 }
    }
    return head + [UInt8](repeating: 0, count: 64 - head.count)
  }

  var wordsStart: Int { 64 }
  var endsStart: Int { Self.aligned(wordsStart + 4 * words) }
  var sentencesStart: Int { Self.aligned(endsStart + 4 * words) }
  var tokensStart: Int { Self.aligned(sentencesStart + 4 * rows) }
  var codesStart: Int { Self.aligned(tokensStart + 2 * rows) }
  var size: Int { codesStart + code * rows }

  static func aligned(_ place: Int) -> Int { (place + 63) / 64 * 64 }
}

/// What the database says of a segment.
struct SegmentEntry: Sendable, Hashable {
  var name: String
  /// How often its uses have been merged with others.
  var level: Int
  var rows: Int
  var words: Int
  /// SHA-256 of the file.
  var digest: String
}

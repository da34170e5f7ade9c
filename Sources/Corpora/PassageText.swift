/// A place in a file. All but the line counts bytes from 0.
package struct FilePlace {
  /// From 1.
  package var line: Int
  var column: Int
  var offset: Int

  /// A place further on in the same line.
  func advanced(by bytes: Int) -> FilePlace {
    FilePlace(line: line, column: column + bytes, offset: offset + bytes)
  }
}

/// The text of a passage while it is put together, and where its parts stand.
struct PassageText {
  private(set) var bytes: [UInt8] = []
  private var parts: [PassageLines.Line] = []

  var isEmpty: Bool { bytes.isEmpty }
  var lines: PassageLines { PassageLines(parts) }

  /// Adds bytes that stand, or begin, at a place of the file.
  mutating func append(_ more: UnsafeBufferPointer<UInt8>, at place: FilePlace) {
    if let last = parts.last, last.number == place.line,
      last.offset + bytes.count - last.start == place.offset
    {
      // The part goes on.
    } else {
      parts.append(
        .init(
          number: place.line, start: bytes.count, column: place.column, offset: place.offset))
    }
    bytes.append(contentsOf: more)
  }

  mutating func append(_ more: Span<UInt8>, at place: FilePlace) {
    more.withUnsafeBufferPointer { append($0, at: place) }
  }

  /// Adds a space that the file has otherwise, or not at all.
  mutating func appendSpace() { bytes.append(0x20) }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
  }

  /// Whether there is nothing but white space.
  var isBlank: Bool { bytes.allSatisfy(isSpace) }
}

/// White space of ASCII.
package func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

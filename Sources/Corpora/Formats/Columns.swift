/// The columns of a line between tabs.
struct Columns {
  /// Where each begins, and one beyond the end of the last.
  private var starts: [Int] = []

  var count: Int { starts.count - 1 }

  /// Takes the columns of another line.
  mutating func cut(_ line: Span<UInt8>) {
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    while let tab = line.place(of: 0x09, from: starts[starts.count - 1]) { starts.append(tab + 1) }
    starts.append(line.count + 1)
  }

  /// The bytes of a column.
  subscript(column: Int) -> Range<Int> { starts[column]..<starts[column + 1] - 1 }
}

extension Span<UInt8> {
  /// Whether these are the bytes of a text.
  func equals(_ text: StaticString) -> Bool {
    withUnsafeBufferPointer {
      $0.elementsEqual(
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
  }

  var string: String { withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
}

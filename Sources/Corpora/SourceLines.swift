/// Lines of a file as they are, each with its end.
public struct SourceLines: Sendable, Hashable {
  /// The number of the first, from 1.
  public private(set) var first: Int
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(from first: Int) { self.first = first }

  public var count: Int { ends.count }

  /// A line and its end: `\n`, `\r\n`, or nothing at the end of the file.
  public subscript(place: Int) -> (text: ArraySlice<UInt8>, end: ArraySlice<UInt8>) {
    let line = bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
    let length = line.reversed().prefix { $0 == 0x0A || $0 == 0x0D }.count
    return (line.dropLast(length), line.suffix(length))
  }

  /// All of them, one after another.
  public var text: [UInt8] { bytes }

  /// - Parameter end: How long the end of the line is; `nil` where the line goes on.
  mutating func append(_ line: Span<UInt8>, end: Int?) {
    line.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    guard let end else { return }
    bytes += end == 2 ? [0x0D, 0x0A] : end == 1 ? [0x0A] : []
    ends.append(bytes.count)
  }

  /// Hands out the lines so far and goes on with none of them.
  mutating func take() -> SourceLines {
    defer { self = SourceLines(from: first + count) }
    return self
  }
}

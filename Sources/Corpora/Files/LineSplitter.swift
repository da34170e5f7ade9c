import Platform

extension TextInput {
  /// Hands out every line, without its end, and how long that end is: bytes, none at the end of the file; `nil`
  /// where the line was too long to be handed out whole and goes on. A byte-order mark is left out.
  ///
  /// - Parameter body: Returns `false` to stop.
  func forEachLinePart(_ body: (Span<UInt8>, _ end: Int?) throws -> Bool) throws {
    let (start, mark) = (start, mark)
    var lines = LineSplitter(startingWith: start.span)
    var isFirst = true
    var isStopped = false
    try forEachChunk { chunk in
      let text = chunk.extracting((isFirst ? mark : 0)..<chunk.count)
      isFirst = false
      isStopped = try !lines.handOut(text, body)
      return !isStopped
    }
    if !isStopped { try lines.finish(body) }
  }
}

/// Cuts chunks into lines.
private struct LineSplitter {
  /// A line feed; a carriage return in a file without any line feed near its beginning.
  let end: UInt8
  /// The line that has begun.
  private var kept: [UInt8] = []

  init(startingWith start: Span<UInt8>) {
    end = start.place(of: 0x0A) == nil && start.place(of: 0x0D) != nil ? 0x0D : 0x0A
  }

  /// Hands out the lines that end in a chunk, and keeps what follows the last.
  mutating func handOut(
    _ chunk: Span<UInt8>, _ body: (Span<UInt8>, Int?) throws -> Bool
  ) rethrows -> Bool {
    var start = 0
    while let place = chunk.place(of: end, from: start) {
      let line = chunk.extracting(start..<place)
      start = place + 1
      if kept.isEmpty {
        guard try handOut(line: line, body) else { return false }
      } else {
        append(line)
        guard try handOut(line: kept.span, body) else { return false }
        kept.removeAll(keepingCapacity: true)
      }
    }
    append(chunk.extracting(start..<chunk.count))
    if kept.count > FileLines.longest {
      guard try body(kept.span, nil) else { return false }
      kept.removeAll()
    }
    return true
  }

  private func handOut(
    line: Span<UInt8>, _ body: (Span<UInt8>, Int?) throws -> Bool
  ) rethrows -> Bool {
    let length = length(line)
    return try body(line.extracting(0..<length), line.count - length + 1)
  }

  mutating func finish(_ body: (Span<UInt8>, Int?) throws -> Bool) rethrows {
    if !kept.isEmpty { _ = try body(kept.span.extracting(0..<length(kept.span)), 0) }
  }

  private mutating func append(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { kept.append(contentsOf: $0) }
  }

  /// How long a line is without the `\r` of its end.
  private func length(_ line: Span<UInt8>) -> Int {
    line.count > 0 && line[line.count - 1] == 0x0D ? line.count - 1 : line.count
  }
}

extension Span<UInt8> {
  /// Where a byte stands next.
  func place(of byte: UInt8, from start: Int = 0) -> Int? {
    withUnsafeBufferPointer { bytes in
      guard start < bytes.count, let base = bytes.baseAddress,
        let found = memchr(base + start, CInt(byte), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// All of them in an array.
  var array: [UInt8] { withUnsafeBufferPointer { [UInt8]($0) } }
}

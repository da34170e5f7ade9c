import Platform

/// A file of text read line after line, however large it is, in a few megabytes of memory.
///
/// A byte-order mark at the start is no part of the text. A line ends with `\n` or `\r\n`; in a file
/// without a `\n` near its beginning, as old systems wrote them, with `\r`.
public struct FileLines {
  /// The longest line that is handed out whole; a longer one comes in parts. Bytes.
  public static let longest = 16 << 20
  /// How much of a file tells what it is. Bytes.
  static let sample = 1 << 16

  public let path: String
  private let takesAnyBytes: Bool
  private let checkInterrupt: () throws -> Void

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - takesAnyBytes: Whether a file is read that only its bytes, and nothing that signs it, show to be no
  ///     text in UTF-8.
  ///   - checkInterrupt: Asked while a pipe or a terminal has nothing to read.
  public init(
    path: String, takesAnyBytes: Bool = false, checkInterrupt: @escaping () throws -> Void = {}
  ) {
    self.path = path
    self.takesAnyBytes = takesAnyBytes
    self.checkInterrupt = checkInterrupt
  }

  /// Hands out every line, without its end.
  ///
  /// - Parameters:
  ///   - body: Returns `false` to stop.
  /// - Throws: `FileLinesError`, where the file cannot be opened or read, or holds no text.
  public func forEach(_ body: (Span<UInt8>) throws -> Bool) throws {
    try forEachPart { part, _ in try body(part) }
  }

  /// Every line as text.
  ///
  /// - Parameters:
  ///   - code: Of the error where a line is not UTF-8.
  /// - Throws: `FileLinesError`; `ShellError`.
  func texts(orFailWith code: String) throws -> [String] {
    var lines: [String] = []
    try forEach { bytes in
      let line = (0..<bytes.count).map { bytes[$0] }
      guard let text = String(validating: line, as: UTF8.self) else {
        throw ShellError(code, "\(path): line \(lines.count + 1) is not UTF-8")
      }
      lines.append(text)
      return true
    }
    return lines
  }

  /// Hands out every line, without its end, and says of each whether it ends here or was too long to
  /// be handed out whole.
  ///
  /// - Parameters:
  ///   - body: Returns `false` to stop.
  /// - Throws: `FileLinesError`, where the file cannot be opened or read, or holds no text.
  public func forEachPart(_ body: (Span<UInt8>, _ ends: Bool) throws -> Bool) throws {
    try forEachPart { part, end in try body(part, end != nil) }
  }

  /// Hands out every line, without its end, and how long that end is: bytes, none at the end of the
  /// file; `nil` where the line was too long to be handed out whole and goes on.
  ///
  /// - Parameters:
  ///   - begin: Takes the beginning of the file before its first line.
  ///   - body: Returns `false` to stop.
  /// - Throws: `FileLinesError`, where the file cannot be opened or read, or holds no text.
  func forEachPart(
    begin: (Span<UInt8>) throws -> Void = { _ in },
    _ body: (Span<UInt8>, _ end: Int?) throws -> Bool
  ) throws {
    let file: Descriptor
    do { file = path == "-" ? .input : try Descriptor(reading: path) } catch {
      throw FileLinesError.cannotOpen(path: path, reason: error.description)
    }
    defer { if path != "-" { close(file.number) } }
    var sample = [UInt8](repeating: 0, count: Self.sample)
    var count = 0
    while count < sample.count {
      let more = try read(file, into: &sample, from: count)
      if more == 0 { break }
      count += more
    }
    let start = sample.span.extracting(0..<count)
    if let kind = takesAnyBytes ? FileKind(signedIn: start) : FileKind(startingWith: start) {
      throw FileLinesError.notText(path: path, kind: kind)
    }
    let text = start.extracting(byteOrderMarkLength(start)..<count)
    try begin(text)
    var lines = Lines(end: Self.lineEnd(text))
    guard try lines.handOut(text, body) else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try read(file, into: &buffer, from: 0)
      if count == 0 { break }
      guard try lines.handOut(buffer.span.extracting(0..<count), body) else { return }
    }
    try lines.finish(body)
  }

  /// - Returns: How many bytes; none at the end.
  private func read(_ file: Descriptor, into buffer: inout [UInt8], from place: Int) throws -> Int {
    while true {
      // A wait that never ended could miss an interrupt that comes just before it.
      while !file.waitForInput(milliseconds: 500) { try checkInterrupt() }
      do { return try file.read(into: &buffer, from: place) } catch {
        guard error.code == EINTR else {
          throw FileLinesError.cannotRead(path: path, reason: error.description)
        }
      }
    }
  }

  /// Whether the beginning of a file, less a byte-order mark, may be followed by more.
  static func isCut(_ start: Span<UInt8>) -> Bool { start.count >= sample - 3 }

  private static func lineEnd(_ start: Span<UInt8>) -> UInt8 {
    var hasReturn = false
    for place in 0..<start.count {
      if start[place] == 0x0A { return 0x0A }
      hasReturn = hasReturn || start[place] == 0x0D
    }
    return hasReturn ? 0x0D : 0x0A
  }
}

/// Cuts chunks into lines.
private struct Lines {
  let end: UInt8
  /// The line that has begun.
  private var kept: [UInt8] = []

  init(end: UInt8) { self.end = end }

  /// Hands out the lines that end in a chunk, and keeps what follows the last.
  mutating func handOut(
    _ chunk: Span<UInt8>, _ body: (Span<UInt8>, Int?) throws -> Bool
  ) rethrows -> Bool {
    var start = 0
    for place in 0..<chunk.count where chunk[place] == end {
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
    kept.reserveCapacity(kept.count + bytes.count)
    for place in 0..<bytes.count { kept.append(bytes[place]) }
  }

  /// How long a line is without the `\r` of its end.
  private func length(_ line: Span<UInt8>) -> Int {
    line.count > 0 && line[line.count - 1] == 0x0D ? line.count - 1 : line.count
  }
}

public enum FileLinesError: Error, Equatable, CustomStringConvertible {
  case cannotOpen(path: String, reason: String)
  case cannotRead(path: String, reason: String)
  case notText(path: String, kind: FileKind)

  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason): "\(path): cannot be opened: \(reason)"
    case .cannotRead(let path, let reason): "\(path): cannot be read: \(reason)"
    case .notText(let path, let kind): "\(path): \(kind.description(ofFile: path))"
    }
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file read line after line, however large it is, in a few megabytes of memory.
public struct FileLines {
  /// The longest line that is handed out whole; a longer one comes in parts. Bytes.
  public static let longest = 16 << 20

  public let path: String
  private let checkInterrupt: () throws -> Void

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - checkInterrupt: Asked while a pipe or a terminal has nothing to read.
  public init(path: String, checkInterrupt: @escaping () throws -> Void = {}) {
    self.path = path
    self.checkInterrupt = checkInterrupt
  }

  /// Hands out every line, without its end (`\n` or `\r\n`).
  ///
  /// - Parameters:
  ///   - body: Returns `false` to stop.
  /// - Throws: `FileLinesError`, where the file cannot be opened or read.
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
  /// - Throws: `FileLinesError`, where the file cannot be opened or read.
  public func forEachPart(_ body: (Span<UInt8>, _ ends: Bool) throws -> Bool) throws {
    let file = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw FileLinesError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    defer { if path != "-" { close(file) } }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var kept: [UInt8] = []
    while true {
      var wait = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
      // A wait that never ended could miss an interrupt that comes just before it.
      while poll(&wait, 1, 500) <= 0 { try checkInterrupt() }
      let count = read(file, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileLinesError.cannotRead(path: path, reason: String(cString: strerror(errno)))
      }
      if count == 0 { break }
      guard try handOut(buffer.span.extracting(0..<count), &kept, body) else { return }
    }
    if !kept.isEmpty { _ = try body(kept.span.extracting(0..<length(kept.span)), true) }
  }

  /// Hands out the lines that end in a chunk, and keeps what follows the last.
  private func handOut(
    _ chunk: Span<UInt8>, _ kept: inout [UInt8], _ body: (Span<UInt8>, Bool) throws -> Bool
  ) rethrows -> Bool {
    var start = 0
    for place in 0..<chunk.count where chunk[place] == 0x0A {
      let line = chunk.extracting(start..<place)
      start = place + 1
      if kept.isEmpty {
        guard try body(line.extracting(0..<length(line)), true) else { return false }
      } else {
        append(line, to: &kept)
        guard try body(kept.span.extracting(0..<length(kept.span)), true) else { return false }
        kept.removeAll(keepingCapacity: true)
      }
    }
    append(chunk.extracting(start..<chunk.count), to: &kept)
    if kept.count > Self.longest {
      guard try body(kept.span, false) else { return false }
      kept.removeAll()
    }
    return true
  }

  private func append(_ bytes: Span<UInt8>, to kept: inout [UInt8]) {
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

  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason): "\(path): cannot be opened: \(reason)"
    case .cannotRead(let path, let reason): "\(path): cannot be read: \(reason)"
    }
  }
}

import Platform

/// A file of text read line after line, however large it is, in a few megabytes of memory.
///
/// A byte-order mark at the start is no part of the text. A line ends with `\n` or `\r\n`; in a file
/// without a `\n` near its beginning, as old systems wrote them, with `\r`.
public struct FileLines {
  /// The longest line that is handed out whole; a longer one comes in parts. Bytes.
  public static let longest = 16 << 20
  /// How much of a file tells what it is. Bytes.
  package static let sample = TextInput.sample

  public let path: String
  private let takesAnyBytes: Bool
  private let unpacks: Bool
  private let checkInterrupt: () throws -> Void

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - takesAnyBytes: Whether a file is read that only its bytes, and nothing that signs it, show to be no
  ///     text in UTF-8.
  ///   - unpacks: Whether data of gzip, xz and zstd are unpacked; otherwise they are no text.
  ///   - checkInterrupt: Asked while a pipe or a terminal has nothing to read.
  public init(
    path: String, takesAnyBytes: Bool = false, unpacks: Bool = false,
    checkInterrupt: @escaping () throws -> Void = {}
  ) {
    self.path = path
    self.takesAnyBytes = takesAnyBytes
    self.unpacks = unpacks
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
  package func forEachPart(
    begin: (Span<UInt8>) throws -> Void = { _ in },
    _ body: (Span<UInt8>, _ end: Int?) throws -> Bool
  ) throws {
    let input = try TextInput(path: path, unpacks: unpacks, checkInterrupt: checkInterrupt)
    let start = input.start
    if let kind = takesAnyBytes
      ? FileKind(signedIn: start.span) : FileKind(startingWith: start.span)
    {
      throw FileLinesError.notText(path: path, kind: kind)
    }
    try begin(start.span.extracting(input.mark..<start.count))
    try input.forEachLinePart(body)
  }

  /// The first bytes of a file, all of a short one, unpacked where they are packed.
  ///
  /// - Throws: `FileLinesError`, where it cannot be opened or read.
  package static func start(
    of path: String, checkInterrupt: @escaping () throws -> Void
  ) throws -> [UInt8] {
    try TextInput(path: path, unpacks: true, checkInterrupt: checkInterrupt).start
  }

  /// Whether the beginning of a file, less a byte-order mark, may be followed by more.
  package static func isCut(_ start: Span<UInt8>) -> Bool { start.count >= sample - 3 }
}

public enum FileLinesError: Error, Equatable, CustomStringConvertible {
  case cannotOpen(path: String, reason: String)
  case cannotRead(path: String, reason: String)
  case notText(path: String, kind: FileKind)
  /// Packed data that end too early, or that cannot be unpacked from a byte on.
  case cutPacking(path: String, kind: String, bytes: Int)
  case damagedPacking(path: String, kind: String, byte: Int, reason: String)

  var isOfPacking: Bool {
    switch self {
    case .cutPacking, .damagedPacking: true
    default: false
    }
  }

  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason): "\(path): cannot be opened: \(reason)"
    case .cannotRead("-", let reason): "standard input cannot be read: \(reason)"
    case .cannotRead(let path, let reason): "\(path): cannot be read: \(reason)"
    case .notText(let path, let kind): "\(path): \(kind.description(ofFile: path))"
    case .cutPacking(let path, let kind, let bytes):
      "\(path): ends in the middle of its \(kind) data, after \(bytes) bytes: the copy is not whole, make it again"
    case .damagedPacking(let path, let kind, let byte, let reason):
      "\(path): its \(kind) data are damaged near byte \(byte) (\(reason)): what came before it was read, make the copy again"
    }
  }
}

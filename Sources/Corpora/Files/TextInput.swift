import Platform

/// A file that is read from its first byte to its last, unpacked where it is packed.
final class TextInput {
  let path: String
  /// Its first bytes, all of a short one.
  let start: [UInt8]
  /// Bytes of a byte-order mark, which is no part of the text.
  let mark: Int
  private let source: any ByteSource
  /// The same where the file is packed.
  private let unpacked: UnpackedSource?
  private let checkInterrupt: () throws -> Void
  /// Why there is nothing after its first bytes.
  private let trouble: FileLinesError?

  /// How much of a file tells what it is. Bytes.
  static let sample = 1 << 16

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - unpacks: Whether data of gzip, xz and zstd are unpacked.
  ///   - checkInterrupt: Asked while there is nothing to read, and now and then.
  /// - Throws: `FileLinesError`
  init(path: String, unpacks: Bool, checkInterrupt: @escaping () throws -> Void) throws {
    self.path = path
    self.checkInterrupt = checkInterrupt
    let file = try FileSource(path, checkInterrupt: checkInterrupt)
    var sample = try Sample(of: file)
    if unpacks, let packing = Packing(startingWith: sample.bytes.span) {
      let unpacked = UnpackedSource(file, startingWith: sample.bytes, packing, path: path)
      (source, self.unpacked) = (unpacked, unpacked)
      sample = try Sample(of: source)
    } else {
      (source, unpacked) = (file, nil)
    }
    start = sample.bytes
    mark = byteOrderMarkLength(sample.bytes.span)
    trouble = sample.trouble
  }

  /// Bytes of the file to a byte of what it holds, as far as it has been read.
  var packedShare: Double { unpacked?.share ?? 1 }

  /// Hands out all bytes in order.
  ///
  /// - Parameter body: Returns `false` to stop.
  func forEachChunk(_ body: (Span<UInt8>) throws -> Bool) throws {
    let start = start
    if !start.isEmpty { guard try body(start.span) else { return } }
    if let trouble { throw trouble }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try source.read(into: &buffer, from: 0)
      if count == 0 { return }
      try checkInterrupt()
      guard try body(buffer.span.extracting(0..<count)) else { return }
    }
  }

  private struct Sample {
    var bytes = [UInt8](repeating: 0, count: TextInput.sample)
    /// Damage that comes after these bytes.
    var trouble: FileLinesError?

    init(of source: any ByteSource) throws {
      var count = 0
      do {
        while count < bytes.count {
          let more = try source.read(into: &bytes, from: count)
          if more == 0 { break }
          count += more
        }
      } catch let error as FileLinesError where error.isOfPacking {
        trouble = error
      }
      bytes.removeSubrange(count...)
    }
  }
}

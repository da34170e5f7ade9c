import Platform

/// Bytes that come one after another.
protocol ByteSource: AnyObject {
  /// Reads what is there, into a buffer from a place on.
  ///
  /// - Returns: How many bytes; none at the end.
  func read(into buffer: inout [UInt8], from place: Int) throws -> Int
}

/// The bytes of a file, or of standard input.
final class FileSource: ByteSource {
  private let path: String
  private let file: Descriptor
  private let checkInterrupt: () throws -> Void

  /// - Parameter path: `-` is standard input.
  /// - Throws: `FileLinesError.cannotOpen`
  init(_ path: String, checkInterrupt: @escaping () throws -> Void) throws(FileLinesError) {
    self.path = path
    self.checkInterrupt = checkInterrupt
    do { file = path == "-" ? .input : try Descriptor(reading: path) } catch {
      throw FileLinesError.cannotOpen(path: path, reason: error.description)
    }
  }

  deinit { if path != "-" { close(file.number) } }

  func read(into buffer: inout [UInt8], from place: Int) throws -> Int {
    while true {
      // A wait that never ended could miss an interrupt that comes just before it.
      while !file.waitForInput(milliseconds: 50) { try checkInterrupt() }
      do { return try file.read(into: &buffer, from: place) } catch {
        guard error.code == EINTR else {
          throw FileLinesError.cannotRead(path: path, reason: error.description)
        }
      }
    }
  }
}

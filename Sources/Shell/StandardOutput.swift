#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Answers to one file descriptor, in large pieces; notes to another, at once and in order.
public final class StandardOutput: ShellOutput {
  private let answers, notes: CInt
  /// What each note starts with.
  public var prefix: String
  private var buffer: [UInt8] = []

  /// - Parameter prefix: What each note starts with, as programs begin with their name.
  public init(answers: CInt = 1, notes: CInt = 2, prefix: String = "") {
    self.answers = answers
    self.notes = notes
    self.prefix = prefix
  }

  public func write(_ bytes: [UInt8]) throws(OutputError) {
    buffer += bytes
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes what has been held back, as before waiting for input.
  public func flush() throws(OutputError) {
    guard !buffer.isEmpty else { return }
    let status = writeAll(buffer, to: answers)
    buffer.removeAll(keepingCapacity: true)
    switch status {
    case 0: break
    case EPIPE: throw .closed
    default: throw .failed(reason: String(cString: strerror(status)))
    }
  }

  public func note(_ message: String) {
    // So that both read in order where they meet in one terminal. A failure shows at the next write.
    if !buffer.isEmpty {
      let held = buffer
      buffer.removeAll(keepingCapacity: true)
      if writeAll(held, to: answers) != 0 { buffer = held }
    }
    // Nothing can be said of notes that cannot be written.
    _ = writeAll(Array((prefix + message.onOneLine + "\n").utf8), to: notes)
  }

  /// - Returns: 0, or the `errno` of the failure.
  private func writeAll(_ bytes: [UInt8], to file: CInt) -> CInt {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = unsafeWrite(file, UnsafeRawBufferPointer(rebasing: rest))
        if count < 0 {
          if errno == EINTR { continue }
          if errno == EAGAIN {
            var poll = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
            waitFor(&poll)
            continue
          }
          return errno
        }
        rest = rest.dropFirst(count)
      }
      return 0
    }
  }
}

// Out of the class, whose own `write` hides that of the library.
private func unsafeWrite(_ file: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(file, bytes.baseAddress, bytes.count)
}

private func waitFor(_ file: inout pollfd) { poll(&file, 1, -1) }

import CReadline
import Platform

/// The lines of a pipe, a file, or any other open descriptor, in memory for one line at a time.
///
/// The last line needs no end. A carriage return before a line's end belongs to the end. A byte-order
/// mark before the first line is no part of it.
package final class PlainLines: LineSource {
  /// The longest line taken where nothing else is said: 16 MiB, without its end.
  package static let usualLimit = 1 << 24

  private let descriptor: Int32
  private let limit: Int
  /// Waits until there is something to read, but not for ever; 1 if there may be.
  private let wait: (_ descriptor: Int32) -> Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  /// What of the buffer is still to be handed out.
  private var unread = 0..<0
  private var isAtEnd = false

  /// The line that has begun: its bytes so far, or, once too many, only how many.
  private var line: [UInt8] = []
  private var length = 0
  private var endsInReturn = false
  private var isFirst = true

  /// - Parameters:
  ///   - descriptor: Open for reading; it stays open. Standard input by default.
  ///   - limit: The longest line taken, in bytes without its end. A longer one is passed over
  ///     (`LineEvent.tooLong`) without being held in memory.
  package convenience init(descriptor: Int32 = 0, limit: Int = usualLimit) {
    // A wait that never ended could miss an interrupt that comes just before it.
    self.init(descriptor: descriptor, limit: limit) { rlshim_wait($0, 500) }
  }

  init(descriptor: Int32, limit: Int = usualLimit, wait: @escaping (Int32) -> Int32) {
    self.descriptor = descriptor
    self.limit = limit
    self.wait = wait
  }

  package func next(continuing: Bool) throws(LineSourceError) -> LineEvent {
    while true {
      if InterruptFlag.isRaised {
        InterruptFlag.clear()
        return .interrupted
      }
      if let end = endOfLine() {
        take(unread.lowerBound..<end)
        unread = end + 1..<unread.upperBound
        return finish()
      }
      take(unread)
      unread = 0..<0
      if isAtEnd { return length == 0 ? .end : finish() }
      try refill()
    }
  }

  /// Where in the buffer the line ends.
  private func endOfLine() -> Int? {
    guard !unread.isEmpty else { return nil }
    return buffer.withUnsafeBytes { bytes in
      let start = bytes.baseAddress!
      return memchr(start + unread.lowerBound, 0x0A, unread.count).map { start.distance(to: $0) }
    }
  }

  private func take(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    length += range.count
    endsInReturn = buffer[range.upperBound - 1] == 0x0D
    // One more than the limit, which may be the carriage return of the line's end.
    if length <= limit + 1 { line += buffer[range] } else { line = [] }
  }

  private func finish() -> LineEvent {
    defer {
      line = []
      length = 0
      endsInReturn = false
      isFirst = false
    }
    if endsInReturn { length -= 1 }
    guard length <= limit else { return .tooLong(bytes: length) }
    if endsInReturn { line.removeLast() }
    if isFirst, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    return .line(line)
  }

  /// Fills the buffer, finds the end, or is interrupted.
  private func refill() throws(LineSourceError) {
    while !InterruptFlag.isRaised {
      guard wait(descriptor) > 0 else { continue }
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        unread = 0..<count
        return
      }
      if count == 0 {
        isAtEnd = true
        return
      }
      if errno != EINTR, errno != EAGAIN {
        throw .cannotRead(reason: SystemError.last.description)
      }
    }
  }
}

import Platform

/// Answers to one file descriptor, in large pieces; notes to another, at once and in order.
public final class StandardOutput: ShellOutput {
  private let answers, notes: Descriptor
  /// What each note starts with.
  public var prefix: String
  private var buffer: [UInt8] = []
  /// Whether answers wait for `flush`, however many they are.
  public var isHeld = false
  /// Whether answers are lines that others wrote, which a terminal is shown; a pipe and a file get their bytes.
  public var isForeign = false
  /// Given all that is written, notes too, as it comes.
  public var copy: ([UInt8]) -> Void = { _ in }

  /// - Parameter prefix: What each note starts with, as programs begin with their name.
  public init(answers: CInt = 1, notes: CInt = 2, prefix: String = "") {
    self.answers = Descriptor(answers)
    self.notes = Descriptor(notes)
    self.prefix = prefix
  }

  public func write(_ bytes: [UInt8]) throws(OutputError) {
    let bytes = isForeign && answers.isTerminal ? shown(lines: bytes) : bytes
    buffer += bytes
    copy(bytes)
    if !isHeld, buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes what has been held back, as before waiting for input.
  public func flush() throws(OutputError) {
    guard !buffer.isEmpty else { return }
    defer { buffer.removeAll(keepingCapacity: true) }
    do { try answers.write(buffer) } catch {
      throw error.code == EPIPE ? .closed : .failed(reason: error.description)
    }
  }

  public func note(_ message: String) {
    // So that both read in order where they meet in one terminal. A failure shows at the next write.
    if !buffer.isEmpty {
      let held = buffer
      buffer.removeAll(keepingCapacity: true)
      do { try answers.write(held) } catch { buffer = held }
    }
    let note = Array((prefix + message.onOneLine + "\n").utf8)
    copy(note)
    // Nothing can be said of notes that cannot be written.
    try? notes.write(note)
  }

  /// Writes what was taken back, at once.
  public func show(_ bytes: [UInt8]) throws(OutputError) {
    buffer += bytes
    try flush()
  }

  /// Takes back what waits, so that it can be shown in another way.
  public func takeHeld() -> [UInt8] {
    defer { buffer.removeAll(keepingCapacity: true) }
    return buffer
  }
}

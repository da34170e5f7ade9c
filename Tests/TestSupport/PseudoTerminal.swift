#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that runs at a terminal, and someone who types and reads there.
///
/// Type only what the program is ready for: wait for its prompt first (`waitFor`). Before that the
/// terminal itself would take Tab or Ctrl-D for its own.
public final class PseudoTerminal {
  /// Why none can be had on this machine; `nil` where one can.
  public static let obstacle: String? = {
    var near: Int32 = 0
    var far: Int32 = 0
    guard openpty(&near, &far, nil, nil, nil) == 0 else {
      // Anything else that is wrong is for the tests to find.
      guard [ENOENT, ENODEV, ENXIO].contains(errno) else { return nil }
      return
        "there is no pseudo-terminal (openpty: \(String(cString: strerror(errno)))); mount /dev/pts"
    }
    close(near)
    close(far)
    return nil
  }()

  private let child: pid_t
  /// The path of the terminal.
  private let name: [CChar]
  /// -1 once hung up.
  private var keyboard: Int32
  private let patience: Double
  private var ended: ProgramEnding?
  /// Every byte the program has sent.
  public private(set) var sent: [UInt8] = []
  /// How much of `text` has been waited for already.
  private var read = 0

  /// - Parameters:
  ///   - environment: All of it, but for `TERM`, which is `xterm` where nothing else is said.
  ///   - seconds: How long any wait may last.
  public init(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    rows: Int = 24, columns: Int = 80, patience seconds: Double = 60
  ) throws {
    patience = seconds
    (keyboard, child, name) = try spawning.withLock { _ in
      var near: Int32 = 0
      var far: Int32 = 0
      var name = [CChar](repeating: 0, count: 1024)
      var size = winsize(
        ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
      guard openpty(&near, &far, &name, nil, &size) == 0 else {
        throw ProgramError.system(call: "openpty", code: errno)
      }
      closeOnExec(near)
      closeOnExec(far)
      defer { close(far) }
      do {
        let child = try spawn(
          program, arguments,
          environment: environment.merging(["TERM": "xterm"]) { given, _ in given },
          leadsSession: true
        ) { actions in
          // Opened by a session's leader, the terminal is its own from then on.
          posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
          posix_spawn_file_actions_adddup2(&actions, 0, 1)
          posix_spawn_file_actions_adddup2(&actions, 0, 2)
        }
        return (near, child, name)
      } catch {
        close(near)
        throw error
      }
    }
  }

  deinit {
    if ended == nil {
      kill(child, SIGKILL)
      _ = try? ending(of: child, until: Deadline(10))
    }
    hangUp()
  }

  /// Takes the terminal away, as when its window is closed.
  public func hangUp() {
    if keyboard >= 0 { close(keyboard) }
    keyboard = -1
  }

  /// Presses keys. Enter is `\r`, Tab `\t`, Ctrl-C `\u{3}`, Ctrl-D `\u{4}`, Escape `\u{1B}`.
  public func type(_ keys: String) throws { try type(Array(keys.utf8)) }

  public func type(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { writeBytes(keyboard, $0) }
      guard count > 0 else { throw ProgramError.system(call: "write", code: errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Pastes text as a terminal does for a program that has asked for bracketed paste.
  public func paste(_ text: String) throws { try type("\u{1B}[200~" + text + "\u{1B}[201~") }

  /// What the program has sent, without the terminal's control sequences and with plain line ends.
  public var text: String { String(decoding: withoutControlSequences(sent), as: UTF8.self) }

  /// Waits until the program has sent some text after what was waited for before.
  ///
  /// - Returns: What came before the text, since the last wait.
  @discardableResult
  public func waitFor(_ expected: String) throws -> String {
    let deadline = Deadline(patience)
    let wanted = Array(expected.utf8)
    while true {
      let bytes = withoutControlSequences(sent)
      let unread = bytes[min(read, bytes.count)...]
      if let place = unread.firstRange(of: wanted) {
        read = place.upperBound
        return String(decoding: unread[..<place.lowerBound], as: UTF8.self)
      }
      let goesOn = try receive(until: deadline)
      if deadline.isOver { throw ProgramError.tooSlow(waitingFor: expected, saw: sent) }
      if !goesOn { throw ProgramError.ended(waitingFor: expected, saw: sent) }
    }
  }

  /// Waits until the program has taken all keys from the terminal.
  public func waitUntilKeysAreRead() throws {
    let deadline = Deadline(patience)
    let terminal = open(name, O_RDONLY | O_NOCTTY)
    guard terminal >= 0 else { throw ProgramError.system(call: "open", code: errno) }
    defer { close(terminal) }
    while true {
      var keys: Int32 = 0
      guard ioctl(terminal, UInt(FIONREAD), &keys) == 0 else {
        throw ProgramError.system(call: "FIONREAD", code: errno)
      }
      if keys == 0 { return }
      if deadline.isOver { throw ProgramError.tooSlow(waitingFor: "keys to be read", saw: sent) }
      try receive(until: Deadline(0.01))
    }
  }

  /// Gives the window another size.
  public func resize(rows: Int, columns: Int) throws {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard ioctl(keyboard, UInt(TIOCSWINSZ), &size) == 0 else {
      throw ProgramError.system(call: "TIOCSWINSZ", code: errno)
    }
  }

  /// Waits for the program's end.
  public func waitForEnd() throws -> ProgramEnding {
    if let ended { return ended }
    let deadline = Deadline(patience)
    let result = try ending(of: child, until: deadline) {
      _ = try? receive(until: Deadline(-1))
    }
    ended = result
    // What it sent last.
    while try receive(until: Deadline(-1)) {}
    return result
  }

  /// Takes in what the program has sent, waiting for it if need be.
  ///
  /// - Returns: Whether there was something, or might be later on: `false` at the end.
  @discardableResult
  private func receive(until deadline: Deadline) throws -> Bool {
    guard keyboard >= 0 else { return false }
    var wait = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, deadline.milliseconds) > 0 else { return !deadline.isOver }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = readBytes(keyboard, &buffer)
    if count > 0 { sent += buffer[..<count] }
    return count > 0
  }
}

/// Text without control sequences (ECMA-48), bells, and carriage returns beside line feeds. A cursor
/// moved to the right leaves spaces.
func withoutControlSequences(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  var place = 0
  while place < bytes.count {
    let next = place + 1 < bytes.count ? bytes[place + 1] : 0
    switch (bytes[place], next) {
    case (0x1B, 0x5B):
      let start = place + 2
      place = start
      while place < bytes.count, !(0x40...0x7E).contains(bytes[place]) { place += 1 }
      if place < bytes.count, bytes[place] == 0x43 {
        let columns = Int(String(decoding: bytes[start..<place], as: UTF8.self)) ?? 1
        result += repeatElement(0x20, count: columns)
      }
    case (0x1B, _): place += 1
    case (0x07, _), (0x0D, 0x0A): break
    case (0x0D, _) where result.last == 0x0A: break
    default: result.append(bytes[place])
    }
    place += 1
  }
  return result
}

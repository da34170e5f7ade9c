/// An open file, pipe or terminal, by the number that the system knows it by. It stays open.
package struct Descriptor: Sendable, Hashable {
  package let number: CInt

  package init(_ number: CInt) { self.number = number }

  package static let input = Descriptor(0)
  package static let output = Descriptor(1)
  package static let errors = Descriptor(2)

  /// Puts something that can be neither read nor written in the place of standard input, output and error where these are
  /// closed. Otherwise the next file to be opened would be taken for them, and written to.
  package static func occupyStandardNumbers() {
    for number in 0..<CInt(3) where fcntl(number, F_GETFD) < 0 {
      // What is opened has the lowest number that is free. A folder is there even where devices are not.
      let other = number == 0 ? O_WRONLY : O_RDONLY
      if open("/dev/null", other) < 0 { _ = open("/", O_RDONLY) }
    }
  }

  /// Sees whether so many more files can be open at once.
  package static func checkFree(_ count: Int) throws(SystemError) {
    var opened: [CInt] = []
    defer { for number in opened { close(number) } }
    for _ in 0..<count {
      let number = open("/", O_RDONLY | O_CLOEXEC)
      guard number >= 0 else { throw .last }
      opened.append(number)
    }
  }

  /// Opens a file, or whatever has its name, to be read.
  ///
  /// A FIFO to which nobody writes yet is open at once, and has nothing to read until somebody does (`waitForInput`).
  package init(reading path: String) throws(SystemError) {
    #if canImport(Darwin)
      // There, one opened so would be at its end until somebody writes to it.
      number = open(path, O_RDONLY | O_CLOEXEC)
    #else
      number = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    #endif
    if number < 0 { throw .last }
    waitFromNowOn()
  }

  /// Opens what is no plain file to be written to. A FIFO that nobody reads is given half a second, as much as who
  /// has just been started takes, and no longer: nothing would end the wait.
  ///
  /// - Throws: `SystemError`; `ENXIO`, where nobody reads.
  init(writingTo path: String) throws(SystemError) {
    for _ in 0..<10 {
      let number = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
      if number >= 0 {
        self.number = number
        waitFromNowOn()
        return
      }
      if errno != ENXIO { throw .last }
      usleep(50_000)
    }
    throw SystemError(ENXIO)
  }

  /// Reads and writes wait, though it was opened without waiting.
  private func waitFromNowOn() {
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) & ~O_NONBLOCK)
  }

  /// Takes the lock that one open file has at a time (`flock`), without waiting for it.
  ///
  /// - Returns: Whether it was free.
  /// - Throws: `SystemError`, where the file system knows no locks.
  func lock() throws(SystemError) -> Bool {
    while flock(number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      if errno == EWOULDBLOCK { return false }
      throw .last
    }
    return true
  }

  package var isTerminal: Bool { isatty(number) == 1 }

  /// Whether there is something to read, or the end.
  ///
  /// - Returns: `false` when the time is up, or a signal came.
  package func waitForInput(milliseconds: CInt) -> Bool {
    var wait = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, milliseconds) > 0
  }

  /// Reads what is there, into a buffer from a place on.
  ///
  /// - Returns: How many bytes; none at the end.
  /// - Throws: `SystemError`, also where a signal came (`EINTR`).
  package func read(into buffer: inout [UInt8], from place: Int = 0) throws(SystemError) -> Int {
    let count = buffer.withUnsafeMutableBytes {
      receive(number, $0.baseAddress! + place, $0.count - place)
    }
    if count < 0 { throw .last }
    return count
  }

  /// Writes all bytes, however long that takes.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 24))
      let count = send(number, part.baseAddress, part.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var wait = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        poll(&wait, 1, -1)
      } else if errno != EINTR {
        throw .last
      }
    }
  }

  package func write(_ bytes: [UInt8]) throws(SystemError) {
    let result = bytes.withUnsafeBytes { bytes -> Result<Void, SystemError> in
      Result { () throws(SystemError) in try write(bytes) }
    }
    try result.get()
  }
}

// Out of the type, whose own methods hide those of the library.
private func receive(_ file: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}

private func send(_ file: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a program said, and how it ended, given all its input at once.
public struct ProgramRun: Sendable {
  public let output: [UInt8]
  public let errors: [UInt8]
  public let ending: ProgramEnding

  public var outputText: String { String(decoding: output, as: UTF8.self) }
  public var errorText: String { String(decoding: errors, as: UTF8.self) }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - environment: All of it; nothing is passed on from the tests.
  ///   - seconds: When they are over the program is killed, and `ProgramError.tooSlow` thrown. The
  ///     default leaves room for a loaded machine.
  public init(
    _ program: String, _ arguments: [String] = [], input: [UInt8] = [],
    environment: [String: String] = [:], within seconds: Double = 120
  ) throws {
    let started = try spawning.withLock { _ in
      let pipes = try (0..<3).map { _ in try Pipe() }
      defer {
        close(pipes[0].read)
        close(pipes[1].write)
        close(pipes[2].write)
      }
      let child = try spawn(
        program, arguments, environment: environment, leadsSession: false
      ) { actions in
        posix_spawn_file_actions_adddup2(&actions, pipes[0].read, 0)
        posix_spawn_file_actions_adddup2(&actions, pipes[1].write, 1)
        posix_spawn_file_actions_adddup2(&actions, pipes[2].write, 2)
      }
      return (child: child, input: pipes[0].write, outputs: [pipes[1].read, pipes[2].read])
    }
    let deadline = Deadline(seconds)
    var conversation = Conversation(
      rest: input[...], input: started.input, outputs: started.outputs)
    defer { conversation.hangUp() }
    do {
      try conversation.run(until: deadline)
      ending = try TestSupport.ending(of: started.child, until: deadline)
    } catch {
      kill(started.child, SIGKILL)
      _ = try? TestSupport.ending(of: started.child, until: Deadline(10))
      throw error
    }
    output = conversation.said[0]
    errors = conversation.said[1]
  }

  /// The three pipes of a running program.
  private struct Conversation {
    var rest: ArraySlice<UInt8>
    /// -1 once closed.
    var input: Int32
    /// Standard output and standard error.
    var outputs: [Int32]
    var said: [[UInt8]] = [[], []]

    mutating func run(until deadline: Deadline) throws {
      _ = fcntl(input, F_SETFL, O_NONBLOCK)
      if rest.isEmpty { Self.shut(&input) }
      while outputs != [-1, -1] {
        var waits = [
          pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
          pollfd(fd: outputs[0], events: Int16(POLLIN), revents: 0),
          pollfd(fd: outputs[1], events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&waits, 3, deadline.milliseconds) >= 0 || errno == EINTR else {
          throw ProgramError.system(call: "poll", code: errno)
        }
        if deadline.isOver {
          throw ProgramError.tooSlow(waitingFor: "its end", saw: said.flatMap { $0 })
        }
        if waits[0].revents != 0 { write() }
        if waits[1].revents != 0 { read(0) }
        if waits[2].revents != 0 { read(1) }
      }
    }

    private mutating func write() {
      let count = rest.withUnsafeBytes { writeBytes(input, $0) }
      if count > 0 { rest = rest.dropFirst(count) }
      // A program need not read all that it is given.
      if rest.isEmpty || (count < 0 && errno == EPIPE) { Self.shut(&input) }
    }

    private mutating func read(_ stream: Int) {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = readBytes(outputs[stream], &buffer)
      if count > 0 { said[stream] += buffer[..<count] } else { Self.shut(&outputs[stream]) }
    }

    private static func shut(_ descriptor: inout Int32) {
      if descriptor >= 0 { close(descriptor) }
      descriptor = -1
    }

    mutating func hangUp() {
      Self.shut(&input)
      Self.shut(&outputs[0])
      Self.shut(&outputs[1])
    }
  }
}

/// How a program ended.
public enum ProgramEnding: Sendable, Hashable {
  case exit(Int32)
  case signal(Int32)
}

public enum ProgramError: Error, CustomStringConvertible {
  case system(call: String, code: Int32)
  case tooSlow(waitingFor: String, saw: [UInt8])
  case ended(waitingFor: String, saw: [UInt8])

  public var description: String {
    switch self {
    case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
    case .tooSlow(let what, let saw):
      "the time is up, waiting for \(what); seen: \(String(decoding: saw, as: UTF8.self).debugDescription)"
    case .ended(let what, let saw):
      "the program ended before \(what) came; seen: \(String(decoding: saw, as: UTF8.self).debugDescription)"
    }
  }
}

/// The path of a program of this package, built along with the tests.
public func builtProgram(_ name: String) -> String {
  // On Linux the tests are one file in the folder of products, on macOS a bundle there.
  #if canImport(Darwin)
    var info = Dl_info()
    precondition(dladdr(#dsohandle, &info) != 0)
    var path = String(cString: info.dli_fname)[...]
    while !path.hasSuffix(".xctest"), let slash = path.lastIndex(of: "/") { path = path[..<slash] }
  #else
    let resolved = realpath("/proc/self/exe", nil)!
    defer { free(resolved) }
    var path = String(cString: resolved)[...]
  #endif
  path = path[...path.lastIndex(of: "/")!]
  return path + name
}

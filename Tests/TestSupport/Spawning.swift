import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tests run side by side. A program started just after another test made its pipes would inherit
/// them, and keep them open; so making pipes and starting a program is done by one test at a time.
let spawning = Mutex(())

#if canImport(Darwin)
  typealias FileActions = posix_spawn_file_actions_t?
  private typealias SpawnAttributes = posix_spawnattr_t?
#else
  typealias FileActions = posix_spawn_file_actions_t
  private typealias SpawnAttributes = posix_spawnattr_t
#endif

/// Starts a program that finds all signals as a shell would hand them on.
///
/// - Parameters:
///   - leadsSession: Whether a terminal that it opens becomes the one that sends it signals.
///   - files: Says what the program finds as its standard streams.
func spawn(
  _ program: String, _ arguments: [String], environment: [String: String], leadsSession: Bool,
  files: (inout FileActions) -> Void
) throws -> pid_t {
  // What the tests write to a program that has gone must not end the tests.
  signal(SIGPIPE, SIG_IGN)
  #if canImport(Darwin)
    var actions: FileActions = nil
    var attributes: SpawnAttributes = nil
    let setSession: Int32 = 0x400
  #else
    var actions = FileActions()
    var attributes = SpawnAttributes()
    // POSIX_SPAWN_SETSID, which the module map leaves out.
    let setSession: Int32 = 0x80
  #endif
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  files(&actions)
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  var usual = sigset_t()
  sigemptyset(&usual)
  for number in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH] {
    sigaddset(&usual, number)
  }
  posix_spawnattr_setsigdefault(&attributes, &usual)
  let flags =
    Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | (leadsSession ? setSession : 0)
  posix_spawnattr_setflags(&attributes, Int16(flags))

  var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
  var settings: [UnsafeMutablePointer<CChar>?] =
    environment.map { strdup("\($0)=\($1)") } + [nil]
  defer { (words + settings).forEach { free($0) } }
  var child: pid_t = 0
  let code = posix_spawn(&child, program, &actions, &attributes, &words, &settings)
  guard code == 0 else { throw ProgramError.system(call: "posix_spawn \(program)", code: code) }
  return child
}

/// Waits for a program's end.
///
/// - Parameter meanwhile: Done every few milliseconds.
func ending(
  of child: pid_t, until deadline: Deadline, meanwhile: () -> Void = {}
) throws -> ProgramEnding {
  while true {
    var status: Int32 = 0
    if waitpid(child, &status, WNOHANG) == child {
      return status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
    }
    if deadline.isOver { throw ProgramError.tooSlow(waitingFor: "its end", saw: []) }
    meanwhile()
    usleep(2000)
  }
}

/// A pipe that programs started later do not inherit.
struct Pipe {
  let read, write: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ProgramError.system(call: "pipe", code: errno) }
    (read, write) = (ends[0], ends[1])
    closeOnExec(read)
    closeOnExec(write)
  }
}

func closeOnExec(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

/// A moment after which nobody waits any more.
struct Deadline {
  private let end: ContinuousClock.Instant

  init(_ seconds: Double) { end = .now + .seconds(seconds) }

  var isOver: Bool { .now >= end }

  /// How long `poll` may wait; it may be asked again.
  var milliseconds: Int32 { isOver ? 0 : 100 }
}

func readBytes(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
  read(descriptor, &buffer, buffer.count)
}

func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}

import CReadline
import Platform

/// Lines typed at a terminal, with GNU readline's editing, history and completion.
///
/// `~/.inputrc` applies, and may speak to the program alone (`$if polyseme`). A paste of many lines
/// arrives as those lines, one by one, each echoed as it is handed out; an interrupt drops the rest.
/// The window may change its size at any time.
///
/// There may be one in a process, used by one thread: readline has one line, one terminal.
package final class PromptLines: LineSource {
  /// Whether someone is there to type and to look: standard input and output are both terminals.
  ///
  /// Elsewhere readline would write the prompt and each line among the answers; use `PlainLines`.
  package static var isPossible: Bool {
    Descriptor.input.isTerminal && Descriptor.output.isTerminal
  }

  /// What is shown before a line. Terminal control sequences (colours) may be in it.
  package var prompt: String
  /// What is shown before a line that goes on with what the one before it began.
  package var continuationPrompt: String
  /// Told once, should lines typed turn out not to be kept for later sessions.
  package var whenHistoryFails: ((HistoryTrouble) -> Void)?

  private var history: History
  private var isSetUp = false
  private var saidTrouble = false

  /// Lines of a paste that are still to be handed out, the last one first.
  private var waiting: [[UInt8]] = []
  /// How many interrupts there had been when they were pasted.
  private var interruptsBefore: Int32 = 0

  nonisolated(unsafe) private static var exists = false

  /// Installs `InterruptFlag`. The terminal, `~/.inputrc` and the history are left alone until the
  /// first line is asked for.
  ///
  /// - Parameters:
  ///   - program: The name that `~/.inputrc` may ask for.
  ///   - completions: Asked at a press of Tab.
  package init(
    program: String, prompt: String, continuationPrompt: String = "> ", history: History,
    completions: Completion.Finder? = nil
  ) {
    precondition(!Self.exists, "readline edits one line at a time")
    Self.exists = true
    self.prompt = prompt
    self.continuationPrompt = continuationPrompt
    self.history = history
    ReadlineCompletion.finder = completions
    InterruptFlag.install()
    rlshim_set_up(
      // Kept by readline for good.
      strdup(program), Self.key, ReadlineCompletion.wordBreaks, ReadlineCompletion.complete,
      ReadlineCompletion.quote, ReadlineCompletion.dequote)
  }

  deinit {
    ReadlineCompletion.finder = nil
    Self.exists = false
  }

  package func next(continuing: Bool) throws(LineSourceError) -> LineEvent {
    if InterruptFlag.isRaised {
      InterruptFlag.clear()
      waiting = []
      return .interrupted
    }
    let prompt = continuing ? continuationPrompt : prompt
    if InterruptFlag.count != interruptsBefore { waiting = [] }
    if let line = waiting.popLast() { return handOut(line, pastedAt: prompt) }
    setUp()
    // The window may have changed while nobody was editing.
    rl_reset_screen_size()
    rlshim_flush()
    Self.drawn.set(to: Self.resumed.value)
    guard let text = readline(promptForReadline(prompt)) else { return ended() }
    defer { free(text) }
    if InterruptFlag.isRaised { return ended() }
    let lines = pastedLines(Array(UnsafeRawBufferPointer(start: text, count: strlen(text))))
    guard lines.count > 1 else { return handOut(lines[0], pastedAt: nil) }
    interruptsBefore = InterruptFlag.count
    waiting = lines.reversed()
    return handOut(waiting.removeLast(), pastedAt: prompt)
  }

  private func handOut(_ line: [UInt8], pastedAt prompt: String?) -> LineEvent {
    if let prompt {
      write(Array(prompt.utf8) + withoutControls(line) + [0x0A])
    }
    if history.keep(line) {
      (line.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
        add_history($0.baseAddress)
      }
    }
    tellTrouble()
    return .line(line)
  }

  /// Readline gave up the line: interrupted, or at its end.
  private func ended() -> LineEvent {
    write([0x0A])
    guard InterruptFlag.isRaised else { return .end }
    InterruptFlag.clear()
    return .interrupted
  }

  private func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      rlshim_put(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
  }

  private func tellTrouble() {
    guard !saidTrouble, let trouble = history.trouble else { return }
    saidTrouble = true
    whenHistoryFails?(trouble)
  }

  private func setUp() {
    guard !isSetUp else { return }
    isSetUp = true
    useUTF8()
    rl_initialize()
    _ = Self.resumed
    _ = rlshim_handle(SIGCONT) { _ in PromptLines.resumed.increment() }
    using_history()
    stifle_history(Int32(clamping: history.limit))
    for line in history.read() {
      (line.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
        add_history($0.baseAddress)
      }
    }
    tellTrouble()
  }

  /// Has readline edit characters, not bytes, where the environment asks for no encoding at all
  /// (the C locale). Readline looks there anew for every line, so that it must be said there.
  private func useUTF8() {
    setlocale(LC_CTYPE, "")
    guard ["ANSI_X3.4-1968", "US-ASCII", ""].contains(String(cString: rlshim_encoding())) else {
      return
    }
    for locale in ["C.UTF-8", "en_US.UTF-8"] where setlocale(LC_CTYPE, locale) != nil {
      setenv("LC_ALL", locale, 1)
      return
    }
  }

  /// How often the program went on after it had been stopped (Ctrl-Z), and how often it had when the
  /// line was last drawn.
  private static let resumed = SignalCount()
  private static let drawn = SignalCount()

  /// Draws the line again below what the shell has said meanwhile.
  private static func redrawAfterStop() {
    guard resumed.value != drawn.value else { return }
    drawn.set(to: resumed.value)
    rl_on_new_line()
    rl_redisplay()
    rlshim_flush()
  }

  /// The terminal, opened once more for reading without waiting; -1 where it cannot be.
  private static let terminal: Int32 =
    ttyname(0).map { open($0, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) } ?? -1

  /// A key that has been seen to wait; `nil` where an interrupt has thrown it away meanwhile, for which
  /// `rl_getc` would sleep.
  private static func waitingKey(_ stream: UnsafeMutablePointer<FILE>?) -> Int32? {
    guard terminal >= 0 else { return rl_getc(stream) }
    var key: UInt8 = 0
    switch read(terminal, &key, 1) {
    case 1: return Int32(key)
    case -1 where errno == EAGAIN || errno == EINTR: return nil
    default: return rlshim_no_key()
    }
  }

  /// The next key. Gives up when an interrupt comes, which readline's own function would sleep
  /// through.
  private static let key: @convention(c) (UnsafeMutablePointer<FILE>?) -> Int32 = { stream in
    while true {
      // Readline takes interrupts for itself at the start of a line, and again after a stop.
      InterruptFlag.install()
      if InterruptFlag.isRaised { return rlshim_give_up() }
      redrawAfterStop()
      // A wait that never ended could miss a signal that comes just before it.
      if rlshim_wait(rlshim_input(stream), 500) > 0, let key = waitingKey(stream) { return key }
      // Readline's own handlers only took note of a signal; this acts on it, and passes an interrupt
      // that came before the first key on to the flag.
      rl_check_signals()
    }
  }
}

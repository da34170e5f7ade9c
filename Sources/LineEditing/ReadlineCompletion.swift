import CReadline
import Platform

/// Answers readline's questions about completion. Readline has one line at a time and asks by plain
/// C functions, so there is one of these, used by the thread that reads the line.
enum ReadlineCompletion {
  /// Who knows the completions of the line being read.
  nonisolated(unsafe) static var finder: Completion.Finder?

  /// What was found at the latest press of Tab.
  nonisolated(unsafe) private static var found = Completion.none
  /// The candidates not handed to readline yet, as they must stand in the line.
  nonisolated(unsafe) private static var waiting: [String] = []
  /// Bytes that part words, for readline: it keeps a pointer to them.
  nonisolated(unsafe) private static let breaks = UnsafeMutablePointer<CChar>.allocate(capacity: 8)

  /// Finds the completions, and says which bytes part the word at the cursor from what stands before
  /// it. Readline asks for this first of all.
  static let wordBreaks: @convention(c) () -> UnsafeMutablePointer<CChar>? = {
    let cursor = Int(rlshim_cursor())
    let line = String(cString: rlshim_line())
    // Offsets into bytes that are no UTF-8 would mean something else.
    found = .none
    if String(validatingCString: rlshim_line()) != nil, let finder {
      found = finder(line, cursor)
    }
    let start: Int
    switch found {
    case .words(_, let from):
      start = from
      rlshim_complete_words()
      setBreaks([])
    case .fileNames(let from):
      start = from
      rlshim_complete_file_names()
      setBreaks(Array(" \t\"".utf8))
    }
    precondition((0...cursor).contains(start), "a completion must begin at or before the cursor")
    if start > 0, let before = Array(line.utf8)[start - 1] as UInt8?, before < 0x80 {
      addBreak(before)
    }
    return breaks
  }

  private static func setBreaks(_ bytes: [UInt8]) {
    for (place, byte) in bytes.enumerated() { breaks[place] = CChar(byte) }
    breaks[bytes.count] = 0
  }

  private static func addBreak(_ byte: UInt8) {
    let count = strlen(breaks)
    breaks[count] = CChar(byte)
    breaks[count + 1] = 0
  }

  /// The completions of what readline takes for the word, a list that it will free.
  static let complete:
    @convention(c) (UnsafePointer<CChar>?, Int32, Int32) -> UnsafeMutablePointer<
      UnsafeMutablePointer<CChar>?
    >? = { text, start, _ in
      // No completions here are none at all: readline must not try file names on its own.
      rlshim_use_only_these_matches()
      switch found {
      case .words(let candidates, let from):
        waiting = adapted(candidates.map(\.text), from: from, to: Int(start))
        waiting.reverse()
        if candidates.count == 1, !candidates[0].isFinished { rlshim_append_nothing() }
        rlshim_keep_order()
        return rl_completion_matches(text, nextCandidate)
      case .fileNames:
        rlshim_matches_are_file_names()
        return rl_completion_matches(text, nextFileName)
      }
    }

  private static let nextCandidate:
    @convention(c) (UnsafePointer<CChar>?, Int32) -> UnsafeMutablePointer<CChar>? = { _, _ in
      waiting.popLast().flatMap { strdup($0) }
    }

  /// Readline would send a name to the terminal as it is, so one in which something is hidden is left out.
  private static let nextFileName:
    @convention(c) (UnsafePointer<CChar>?, Int32) -> UnsafeMutablePointer<CChar>? = { text, state in
      var state = state
      while let name = rl_filename_completion_function(text, state) {
        let text = String(cString: name)
        if text == text.onOneLine { return name }
        free(name)
        state = 1
      }
      return nil
    }

  /// Candidates for the word that begins where the program says, as candidates for the word that
  /// begins where readline says.
  private static func adapted(_ candidates: [String], from: Int, to start: Int) -> [String] {
    if from == start { return candidates }
    let line = Array(String(cString: rlshim_line()).utf8)
    if start < from {
      let between = String(decoding: line[start..<from], as: UTF8.self)
      return candidates.map { between + $0 }
    }
    // Readline begins later: what it leaves out must be there already.
    let typed = line[from..<start]
    return candidates.filter { $0.utf8.starts(with: typed) }
      .map { String(decoding: $0.utf8.dropFirst(typed.count), as: UTF8.self) }
  }

  /// A file's name in double quotes, without the closing one where it is not sure to end there.
  static let quote:
    @convention(c) (
      UnsafeMutablePointer<CChar>?, Int32, UnsafeMutablePointer<CChar>?
    ) -> UnsafeMutablePointer<CChar>? = { name, _, delimiter in
      guard let name else { return nil }
      // The quote that the person typed stays in the line; readline wants it again all the same.
      delimiter?.pointee = 0x22
      return copy([0x22] + FileNameQuotes.escaped(bytes(name)))
    }

  /// The file's name that the text in quotes stands for.
  static let dequote:
    @convention(c) (UnsafeMutablePointer<CChar>?, Int32) -> UnsafeMutablePointer<CChar>? = {
      text, _ in text.flatMap { copy(FileNameQuotes.unescaped(bytes($0))) }
    }

  private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  /// A C string that readline will free.
  private static func copy(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
    strdup(bytes.map { CChar(bitPattern: $0) } + [0])
  }
}

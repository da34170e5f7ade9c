import Platform

/// Which lines can be called back, in this session and in later ones.
///
/// Not kept: blank lines, lines that begin with a space, and a line typed twice in a row the second
/// time.
package struct History {
  /// How many lines are kept.
  package static let usualLimit = 5000

  private(set) var last: [UInt8] = []
  private var file: HistoryFile?
  let limit: Int

  /// What went wrong first. From then on lines are kept in memory alone.
  package private(set) var trouble: HistoryTrouble?

  /// A history for this session only.
  package init(limit: Int = usualLimit) { self.limit = limit }

  /// A history in a file, for later sessions too. Nothing is read or made yet.
  package init(path: String, limit: Int = usualLimit, writtenBy writing: FileWriting) {
    self.limit = limit
    file = HistoryFile(path: path, limit: limit, writtenBy: writing)
  }

  /// A history in the file where that of a program belongs: `$XDG_STATE_HOME/polyseme/history`, or
  /// `~/.local/state/polyseme/history`.
  package static func standard(program: String, writtenBy writing: FileWriting) -> History {
    if let path = HistoryFile.standardPath(program: program, environment: environment) {
      return History(path: path, writtenBy: writing)
    }
    var history = History()
    history.trouble = .noHome
    return history
  }

  /// The lines of earlier sessions, oldest first.
  mutating func read() -> [[UInt8]] {
    do throws(HistoryTrouble) {
      let lines = try file?.read() ?? []
      last = lines.last ?? []
      return lines
    } catch {
      give(up: error)
      return []
    }
  }

  /// Keeps a line, and says whether it is one to keep.
  mutating func keep(_ line: [UInt8]) -> Bool {
    // Readline's lines end at a NUL.
    guard let first = line.first, first != 0x20, line != last, !line.contains(0),
      line.contains(where: { $0 != 0x20 && $0 != 0x09 })
    else { return false }
    last = line
    do throws(HistoryTrouble) {
      try file?.append(line)
    } catch {
      give(up: error)
    }
    return true
  }

  private mutating func give(up error: HistoryTrouble) {
    file = nil
    trouble = trouble ?? error
  }
}

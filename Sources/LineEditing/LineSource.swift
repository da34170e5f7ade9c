/// Where lines come from: a person at a terminal (`PromptLines`) or a pipe or file (`PlainLines`).
package protocol LineSource: AnyObject {
  /// Waits for the next line.
  ///
  /// An interrupt (Ctrl-C) that came since the last call and that nobody has cleared
  /// (`InterruptFlag`) is handed out first.
  ///
  /// - Parameter continuing: Whether the line goes on with what the one before it began. A person is
  ///   then shown another prompt; nothing else changes, and joining the two is up to the caller.
  func next(continuing: Bool) throws(LineSourceError) -> LineEvent
}

extension LineSource {
  package func next() throws(LineSourceError) -> LineEvent { try next(continuing: false) }
}

/// What may come in the place of a line.
package enum LineEvent: Sendable, Hashable {
  /// A line without its end (`\n` or `\r\n`). Any bytes but a line feed may be in it: NUL, and what
  /// is not UTF-8.
  case line([UInt8])
  /// A line longer than the source takes; it has been passed over whole. Its length is in bytes.
  case tooLong(bytes: Int)
  /// Ctrl-C. What a person had typed so far is gone, and the next line starts afresh; lines of a
  /// pipe or file go on where they were.
  case interrupted
  /// No line will come any more: the end of the pipe or file, or Ctrl-D on an empty line.
  case end
}

/// Lines that cannot be read on.
package enum LineSourceError: Error, Equatable, CustomStringConvertible {
  case cannotRead(reason: String)

  package var description: String {
    switch self {
    case .cannotRead(let reason): "the input cannot be read: \(reason)"
    }
  }
}

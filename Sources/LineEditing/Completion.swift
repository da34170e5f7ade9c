/// What could stand at the cursor: the answer to a press of the Tab key.
package enum Completion: Sendable, Hashable {
  /// Words, one of which replaces what stands between a place in the line and the cursor. The place
  /// is a byte offset into the line's UTF-8, at most that of the cursor.
  ///
  /// One that does not begin with what was typed is offered too: narrowing down is up to the caller.
  case words([Candidate], from: Int)
  /// A file's name that begins at a byte offset, or just after a double quote that is still open
  /// there. Names are looked up, put in double quotes where they need it, and folders get a slash.
  case fileNames(from: Int)

  package static let none = Completion.words([], from: 0)

  /// A word that could stand at the cursor.
  package struct Candidate: Sendable, Hashable {
    package var text: String
    /// Whether nothing can be added to it, so that a space may follow.
    package var isFinished: Bool

    package init(_ text: String, isFinished: Bool = true) {
      self.text = text
      self.isFinished = isFinished
    }
  }

  /// Finds completions.
  ///
  /// - Parameters:
  ///   - line: What was typed so far, also what follows the cursor.
  ///   - cursor: Where the cursor stands, a byte offset into the line's UTF-8.
  package typealias Finder = (_ line: String, _ cursor: Int) -> Completion
}

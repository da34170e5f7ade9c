extension Condition {
  /// Whether it holds of a passage: of what the corpus says of it, and of `file`, as it was named, `document` and `line`, in
  /// which the passage begins.
  public func holds(of passage: Passage) -> Bool {
    holds { name in
      switch name {
      case "file": passage.document.path
      case "document": passage.document.name
      case "line": "\(passage.lines.lines[0].number)"
      default: passage.metadata[name]
      }
    }
  }

  /// The names that it asks for and that a corpus says nothing of.
  ///
  /// - Parameter said: The names under which the corpus says something.
  public func namesUnsaid(by said: Set<String>) -> [String] {
    names.subtracting(["file", "document", "line"]).filter { name in
      !said.contains { $0 == name || $0.hasSuffix(".\(name)") }
    }.sorted()
  }
}

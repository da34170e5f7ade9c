extension Passage {
  /// What the corpus says of it by a name; also `file`, as it was named, `document` and `line`, in which the passage begins.
  public func value(of name: String) -> String? {
    switch name {
    case "file": document.path
    case "document": document.name
    case "line": "\(lines.lines[0].number)"
    default: metadata[name]
    }
  }
}

extension Condition {
  /// Whether it holds of a passage, by its values (`Passage.value(of:)`).
  public func holds(of passage: Passage) -> Bool { holds(passage.value) }

  /// The names that it asks for and that a corpus says nothing of.
  ///
  /// - Parameter said: The names under which the corpus says something.
  public func namesUnsaid(by said: Set<String>) -> [String] {
    names.subtracting(["file", "document", "line"]).filter { name in
      !said.contains { $0 == name || $0.hasSuffix(".\(name)") }
    }.sorted()
  }
}

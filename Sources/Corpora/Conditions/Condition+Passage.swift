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
}

import Senses

extension SenseLabel {
  static let fields: [Field<SenseLabel>] = [
    Field("words", "words of its contexts that label it", \.words),
    Field(
      "basis",
      "how they were chosen: others, they set it apart from the other senses; language, nothing does, and they are "
        + "commoner near it than in any text; nearest, none comes twice", \.basis.rawValue),
  ]

  /// For people, below the head of the sense; none without words.
  var blocks: [Block] {
    guard !words.isEmpty else { return [] }
    let lead =
      switch basis {
      case .others: "   words: "
      case .language: "   often near it: "
      case .nearest: "   near it: "
      }
    return [.text(lead + words.joined(separator: ", "), indent: lead.count)]
  }
}

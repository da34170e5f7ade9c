import Corpora
import UseIndex

/// Where uses are looked for, and which of them are wanted.
struct UseSource: Sendable {
  enum Place: Sendable {
    /// Files, folders, patterns; `-` is standard input.
    case corpus([String], CorpusOptions)
    case index(IndexedUses)
  }

  let place: Place
  /// What holds of all that are wanted; `nil` for nothing.
  var condition: Condition?

  static func corpus(
    _ places: [String], _ options: CorpusOptions = CorpusOptions(),
    where condition: Condition? = nil
  ) -> UseSource {
    UseSource(place: .corpus(places, options), condition: condition)
  }

  var index: IndexedUses? {
    if case .index(let index) = place { index } else { nil }
  }

  /// What it is called in an answer.
  var name: String {
    switch place {
    case .corpus(let places, _): places.joined(separator: ", ")
    case .index(let index): index.path
    }
  }

  /// The condition behind a name, in words; empty where there is none.
  var wanted: String { condition.map { " where \($0.text)" } ?? "" }

  /// What a condition asks for that there is not, in words.
  ///
  /// - Parameter said: The names under which the corpus says something.
  func unsaid(by said: Set<String>) -> String {
    guard let names = condition?.namesUnsaid(by: said), !names.isEmpty else { return "" }
    let known = said.isEmpty ? "" : ", but \(said.sorted().joined(separator: ", "))"
    return "; nothing there has \(names.joined(separator: " or "))\(known)"
  }

  /// Whether it can be read again.
  var comesAgain: Bool {
    if case .corpus(let places, _) = place { !places.contains("-") } else { true }
  }
}

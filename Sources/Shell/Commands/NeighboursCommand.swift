import ArgumentParser
import ModelFiles
import Senses
import UnicodeText

struct NeighboursCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighbours",
    abstract: "Words of the vocabulary, and uses kept, nearest to a use.",
    aliases: ["neighbors"])
  static let topic = Topic.compare
  static let example = ["/neighbours \"We had lunch on the [bank] of the river.\""]

  @Argument(help: "A use, as 2:bank.")
  var use: UseReference
  @Option(help: ArgumentHelp("How many of each to show.", valueName: "number"))
  var count = 10

  func validate() throws {
    try check("--count", count, from: 1)
  }

  func answer(in session: inout Session) throws -> Answer {
    let use = try session.use(use)
    let words = try session.reader.neighbours(of: use.occurrence, count: count)
    let near = try session.nearestUses(to: use, count: count)
    let rows = max(words.count, near.count)
    let table = Table(
      [
        .init("word", shrinks: true), .init("", right: true), .init("use", shrinks: true),
        .init("", right: true),
      ],
      text: (0..<rows).map { row in
        (row < words.count ? [words[row].word, twoDecimals(words[row].similarity)] : ["", ""])
          + (row < near.count
            ? [near[row].use.label, twoDecimals(near[row].similarity)] : ["", ""])
      })
    return Answer(
      [.text("nearest to \(use.label)"), .table(table)],
      fields: [
        "use": use.json,
        "words": .array(
          words.map { ["word": .string($0.word), "similarity": .double($0.similarity)] }),
        "uses": .array(
          near.map { ["use": $0.use.json, "similarity": .double($0.similarity)] }),
      ],
      rows: words.map { ["word", .string($0.word), .double($0.similarity)] }
        + near.map { ["use", .string($0.use.name), .double($0.similarity)] })
  }
}

extension Session {
  /// The words of the sentences kept that are most like a use, itself not among them.
  fileprivate mutating func nearestUses(
    to use: ResolvedUse, count: Int
  ) throws -> [(use: ResolvedUse, similarity: Double)] {
    let vector = try vectors(of: [use])[0]
    var found: [(number: Int, token: Int, similarity: Double)] = []
    for number in sentences.numbers {
      try checkInterrupt()
      let sentence = try encoded(number)
      for (token, word) in sentence.text.tokens.enumerated() {
        guard word.text.unicodeScalars.contains(where: \.isLetterOrNumber) else { continue }
        if use.sentence == number, use.occurrence.tokens.contains(token) { continue }
        let judgement = reader.judgement(of: vector, and: sentence.vector(of: token), doubts: [])
        found.append((number, token, judgement.centred ?? judgement.similarity))
      }
      if found.count > 4096 { found = Array(Self.best(found, count)) }
    }
    return try Self.best(found, count).map {
      (try self.use(token: $0.token, in: $0.number), $0.similarity)
    }
  }

  private static func best(
    _ found: [(number: Int, token: Int, similarity: Double)], _ count: Int
  ) -> ArraySlice<(number: Int, token: Int, similarity: Double)> {
    found.sorted { ($0.similarity, $1.number, $1.token) > ($1.similarity, $0.number, $0.token) }
      .prefix(count)
  }
}

import ArgumentParser
import JSON
import Senses
import UnicodeText

struct NeighboursCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighbours",
    abstract: "The words of the vocabulary, and the kept uses, nearest to a use.",
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

  struct Found {
    let use: ResolvedUse
    let words: [Neighbour]
    let uses: [NearUse]

    struct Row {
      let kind: String
      let name: String
      let similarity: Double
    }

    var rows: [Row] {
      words.map { Row(kind: "word", name: $0.word, similarity: $0.similarity) }
        + uses.map { Row(kind: "use", name: $0.use.name, similarity: $0.similarity) }
    }
  }

  static let fields: [Field<Found>] = [
    Field("use", "the use", \.use),
    Field(
      "words", "the nearest words of the vocabulary",
      each: [
        Field("word", "the word", \.word),
        Field(
          "similarity", "how near it is: the cosine, less what all uses share where that is known",
          \.similarity),
      ], \.words),
    Field(
      "uses", "the nearest uses that are kept",
      each: [
        Field("use", "the use", \.use),
        Field(
          "similarity", "how near it is: the cosine, less what all uses share where that is known",
          \.similarity),
      ], \.uses),
  ]
  static let rows = RowFields<Found>(
    [
      Field("kind", "word or use", \.kind),
      Field("name", "the word, or how to write the use", \.name),
      Field("similarity", "how near it is", \.similarity),
    ], \.rows)

  func find(in session: inout Session) throws -> Found {
    let use = try session.use(use)
    let words = try session.reader.neighbours(of: use.occurrence, count: count)
    return Found(use: use, words: words, uses: try session.nearestUses(to: use, count: count))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (words, near) = (found.words, found.uses)
    let table = Table(
      [
        .init("word", shrinks: true), .init("", right: true), .init("use", shrinks: true),
        .init("", right: true),
      ],
      text: (0..<max(words.count, near.count)).map { row in
        (row < words.count ? [words[row].word, twoDecimals(words[row].similarity)] : ["", ""])
          + (row < near.count
            ? [near[row].use.label, twoDecimals(near[row].similarity)] : ["", ""])
      })
    return [.text("nearest to \(found.use.label)"), .table(table)]
  }
}

/// A use that is kept, and how near it is to another.
struct NearUse {
  let use: ResolvedUse
  let similarity: Double
}

extension Session {
  /// The words of the sentences kept that are most like a use, itself not among them.
  fileprivate mutating func nearestUses(to use: ResolvedUse, count: Int) throws -> [NearUse] {
    var nearest = NearestUses(to: try vectors(of: [use])[0], by: reader, count: count)
    for number in sentences.numbers {
      try checkInterrupt()
      nearest.add(
        try encoded(number), number: number,
        except: use.sentence == number ? use.occurrence.tokens : nil)
    }
    return try nearest.found.map {
      NearUse(use: try self.use(token: $0.token, in: $0.sentence), similarity: $0.similarity)
    }
  }
}

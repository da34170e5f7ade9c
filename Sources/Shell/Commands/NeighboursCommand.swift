import ArgumentParser
import JSON
import Senses
import UnicodeText
import UseIndex

struct NeighboursCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighbours",
    abstract:
      "The words of the vocabulary, and the uses kept or indexed, nearest to a use or a sum of uses.",
    discussion: """
      With --plus and --minus other uses are added to it and taken away, each with the same length; the words of all \
      of them are left out.

      Where an index is open, or --index names one, the uses in it that are nearest are told too. The codes that it keeps \
      of vectors choose \(IndexedUses.usuallyReread) uses, or --count of them, whose sentences are encoded again; exact \
      vectors rank these. \(IndexOptions.rule)
      """,
    aliases: ["neighbors"])
  static let isComparable = true
  static let topic = Topic.compare
  static let example = ["/neighbours \"We had lunch on the [bank] of the river.\""]

  @Argument(help: "A use, as 2:bank.")
  var use: UseReference
  @Option(help: ArgumentHelp("A use to add; may be given again.", valueName: "use"))
  var plus: [UseReference] = []
  @Option(help: ArgumentHelp("A use to take away; may be given again.", valueName: "use"))
  var minus: [UseReference] = []
  @Option(help: ArgumentHelp("How many of each to show.", valueName: "number"))
  var count = 10
  @Flag(help: "Of an index, only uses of the same word.")
  var sameWord = false
  @OptionGroup var index: IndexOptions

  func validate() throws {
    try check("--count", count, from: 1)
    if sameWord && !(plus.isEmpty && minus.isEmpty) {
      throw ValidationError("--same-word takes one use, not a sum")
    }
  }

  struct Found {
    let use: ResolvedUse
    let plus: [ResolvedUse]
    let minus: [ResolvedUse]
    let words: [Neighbour]
    let uses: [NearUse]
    /// Where an index was asked.
    let indexed: Indexed?

    struct Indexed {
      let place: String
      let uses: [NearUse]
    }

    var name: String {
      use.label + plus.map { " + \($0.label)" }.joined() + minus.map { " - \($0.label)" }.joined()
    }

    struct Row {
      let kind: String
      let name: String
      let similarity: Double
      var use: ResolvedUse?
    }

    var rows: [Row] {
      words.map { Row(kind: "word", name: $0.word, similarity: $0.similarity) }
        + uses.map { Row(kind: "use", name: $0.use.name, similarity: $0.similarity) }
        + (indexed?.uses ?? []).map {
          Row(kind: "indexed", name: $0.use.name, similarity: $0.similarity, use: $0.use)
        }
    }
  }

  static let fields: [Field<Found>] = [
    Field("use", "the use", \.use), Field("plus", "uses added to it", \.plus),
    Field("minus", "uses taken away", \.minus),
    Field("words", "the nearest words of the vocabulary", each: Neighbour.fields, \.words),
    Field("uses", "the nearest uses that are kept", each: NearUse.fields, \.uses),
    Field("index", "the index that was asked; left out where none was", \.indexed?.place)
      .whereKnown,
    Field(
      "indexed", "the nearest uses in it; left out where none was", each: NearUse.fields
    ) { $0.indexed?.uses ?? [] }.whereKnown,
  ]
  static let columns: [(head: String, meaning: String)] = [
    ("use", "a use in the sentences that are kept"),
    ("(number)", "how near it is: the cosine, less what all uses share where that is known"),
  ]
  private static let row: [Field<Found.Row>] = [
    Field("kind", "word, use or indexed", \.kind),
    Field("name", "the word, or how to write the use", \.name),
    Field("similarity", "how near it is", \.similarity),
  ]
  private static let plainRows = RowFields<Found>(row, \.rows)
  private static let indexedRows = RowFields<Found>(
    row + [
      Field("file", "with an index, the path of the file", \.use?.origin?.file),
      Field("file_line", "with an index, the line of the file, from 1", \.use?.origin?.line),
      Field("text", "with an index, the sentence", \.use?.occurrence.text.source.string),
    ], \.rows)
  static let rows = RowFields<Found>(indexedRows.description) {
    ($0.indexed == nil ? plainRows : indexedRows).rows($0)
  }

  func find(in session: inout Session) throws -> Found {
    let use = try session.use(use)
    let (plus, minus) = (
      try plus.map { try session.use($0) }, try minus.map { try session.use($0) }
    )
    let sum = try session.reader.sum(
      of: [use.occurrence] + plus.map(\.occurrence), less: minus.map(\.occurrence))
    return Found(
      use: use, plus: plus, minus: minus,
      words: try session.reader.neighbours(of: sum, count: count),
      uses: try session.nearestUses(to: sum, besides: [use] + plus + minus, count: count),
      indexed: try indexed(nearestTo: sum, of: use, in: session))
  }

  /// - Returns: `nil` where no index is asked.
  private func indexed(
    nearestTo sum: UseSum, of use: ResolvedUse, in session: Session
  ) throws -> Found.Indexed? {
    guard index.isAsked || session.openIndex != nil else { return nil }
    let source = try index.source(in: session)
    // The codes are of vectors as they are, with what all uses share.
    let near = try source.index!.nearest(
      to: sum.vector, count: max(count, IndexedUses.usuallyReread),
      among: sameWord ? use.word : nil, where: source.condition)
    let ranked = near.map { near in
      NearUse(
        use: ResolvedUse(near.use.use, from: near.use.found),
        similarity: session.reader.similarity(of: near.vector, to: sum))
    }.enumerated().sorted {
      ($0.element.similarity, $1.offset) > ($1.element.similarity, $0.offset)
    }
    return Found.Indexed(place: source.name, uses: ranked.prefix(count).map(\.element))
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
    return [.text("nearest to \(found.name)"), .table(table)]
      + (found.indexed.map(blocks) ?? [])
  }

  private func blocks(_ indexed: Found.Indexed) -> [Block] {
    guard !indexed.uses.isEmpty else {
      return [.gap, .text("no such use in \(indexed.place)".onOneLine)]
    }
    return [.gap, .text("in \(indexed.place)".onOneLine)]
      + indexed.uses.map { near in
        var excerpt = near.use.excerpt
        let value = twoDecimals(near.similarity)
        excerpt.lead = [Run(value, level: max(0, min(1, near.similarity))), Run("  ")]
        excerpt.emphasis = .none
        excerpt.plain = "\(value) " + excerpt.plain
        return .excerpt(excerpt)
      }
  }
}

extension Neighbour {
  static let fields: [Field<Neighbour>] = [
    Field("word", "the word", title: "word", \.word),
    Field(
      "similarity", "how near it is: the cosine, less what all uses share where that is known",
      title: "", \.similarity),
  ]
}

/// A use that is kept, and how near it is to another.
struct NearUse {
  let use: ResolvedUse
  let similarity: Double

  static let fields: [Field<NearUse>] = [
    Field("use", "the use", \.use),
    Field(
      "similarity", "how near it is: the cosine, less what all uses share where that is known",
      \.similarity),
  ]
}

extension Session {
  /// The words of the sentences kept that are most like a sum of uses, those themselves not among them.
  fileprivate mutating func nearestUses(
    to sum: UseSum, besides own: [ResolvedUse], count: Int
  ) throws -> [NearUse] {
    var nearest = NearestUses(to: sum, by: reader, count: count)
    for number in sentences.numbers {
      try checkInterrupt()
      nearest.add(
        try encoded(number), number: number,
        except: Set(own.filter { $0.sentence == number }.flatMap { Array($0.occurrence.tokens) }))
    }
    return try nearest.found.map {
      NearUse(use: try self.use(token: $0.token, in: $0.sentence), similarity: $0.similarity)
    }
  }
}

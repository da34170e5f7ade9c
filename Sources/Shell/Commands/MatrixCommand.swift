import ArgumentParser
import ContextualEmbeddings
import JSON
import Senses
import Tokenization

struct MatrixCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix", abstract: "The similarity of all words of one or two sentences.")
  static let isComparable = true
  static let topic = Topic.compare
  static let example = ["/matrix \"The bank lends money.\" \"The river left its bank.\""]

  @Argument(help: "A number, a use, or a sentence in quotes; without it, the last sentence.")
  var rows: SentenceReference?
  @Argument(help: "A second sentence; without it, the first with itself.")
  var columns: SentenceReference?
  @OptionGroup var files: ReportFiles

  /// Longer sentences are not drawn. Words.
  static let most = 500

  struct Found {
    let rows, columns: TokenizedText
    /// Shape `[rows, columns]`; where one is no number, both words are unknown to the model.
    let values: [[Double]]

    var hasUnknown: Bool { !rows.unknown.isEmpty && !columns.unknown.isEmpty }

    struct Cell {
      let row, column: ReadToken
      let similarity: Double
    }

    var cells: [Cell] {
      zip(rows.read, values).flatMap { row, values in
        zip(columns.read, values).map { Cell(row: row, column: $0, similarity: $1) }
      }
    }
  }

  static let fields: [Field<Found>] = [
    Field(
      "rows", "the words of the first sentence", each: ReadToken.fields, named: "token", \.rows.read
    ),
    Field(
      "columns", "the words of the second", each: ReadToken.fields, named: "token", \.columns.read),
    Field("doubts", "why some of it may be wrong: a code each") {
      $0.hasUnknown ? [Doubt.unknown(words: []).code] : []
    },
    Field(
      "similarities",
      "the cosine of every two words, a list for each row; null where the model knows neither",
      \.values),
  ]
  static let rows = RowFields<Found>(
    [
      Field("row", "which word of the first sentence, from 1") { $0.row.place + 1 },
      Field("row_text", "the word", \.row.token.text),
      Field("column", "which word of the second, from 1") { $0.column.place + 1 },
      Field("column_text", "the word", \.column.token.text),
      Field("similarity", "the cosine of the two vectors", \.similarity),
    ], \.cells)

  func find(in session: inout Session) throws -> Found {
    let first = try rows ?? SentenceReference("\(session.lastSentence())")
    let a = try session.encoded(first)
    let b = try columns.map { try session.encoded($0) } ?? a
    for sentence in [a, b] where sentence.text.tokens.count > Self.most {
      throw ShellError(
        "too-many-words",
        "a sentence of \(sentence.text.tokens.count) words, at most \(Self.most) are compared")
    }
    let (left, top) = (a.vectors, b.vectors)
    // Two unknown words are one to the model.
    let (unknownRows, unknownColumns) = (a.text.unknown, b.text.unknown)
    let values = try left.indices.map { row in
      try session.checkInterrupt()
      return top.indices.map { column in
        unknownRows.contains(row) && unknownColumns.contains(column)
          ? .nan : cosine(left[row], top[column])
      }
    }
    return Found(rows: a.text, columns: b.text, values: values)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let map = HeatMap(rows: found.rows.labels, columns: found.columns.labels, values: found.values)
    return [.chart(Chart("Similarity (cosine)", .cells(map)))]
      + (found.hasUnknown
        ? [.text("– stands where both words are unknown to the model, which reads them alike.")]
        : [])
  }

  func head(_ found: Found) -> PageHead {
    PageHead("Similarity of words", lead: "The cosine of the vectors of every two words.")
  }
}

extension TokenizedText {
  /// The words of which a model reads nothing but that they are unknown.
  fileprivate var unknown: Set<Int> {
    Set(tokens.indices.filter { tokens[$0].finding == .unknown })
  }

  fileprivate var labels: [String] { tokens.map(\.label.onOneLine) }
}

extension Sentence {
  /// Of each word, in order. Shape `[T, C]`
  var vectors: [[Float]] { text.tokens.indices.map { vector(of: $0) } }
}

extension Session {
  /// A sentence with its vectors, be it kept or written out.
  mutating func encoded(_ reference: SentenceReference) throws -> Sentence {
    let (number, text) = try sentence(reference)
    return try number.map { try encoded($0) }
      ?? model.sentences([text], checking: checkInterrupt)[0]
  }
}

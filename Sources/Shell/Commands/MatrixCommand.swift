import ArgumentParser
import ContextualEmbeddings
import ModelFiles
import Senses
import Tokenization

struct MatrixCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix", abstract: "The similarity of all words of one or two sentences.")
  static let topic = Topic.compare
  static let example = ["/matrix \"The bank lends money.\" \"The river left its bank.\""]

  @Argument(help: "A number, a use, or a sentence in quotes; without it, the last sentence.")
  var rows: SentenceReference?
  @Argument(help: "A second sentence; without it, the first with itself.")
  var columns: SentenceReference?
  @OptionGroup var figure: FigureOptions

  /// Longer sentences are not drawn. Words.
  static let most = 500

  func answer(in session: inout Session) throws -> Answer {
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
    let hasUnknown = !unknownRows.isEmpty && !unknownColumns.isEmpty
    let (rowNames, columnNames) = (a.text.labels, b.text.labels)
    let map = HeatMap(rows: rowNames, columns: columnNames, values: values)
    var answer = Answer(
      [.chart(.cells(map))],
      fields: [
        "rows": .array(a.text.tokens.map { .object($0.json(in: a.text)) }),
        "columns": .array(b.text.tokens.map { .object($0.json(in: b.text)) }),
        "doubts": hasUnknown ? [.string(Doubt.unknown(words: []).code)] : [],
        "similarities": .array(values.map { .array($0.map { .double($0) }) }),
      ],
      rows: values.enumerated().flatMap { row, values in
        values.enumerated().map { column, value in
          [
            .int(row + 1), .string(a.text.tokens[row].text), .int(column + 1),
            .string(b.text.tokens[column].text), .double(value),
          ]
        }
      })
    if hasUnknown {
      answer.blocks.append(
        .text("– stands where both words are unknown to the model, which reads them alike."))
    }
    try figure.write(below: &answer, in: session) { map.figure(title: "Similarity (cosine)") }
    return answer
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

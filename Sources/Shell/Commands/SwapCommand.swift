import ArgumentParser
import JSON
import Senses

struct SwapCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "swap",
    abstract: "What changes elsewhere in a sentence when one word is replaced.",
    discussion: """
      The change of a word is 1 less the cosine of its vectors before and after, in each layer up to \
      the one that vectors are taken from. In layer 0, the bare embeddings, only the word itself \
      differs; in each later layer the others have attended once more.
      """)
  static let isComparable = true
  static let topic = Topic.why
  static let example = ["/swap \"We had [lunch] on the bank of the river.\" money"]

  @Argument(help: "The word to replace, as 2:river.")
  var use: UseReference
  @Argument(help: "What stands there instead.", completion: .word)
  var word: String
  @OptionGroup var files: ReportFiles

  struct Found {
    let use: ResolvedUse
    let word: String
    let swap: Swap
  }

  private static let change: [Field<Swap.Word>] = [
    Field("token", "which word of the sentence, from 1") { $0.token + 1 },
    Field("text", "the word", \.text),
    Field(
      "changes", "1 less the cosine of its vectors before and after, in each layer from 0",
      \.changes),
  ]
  static let fields: [Field<Found>] = [
    Field("use", "the use that is replaced", \.use),
    Field("word", "what stands in its place", \.word),
    Field("words", "the words of the sentence", each: change, \.swap.words),
  ]
  static let rows = RowFields<Found>(
    change.only("token", "text") + [
      Field(
        "change", "1 less the cosine before and after, a column for each layer from 0", \.changes
      )
      .spread(from: 0)
    ], \.swap.words)

  func find(in session: inout Session) throws -> Found {
    let use = try session.use(use)
    guard session.reader.tokenize(.init(word)).tokens.count == 1 else {
      throw ShellError(
        "not-one-word", "“\(word)” is not one word; one word takes the place of a use")
    }
    return Found(
      use: use, word: word, swap: try Swap(use.occurrence, for: word, by: session.reader))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (use, swap) = (found.use, found.swap)
    let own = use.occurrence.tokens.lowerBound
    let others = swap.words.filter { $0.token != own }
    let largest = max(0.01, others.flatMap(\.changes).filter(\.isFinite).max() ?? 0)
    let map = HeatMap(
      rows: swap.words.map { $0.text.onOneLine },
      columns: swap.layers.dropFirst().map { "layer \($0)" },
      values: swap.words.map { $0.changes.dropFirst().map { $0 * 100 } },
      range: 0...largest * 100, isSequence: true)
    let last = swap.layers.upperBound
    let most = others.max { $0.changes[last] < $1.changes[last] }
    return [
      use.lineBlock, .text("“\(use.word.onOneLine)” → “\(word.onOneLine)”", .strong), .gap,
      .text("How far each word's vector turns in each layer (1 - cosine, in hundredths):"),
      .chart(Chart("“\(use.word)” → “\(word)”: 100 (1 − cosine)", .cells(map))),
    ]
      + (most.map { most in
        [
          .gap,
          .text(
            "Besides the word itself, “\(most.text.onOneLine)” changes most: "
              + "\(decimals(most.changes[last], 3)) in layer \(last)."),
        ]
      } ?? [])
  }

  func head(_ found: Found) -> PageHead {
    PageHead(
      "“\(found.use.word)” → “\(found.word)”",
      lead: "How far the vectors of a sentence's words turn, layer by layer, when one is replaced.")
  }
}

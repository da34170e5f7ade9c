import ArgumentParser
import ModelFiles
import Senses

struct SwapCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "swap",
    abstract: "What changes elsewhere in a sentence when one word is replaced.",
    discussion: """
      The change of a word is 1 less the cosine of its vectors before and after, in each layer up to \
      the one that vectors are taken from. In layer 0, the bare embeddings, only the word itself \
      differs; in each layer after it the others have looked once more.
      """)
  static let topic = Topic.why
  static let example = ["/swap \"We had [lunch] on the bank of the river.\" money"]

  @Argument(help: "The word to replace, as 2:river.")
  var use: UseReference
  @Argument(help: "What stands there instead.")
  var word: String
  @OptionGroup var figure: FigureOptions

  func answer(in session: inout Session) throws -> Answer {
    let use = try session.use(use)
    guard session.reader.tokenize(.init(word)).tokens.count == 1 else {
      throw ShellError(
        "not-one-word", "“\(word)” is not one word; one word takes the place of a use")
    }
    let swap = try Swap(use.occurrence, for: word, by: session.reader)
    let layers = swap.layers
    let own = use.occurrence.tokens.lowerBound
    let others = swap.words.filter { $0.token != own }
    let largest = max(0.01, others.flatMap(\.changes).filter(\.isFinite).max() ?? 0)
    let names = swap.words.map { $0.text.onOneLine }
    let map = HeatMap(
      rows: names, columns: layers.dropFirst().map { "layer \($0)" },
      values: swap.words.map { $0.changes.dropFirst().map { $0 * 100 } },
      range: 0...largest * 100, isSequence: true)
    let last = layers.upperBound
    let most = others.max { $0.changes[last] < $1.changes[last] }
    var blocks: [Block] = [
      use.lineBlock, .text("“\(use.word.onOneLine)” → “\(word.onOneLine)”", .strong), .gap,
      .text("How far each word's vector turns in each layer (1 - cosine, in hundredths):"),
      .chart(.cells(map)),
    ]
    if let most {
      blocks += [
        .gap,
        .text(
          "Besides the word itself, “\(most.text.onOneLine)” changes most: "
            + "\(decimals(most.changes[last], 3)) in layer \(last)."),
      ]
    }
    var answer = Answer(
      blocks,
      fields: [
        "use": use.json, "word": .string(word),
        "words": .array(
          swap.words.map { word in
            [
              "token": .int(word.token + 1), "text": .string(word.text),
              "changes": numbers(word.changes),
            ]
          }),
      ],
      rows: swap.words.map { word in
        [.int(word.token + 1), .string(word.text)] + word.changes.map { .double($0) }
      })
    try figure.write(below: &answer, in: session) {
      map.figure(title: "“\(use.word)” → “\(word)”: 100 (1 − cosine)")
    }
    return answer
  }
}

import ArgumentParser
import JSON
import Senses

struct ScoreCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "How well the model agrees with people's judgements of uses.",
    discussion: """
      Pairs judged 1 or 0 (one sense or two): accuracy with the threshold that is best on the pairs \
      of --train, or without it that of even odds; area under the curve; Brier score and calibration \
      error of the chances. Pairs with grades: rank correlation (Spearman). Uses with the number of \
      their sense: mean recall over senses of the nearest centroid and the nearest use, in five-fold \
      cross-validation. Formats: wic, mcl, scws and coarsewsd as published, with the answers in the \
      file that has gold for data in its name, or in --gold; jsonl, one object a line. A file that names \
      the word of each pair (lemma, word) is held against its places: those that hold another word are \
      counted, and the first ones named.
      """)
  static let topic = Topic.text
  static let example = ["/score pairs.jsonl"]

  @Argument(help: "The files of judged uses.", completion: .file())
  var files: [String]
  @Option(help: "How they are written: jsonl, wic, mcl, scws or coarsewsd.")
  var format = JudgedFormat.jsonl
  @Option(
    help: ArgumentHelp("The answers to a single file.", valueName: "file"), completion: .file())
  var gold: String?
  @Option(
    help: ArgumentHelp("Pairs to find the threshold on.", valueName: "file"), completion: .file())
  var train: String?

  func validate() throws {
    if gold != nil && files.count > 1 {
      throw ValidationError("--gold takes one file; name the answers as the files, gold for data")
    }
  }

  struct Found {
    let scores: [(score: Score, check: PlaceCheck)]

    /// Each set weighs the same; `nil` of one set.
    var mean: Score? { scores.count > 1 ? .mean(of: scores.map(\.score)) : nil }
    var all: [Score] { scores.map(\.score) + (mean.map { [$0] } ?? []) }
  }

  static let fields: [Field<Found>] = [
    Field(
      "sets", "each file", each: Score.fields.of(\.score) + PlaceCheck.fields.of(\.check), \.scores),
    Field(
      "mean", "the mean of the sets, of measures that all have; null of one", with: Score.fields,
      \.mean),
  ]
  static let columns: [(head: String, meaning: String)] =
    [("set", "the file"), ("items", "pairs or uses")]
    + Score.Measure.allCases.map { ($0.title, $0.meaning) }
  static let rows = RowFields<Found>(
    [
      Field("set", "the file, or mean") { $0.score.name },
      Field("items", "pairs or uses") { $0.score.items },
      Field("measure", "what was measured") { $0.measure.rawValue },
      Field("value", "what came of it") { $0.value },
    ]
  ) { found -> [(score: Score, measure: Score.Measure, value: Double)] in
    found.all.flatMap { score in score.values.map { (score, $0.measure, $0.value) } }
  }

  func find(in session: inout Session) throws -> Found {
    defer { session.progress("") }
    let threshold = try train.map { path in
      guard case .pairs(let pairs) = try format.read(path), pairs.allSatisfy(\.isYesOrNo) else {
        throw ShellError("bad-set", "\(path): a threshold is found on pairs judged 0 or 1")
      }
      return SimilarityThreshold(
        bestFor: try session.judgements(of: pairs, in: path).map(\.similarity),
        same: pairs.map { $0.gold == 1 })
    }
    return Found(
      scores: try files.map { path in
        let set = try format.read(path, answers: gold)
        return (try session.score(of: set, in: path, threshold: threshold), set.placeCheck)
      })
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let measures = found.all[0].values.map(\.measure)
    let isOneTable = found.all.allSatisfy { $0.values.map(\.measure) == measures }
    return (isOneTable ? [found.all] : found.all.map { [$0] }).map { scores in
      .table(
        Table(
          [.init("set", shrinks: true), .init("items", right: true)]
            + scores[0].values.map { .init($0.measure.title, right: true) },
          text: scores.map { score in
            [score.title, "\(score.items)"] + score.values.map { decimals($0.value, 4) }
          }))
    }
  }

  func notes(on found: Found, in session: Session) -> Notes {
    Notes(warnings: zip(files, found.scores).compactMap { $1.check.warning(file: $0) })
  }
}

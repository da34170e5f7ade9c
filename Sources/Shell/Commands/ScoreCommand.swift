import ArgumentParser
import JSON
import Senses

struct ScoreCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "How well the model agrees with people's judgements of uses.",
    discussion: """
      Pairs judged 1 or 0 (one sense or two): accuracy with the threshold that is best on the pairs \
      of --train, or without it that of even odds; area under the curve; Brier score and calibration \
      error of the chances. Pairs with grades: rank correlation (Spearman). Uses with the number of \
      their sense: mean recall over senses of the nearest centroid and the nearest use, in five-fold \
      cross-validation. With --all-layers the same is measured after every layer; there, without --train, a \
      threshold is found on the pairs of other words, in five parts. Formats: wic, mcl, scws and coarsewsd as published, with the answers in the \
      file that has gold for data in its name, or in --gold; jsonl, one object a line; durel, a uses.csv of DURel with judgments.csv beside it or in --gold, of which the median of two \
      people or more counts, and 0 (cannot decide) does not; wsd, all-words sets as Raganato et al. publish them, with the \
      keys in the file that has gold.key.txt for data.xml in its name: how many uses get the right sense first (F1). A file that names \
      the word of each pair (lemma, word) is held against its places: those that hold another word are \
      counted, and the first ones named.
      """)
  static let isComparable = true
  static let topic = Topic.text
  static let example = ["/score pairs.jsonl"]

  @Argument(
    help: ArgumentHelp("The files of judged uses.", valueName: "files"), completion: .file())
  var sets: [String]
  @Option(help: "How they are written: jsonl, wic, mcl, scws, coarsewsd, durel or wsd.")
  var format = JudgedFormat.jsonl
  @Option(
    help: ArgumentHelp("The answers to a single file.", valueName: "file"), completion: .file())
  var gold: String?
  @Option(
    help: ArgumentHelp("Pairs to find the threshold on.", valueName: "file"), completion: .file())
  var train: String?
  @Flag(help: "Measure after every layer, not only after the one that vectors are taken from.")
  var allLayers = false
  @Flag(help: "With wsd, find lemma and part of speech too, as /sense does.")
  var findLemmas = false
  @OptionGroup var files: ReportFiles

  func validate() throws {
    if findLemmas && format != .wsd {
      throw ValidationError("--find-lemmas is for --format wsd")
    }
    if allLayers && format == .wsd {
      throw ValidationError("senses are named by the layer that they were tagged with alone")
    }
    if gold != nil && sets.count > 1 {
      throw ValidationError("--gold takes one file; name the answers as the files, gold for data")
    }
  }

  struct Found {
    let scores: [(score: Score, check: PlaceCheck)]
    /// The layer that vectors are taken from.
    let layer: Int
    /// What to know of what senses were named by, one line each.
    let namerWarnings: [String]

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
      Field("layer", "after which layer") { $0.layer },
    ]
  ) { found -> [(score: Score, measure: Score.Measure, value: Double, layer: Int)] in
    found.all.flatMap { score in
      score.layers.isEmpty
        ? score.values.map { (score, $0.measure, $0.value, found.layer) }
        : score.layers.flatMap { layer in
          layer.values.map { (score, $0.measure, $0.value, layer.number) }
        }
    }
  }

  func find(in session: inout Session) throws -> Found {
    defer { session.progress("") }
    let train = try train.map { path in
      guard case .pairs(let pairs) = try format.read(path, checking: session.checkInterrupt),
        pairs.allSatisfy(\.isYesOrNo)
      else {
        throw ShellError("bad-set", "\(path): a threshold is found on pairs judged 0 or 1")
      }
      return TrainingPairs(
        try session.read(pairs, in: path, allLayers: allLayers), same: pairs.map { $0.gold == 1 })
    }
    let scores = try sets.map { path in
      let set = try format.read(path, answers: gold, checking: session.checkInterrupt)
      return (
        score: try session.score(
          of: set, in: path, train: train, allLayers: allLayers, findsLemmas: findLemmas),
        check: set.placeCheck
      )
    }
    return Found(
      scores: scores, layer: session.model.layer,
      namerWarnings: format == .wsd ? try session.withNamer { $0.warnings } : [])
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    guard !allLayers else { return layerBlocks(found) }
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

  /// The mean of several sets comes first, since a picture shows one.
  private func layerBlocks(_ found: Found) -> [Block] {
    let scores = (found.mean.map { [$0] } ?? []) + found.scores.map(\.score)
    return scores.flatMap { score -> [Block] in
      let measures = score.layers.first?.values.map(\.measure).filter { $0 != .threshold } ?? []
      let plot = LinePlot(
        measures.map { measure in
          LinePlot.Line(measure.title, score.layers.map { $0[measure] ?? .nan })
        }, across: "layer", up: measures.map(\.title).joined(separator: ", "))
      let best = measures.last.flatMap { measure in
        score.layers.max { ($0[measure] ?? 0) < ($1[measure] ?? 0) }.map { layer in
          "\(measure.title) is best after layer \(layer.number)"
        }
      }
      let what = "\(score.title), \(counted(score.items, "item"))"
      return [
        .text(what + (best.map { ": \($0)" } ?? ""), .strong),
        .chart(Chart("Agreement with people by layer: \(score.title)", .lines(plot))), .gap,
      ]
    }.dropLast()
  }

  func head(_ found: Found) -> PageHead {
    PageHead(
      "Agreement with people", lead: "How well the model agrees with people's judgements of uses.")
  }

  func notes(on found: Found, in session: Session) -> Notes {
    Notes(
      warnings: zip(sets, found.scores).compactMap { $1.check.warning(file: $0) }
        + found.namerWarnings)
  }
}

import ArgumentParser
import ModelFiles
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

  func answer(in session: inout Session) throws -> Answer {
    defer { session.progress("") }
    let threshold = try train.map { path in
      guard case .pairs(let pairs) = try format.read(path), pairs.allSatisfy(\.isYesOrNo) else {
        throw ShellError("bad-set", "\(path): a threshold is found on pairs judged 0 or 1")
      }
      return SimilarityThreshold(
        bestFor: try judgements(of: pairs, in: path, session).map(\.similarity),
        same: pairs.map { $0.gold == 1 })
    }
    var checks: [PlaceCheck] = []
    let scores = try files.map { path in
      let set = try format.read(path, answers: gold)
      checks.append(set.placeCheck)
      switch set {
      case .pairs(let pairs):
        let judgements = try judgements(of: pairs, in: path, session)
        return Score(
          path, items: pairs.count,
          pairs.allSatisfy(\.isYesOrNo)
            ? yesOrNo(judgements, pairs.map { $0.gold == 1 }, threshold)
            : graded(judgements, pairs.map(\.gold)))
      case .uses(let uses):
        guard uses.count >= 5 else {
          throw ShellError("bad-set", "\(path): five-fold cross-validation takes 5 uses or more")
        }
        let recall = try SenseRecall(
          directions: Directions(try vectors(of: uses.map(\.use), in: path, session)),
          senses: uses.map(\.sense), checking: session.checkInterrupt)
        return Score(
          path, items: uses.count,
          [
            ("nearest_centroid_recall", recall.nearestCentroid),
            ("nearest_neighbour_recall", recall.nearestNeighbour),
          ])
      }
    }
    var answer = answer(scores, checks)
    answer.warnings = zip(files, checks).compactMap { $1.warning(file: $0) }
    return answer
  }

  private func yesOrNo(
    _ judgements: [Judgement], _ same: [Bool], _ threshold: SimilarityThreshold?
  ) -> [Score.Measure] {
    var measures: [Score.Measure] = []
    let similarities = judgements.map(\.similarity)
    let chances = judgements.compactMap(\.probability)
    let hasChances = chances.count == same.count
    if let threshold {
      measures += [
        ("accuracy", threshold.accuracy(on: similarities, same: same)),
        ("threshold", threshold.value),
      ]
    } else if hasChances {
      measures.append(("accuracy", SimilarityThreshold(0.5).accuracy(on: chances, same: same)))
    }
    if let area = areaUnderCurve(similarities, same: same) {
      measures.append(("area_under_curve", area))
    }
    if hasChances {
      let quality = ChanceQuality(chances: chances, same: same)
      measures += [
        ("brier", quality.brier), ("calibration_error", quality.calibrationError),
      ]
    }
    return measures
  }

  private func graded(_ judgements: [Judgement], _ gold: [Double]) -> [Score.Measure] {
    spearman(judgements.map(\.similarity), gold).map { [("spearman", $0)] } ?? []
  }

  private func judgements(
    of pairs: [JudgedPair], in path: String, _ session: Session
  ) throws -> [Judgement] {
    let vectors = try vectors(of: pairs.flatMap { [$0.a, $0.b] }, in: path, session)
    return pairs.indices.map {
      session.reader.judgement(of: vectors[2 * $0], and: vectors[2 * $0 + 1], doubts: [])
    }
  }

  private func vectors(
    of uses: [MarkedText], in path: String, _ session: Session
  ) throws -> [[Float]] {
    var vectors: [[Float]] = []
    vectors.reserveCapacity(uses.count)
    while vectors.count < uses.count {
      try session.checkInterrupt()
      session.progress("\(path): \(vectors.count) of \(counted(uses.count, "use")) encoded")
      let batch = try uses[vectors.count...].prefix(64).map { use in
        guard let occurrence = Occurrence(use, read: session.reader.tokenize) else {
          throw ShellError(
            "bad-set", "\(path): no word stands at bytes \(use.use) of “\(use.text)”")
        }
        return occurrence
      }
      vectors += try session.reader.vectors(of: batch)
    }
    return vectors
  }

  private func answer(_ scores: [Score], _ checks: [PlaceCheck]) -> Answer {
    var rows = scores
    if scores.count > 1 { rows.append(.mean(of: scores)) }
    let names = rows[0].measures.map(\.name)
    let isOneTable = rows.allSatisfy { $0.measures.map(\.name) == names }
    let tables = isOneTable ? [rows] : rows.map { [$0] }
    return Answer(
      tables.map { rows in
        .table(
          Table(
            [.init("set", shrinks: true), .init("items", right: true)]
              + rows[0].measures.map { .init(Score.title($0.name), right: true) },
            text: rows.map { row in
              [row.title, "\(row.items)"] + row.measures.map { decimals($0.value, 4) }
            }))
      },
      fields: [
        "sets": .array(
          zip(scores, checks).map { score, check in .object(score.json.merging(check.fields)) }),
        "mean": scores.count > 1 ? .object(rows.last!.json) : .null,
      ],
      rows: rows.flatMap { row in
        row.measures.map {
          [.string(row.name), .int(row.items), .string($0.name), .double($0.value)]
        }
      })
  }
}

extension JudgedPair {
  fileprivate var isYesOrNo: Bool { gold == 0 || gold == 1 }
}

/// What was measured on a set.
private struct Score {
  typealias Measure = (name: String, value: Double)

  /// The file's path, or `mean`.
  let name: String
  let items: Int
  let measures: [Measure]

  /// The name without folders.
  var title: String { name.split(separator: "/").last.map(String.init) ?? name }

  init(_ name: String, items: Int, _ measures: [Measure]) {
    self.name = name
    self.items = items
    self.measures = measures
  }

  /// Each set weighs the same. Of measures that all sets have.
  static func mean(of scores: [Score]) -> Score {
    let shared = scores[0].measures.map(\.name).filter { name in
      scores.allSatisfy { $0.measures.contains { $0.name == name } }
    }
    return Score(
      "mean", items: scores.reduce(0) { $0 + $1.items },
      shared.map { name in
        let values = scores.map { $0.measures.first { $0.name == name }!.value }
        return (name, values.reduce(0, +) / Double(values.count))
      })
  }

  static func title(_ name: String) -> String {
    switch name {
    case "area_under_curve": "area"
    case "calibration_error": "calib. error"
    case "nearest_centroid_recall": "centroid"
    case "nearest_neighbour_recall": "neighbour"
    default: name
    }
  }

  var json: JSONObject {
    var object: JSONObject = ["set": .string(name), "items": .int(items)]
    for measure in measures { object[measure.name] = .double(measure.value) }
    return object
  }
}

extension PlaceCheck {
  /// How many places hold another word than the file names, and the first of them; null where it names none.
  fileprivate var fields: JSONObject {
    [
      "other_words": count > 0 ? .int(others.count) : .null,
      "first_other_words": .array(
        others.prefix(8).map {
          ["item": .string($0.item), "word": .string($0.word), "lemma": .string($0.lemma)]
        }),
    ]
  }
}

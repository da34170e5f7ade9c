import ArgumentParser
import ModelFiles
import Senses
import UnicodeText

struct CompareCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "All uses of a word, and which belong together.",
    discussion: """
      Groups are joined while their uses are alike on average: while the probability of one sense is \
      even or better, or, for a model without a calibration, while they are nearer to uses of one word \
      than to random pairs. Reasons to doubt some pair are named below.
      """)
  static let topic = Topic.compare
  static let example = [
    "I deposited money at the bank.", "We had lunch on the bank of the river.",
    "The bank raised its interest rates.", "/compare bank",
  ]

  @Argument(help: "The word, or a few words in quotes.")
  var word: String
  @Argument(help: "More sentences to find it in, in quotes; they are not kept.")
  var sentences: [String] = []
  @OptionGroup var figure: FigureOptions

  func answer(in session: inout Session) throws -> Answer {
    let uses = try session.severalUses(of: word, in: sentences, atLeast: 2)
    let comparison = try Comparison(of: uses, in: &session)
    let doubts = comparison.doubts
    var answer = Answer(
      comparison.blocks(word, doubts), fields: comparison.fields(word, doubts),
      rows: comparison.rows)
    try figure.write(below: &answer, in: session) {
      comparison.map.figure(title: "Uses of “\(word)”: \(comparison.measured.name)")
    }
    return answer
  }
}

/// Every pair of some uses compared, and the uses grouped.
struct Comparison {
  let uses: [ResolvedUse]
  /// Shape `[n, n]`.
  let similarities: [[Double]]
  /// `nil` where the model has no calibration.
  let probabilities: [[Double]]?
  let groups: Partition
  /// Groups less alike than this on average stay apart.
  let floor: Double

  init(of uses: [ResolvedUse], in session: inout Session) throws {
    try Occurrence.checkComparable(uses.map(\.occurrence))
    self.uses = uses
    let vectors = try session.vectors(of: uses)
    let reader = session.reader
    var similarities = uses.map { _ in [Double](repeating: 1, count: uses.count) }
    var probabilities = similarities
    for a in uses.indices {
      try session.checkInterrupt()
      for b in uses.indices where b > a {
        let judgement = reader.judgement(of: vectors[a], and: vectors[b], doubts: [])
        similarities[a][b] = judgement.similarity
        similarities[b][a] = judgement.similarity
        probabilities[a][b] = judgement.probability ?? 0
        probabilities[b][a] = judgement.probability ?? 0
      }
    }
    self.similarities = similarities
    self.probabilities = reader.calibration == nil ? nil : probabilities
    floor = Self.floor(reader)
    groups = try averageLinkage(
      self.probabilities ?? similarities, floor: floor, checking: session.checkInterrupt
    ).partition
  }

  /// Even odds; without a calibration, halfway between random pairs and uses of one word.
  private static func floor(_ reader: SenseReader) -> Double {
    if reader.calibration != nil { return 0.5 }
    guard let band = reader.yardstick?.layers[reader.model.layer].band else { return 0.5 }
    return (band.random + band.sameWord) / 2
  }

  /// What is shown of each pair.
  var measured: (name: String, values: [[Double]]) {
    probabilities.map { ("probability of one sense", $0) } ?? ("similarity", similarities)
  }

  var map: HeatMap {
    let names = uses.map(\.label)
    return HeatMap(rows: names, columns: names, values: measured.values)
  }

  /// What makes some pair's comparison thin, each once. It takes a look at every pair.
  var doubts: [Doubt] {
    var found: [Doubt] = []
    for a in uses.indices {
      for b in uses.indices where b > a {
        let own = Doubt.about(uses[a].occurrence, and: uses[b].occurrence)
        found += own.filter { !found.contains($0) }
      }
    }
    return found
  }

  func blocks(_ word: String, _ doubts: [Doubt]) -> [Block] {
    var blocks: [Block] = [
      .text("\(uses.count) uses of “\(word.onOneLine)”: \(measured.name)"),
      .chart(.cells(map)), .gap,
    ]
    let groups = groups.groups
    let measure =
      probabilities == nil
      ? "similarity of \(twoDecimals(floor)) or more on average" : "probability of one half or more"
    blocks.append(
      .text(
        groups.count == 1
          ? "All belong together (\(measure))."
          : "\(groups.count) groups (\(measure) within each):"))
    for (number, group) in groups.enumerated() {
      if groups.count > 1 { blocks.append(.text("\(number + 1)", .strong)) }
      let label = group.map { uses[$0].label.displayWidth }.max()!
      blocks.append(
        .picture { width in
          let lines = group.map { use in
            let start = "  " + fitted(uses[use].label, min(label, width / 3)) + "  "
            return start + uses[use].occurrence.excerpt(width: width - start.displayWidth)
          }
          return Picture(
            lines: lines.map { [Picture.Run($0)] },
            plain: group.map { "\(uses[$0].label): \(uses[$0].occurrence.excerpt(width: 200))" })
        })
    }
    if !doubts.isEmpty {
      let reasons = doubts.map(\.reason).joined(separator: "; ")
      blocks += [.gap, .text("Take it with care: \(reasons.onOneLine).")]
    }
    return blocks
  }

  func fields(_ word: String, _ doubts: [Doubt]) -> JSONObject {
    func json(_ values: [[Double]]) -> JSONValue {
      .array(values.map { .array($0.map { .double($0) }) })
    }
    return [
      "word": .string(word), "uses": .array(uses.map(\.json)),
      "similarities": json(similarities), "probabilities": probabilities.map(json) ?? .null,
      "groups": .array(groups.labels.map { .int($0 + 1) }), "floor": .double(floor),
      "doubts": .array(doubts.map { .string($0.code) }),
    ]
  }

  /// Each pair: the two uses, similarity, probability, and the groups they are in.
  var rows: [[JSONValue]] {
    uses.indices.flatMap { a in
      uses.indices.dropFirst(a + 1).map { b in
        [
          .string(uses[a].name), .string(uses[b].name), .double(similarities[a][b]),
          .double(probabilities?[a][b]), .int(groups.labels[a] + 1), .int(groups.labels[b] + 1),
        ]
      }
    }
  }
}

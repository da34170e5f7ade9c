import Senses

extension ShiftedWord {
  /// For people, of one word.
  var blocks: [Block] {
    let uses = groups.map { group in
      "\(group.group) \(group.found)" + (group.used < group.found ? " (\(group.used) taken)" : "")
    }
    var blocks: [Block] = [
      .text("“\(word)”: uses \(uses.joined(separator: ", "))".onOneLine, .strong)
    ]
    if let written = forms.summary { blocks.append(.text(written)) }
    // Of many groups the curve says what lies between.
    for step in steps.count > 1 ? [steps[steps.count - 1]] : steps {
      blocks += [.gap, .text(step.name.onOneLine, .strong), .table(step.table)]
    }
    if !references.isEmpty {
      blocks.append(
        .text("References: \(references.joined(separator: ", "))".onOneLine, indent: 2))
    }
    if groups.count > 2 { blocks += curves.flatMap { [.gap, .chart($0)] } }
    return blocks + (senses == nil ? [] : courses.flatMap(\.blocks))
  }

  /// Over time: how far a group lies from the one before it, and the share of each sense.
  private var curves: [Chart] {
    let steps = steps.dropLast()
    let measure: ShiftMeasure = steps.contains { $0[.centred] != nil } ? .centred : .pairs
    func values(_ value: (ShiftFigure) -> Double?) -> [Double] {
      steps.map { $0[measure].flatMap(value) ?? .nan }
    }
    let distances = Chart(
      "“\(word)”: distance from the group before",
      .lines(
        LinePlot(
          [.init("“\(word)”", values(\.estimate.value))]
            + (references.isEmpty
              ? [] : [.init("references, median", values(\.standing?.median))]),
          across: "group",
          up: (measure == .centred ? "centred " : "") + ShiftMeasure.pairs.title,
          names: steps.map(\.to))))
    guard !courses.isEmpty else { return [distances] }
    let shares = Chart(
      "“\(word)”: shares of senses",
      .lines(
        LinePlot(
          courses.map { sense in
            .init("sense \(sense.title)", sense.groups.map { $0.estimate?.value ?? .nan })
          }, across: "group", up: "share of uses", names: groups.map(\.group))))
    return [shares, distances]
  }
}

extension ShiftedWord {
  /// What becomes of its senses, in a line: `bank: senses .41 apart; new 2 money loan; shrinking 1 river; 2 steady`.
  fileprivate var courseOfSenses: String? {
    guard senses != nil, let distance = whole?[.senses]?.estimate.value else { return nil }
    let moving = courses.filter { $0.course != nil && $0.course != .steady }
    let steady = courses.count - moving.count
    return
      (["\(word): senses \(twoDecimals(distance)) apart"]
      + moving.map { "\($0.course!.rawValue) \($0.title)" }
      + (steady > 0 ? ["\(steady) steady"] : []))
      .joined(separator: "; ")
  }
}

extension ShiftStep {
  /// Each measure in a line.
  fileprivate var table: Table {
    Table(
      [
        .init("", shrinks: true), .init("value", right: true), .init("interval", right: true),
        .init("references", right: true), .init("half of them", right: true),
        .init("above", right: true),
      ],
      text: figures.map { figure in
        [
          figure.measure.title, twoDecimals(figure.estimate.value),
          figure.estimate.interval.map(Self.range) ?? "–",
          figure.standing.map { twoDecimals($0.median) } ?? "–",
          figure.standing.map { Self.range($0.quartiles) } ?? "–", figure.place,
        ]
      })
  }

  static func range(_ range: ClosedRange<Double>) -> String {
    "\(twoDecimals(range.lowerBound)) to \(twoDecimals(range.upperBound))"
  }
}

extension ShiftedSense {
  /// Its number and the words that tell it from others.
  fileprivate var title: String {
    ([String(told.number)] + told.label.words.prefix(3)).joined(separator: " ")
  }

  fileprivate var blocks: [Block] {
    let shares = groups.map { group in
      let range = group.estimate?.interval.map {
        " (\(Self.percents($0)))"
      }
      return group.group + " "
        + (group.estimate.map { percent(100 * $0.value) + (range ?? "") } ?? "–")
    }
    var blocks: [Block] = [
      .gap,
      .text(
        "\(told.number)  \(course.map { $0.rawValue + ": " } ?? "")\(shares.joined(separator: ", "))"
          .onOneLine, indent: 3, .strong),
    ]
    blocks += told.label.blocks + (told.near.map { [$0.block] } ?? [])
    return blocks
      + groups.compactMap { group in
        group.use.map { use in
          .excerpt(
            Excerpt(
              lead: [Run("   \(group.group.onOneLine): ")], use: use.marked,
              plain: "\(group.group), line \(use.line): ".onOneLine))
        }
      }
  }

  private static func percents(_ range: ClosedRange<Double>) -> String {
    "\(percent(100 * range.lowerBound)) to \(percent(100 * range.upperBound))"
  }
}

extension ShiftAnswer {
  /// For people, of several words.
  var ranking: [Block] {
    let whole = words.first?.whole
    var blocks: [Block] = [
      .text(
        "\(counted(words.count, "word")), \(whole.map(\.name) ?? ""), the farthest first".onOneLine,
        .strong),
      .table(
        Table(
          [.init("word", shrinks: true)] + groups.map { .init($0.name.onOneLine, right: true) } + [
            .init("centred", right: true), .init("interval", right: true),
            .init("references", right: true), .init("above", right: true),
            .init("APD", right: true), .init("PRT", right: true),
          ],
          text: words.map { word in
            let step = word.whole
            let centred = step?[.centred]
            func value(_ figure: ShiftFigure?) -> String {
              figure.map { twoDecimals($0.estimate.value) } ?? "–"
            }
            return [word.word.onOneLine] + word.groups.map { String($0.found) } + [
              value(centred), centred?.estimate.interval.map(ShiftStep.range) ?? "–",
              centred?.standing.map { twoDecimals($0.median) } ?? "–", centred?.place ?? "–",
              value(step?[.pairs]), value(step?[.prototypes]),
            ]
          })),
    ]
    let courses = words.compactMap(\.courseOfSenses)
    if !courses.isEmpty {
      blocks += [.gap] + courses.map { .text($0.onOneLine, indent: 2) }
    }
    if groups.count > 2 { blocks += [.gap, .chart(curve)] }
    return blocks
  }

  /// How far each group lies from the one before it, of the words that move most.
  private var curve: Chart {
    Chart(
      "Distance from the group before",
      .lines(
        LinePlot(
          words.prefix(4).map { word in
            .init(
              "“\(word.word)”",
              word.steps.dropLast().map { $0[.centred]?.estimate.value ?? .nan })
          }, across: "group", up: "centred average pairwise distance",
          names: groups.dropFirst().map(\.name))))
  }

  /// Groups of which a word has so few uses that its figures say little.
  var fewUses: [String] {
    let few = words.flatMap { word in
      word.groups.filter { 0..<Self.fewestUses ~= $0.used }.map {
        "“\(word.word)” \($0.group): \($0.used)"
      }
    }
    guard !few.isEmpty else { return [] }
    let rest = few.count > 5 ? " and \(few.count - 5) more" : ""
    return [
      "few uses say little (\(Self.fewestUses) or more are wanted of each group): "
        + few.prefix(5).joined(separator: ", ").onOneLine + rest
    ]
  }

  private static let fewestUses = 20
}

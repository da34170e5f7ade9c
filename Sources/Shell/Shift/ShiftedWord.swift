import Senses

/// A word, and how far its uses in some groups lie apart.
struct ShiftedWord: Sendable {
  let word: String
  /// Its uses in each group.
  let groups: [GroupUses]
  /// Between successive groups, and of more than two between the first and the last, which comes last.
  let steps: [ShiftStep]
  /// The words its figures are held against.
  let references: [String]
  /// How its uses are written; empty where only one form was looked for.
  var forms: [WrittenForm] = []
  /// What the senses are and what becomes of them; `nil` where nobody asked.
  var senses: ToldSenses?
  var courses: [ShiftedSense] = []

  struct GroupUses: Sendable {
    let group: String
    let found: Int
    let used: Int
  }

  /// From the first group to the last.
  var whole: ShiftStep? { steps.last }

  /// By which words are ranked: the centred average pairwise distance over the whole.
  var rank: Double? { whole?[.centred]?.estimate.value }

  private static let group: [Field<GroupUses>] = [
    Field("name", "the group", \.group), Field("found", "its uses there", \.found),
    Field("used", "those that were taken", \.used),
  ]
  static let fields: [Field<ShiftedWord>] = [
    Field("word", "the word", \.word),
    Field("by_group", "its uses in each group", each: group, \.groups),
    Field(
      "steps",
      "between groups that follow one another, and of more than two between the first and the last, which comes last",
      each: ShiftStep.fields, \.steps),
    Field("references", "the words that its figures are held against", \.references),
    Field("forms", WrittenForm.meaning, each: WrittenForm.fields, \.forms).whereKnown,
    Field(
      "senses", "each sense; none where words are ranked without --senses",
      each: ShiftedSense.fields,
      \.courses),
  ]
}

/// From one group to another.
struct ShiftStep: Sendable {
  let from, to: String
  let figures: [ShiftFigure]

  subscript(measure: ShiftMeasure) -> ShiftFigure? { figures.first { $0.measure == measure } }

  var name: String { "\(from) → \(to)" }

  static let fields: [Field<ShiftStep>] = [
    Field("from", "the one group", \.from), Field("to", "the other", \.to),
    Field("figures", "what was measured", each: ShiftFigure.fields, \.figures),
  ]
}

/// How far two groups lie apart is measured.
enum ShiftMeasure: String, CaseIterable, Sendable {
  case pairs = "average_pairwise_distance"
  case centred = "centred_average_pairwise_distance"
  case prototypes = "prototype_distance"
  case senses = "sense_distance"

  /// For people.
  var title: String {
    switch self {
    case .pairs: "average pairwise distance"
    case .centred: "the same, centred"
    case .prototypes: "prototype distance"
    case .senses: "distance of sense shares"
    }
  }

  /// The head of a column.
  var head: String {
    switch self {
    case .pairs: "APD"
    case .centred: "centred"
    case .prototypes: "PRT"
    case .senses: "senses"
    }
  }

  var meaning: String {
    switch self {
    case .pairs:
      "the mean of 1 - cosine over pairs of a use in the one group and a use in the other"
    case .centred: "the same less what the words of this answer share; by this words are ranked"
    case .prototypes: "1 - the cosine of the mean directions of the two groups"
    case .senses: "the Jensen-Shannon distance of the shares that senses have, from 0 to 1"
    }
  }
}

/// One measure, and where it stands among reference words.
struct ShiftFigure: Sendable {
  let measure: ShiftMeasure
  let estimate: Estimate
  let standing: Standing?

  /// In words, as `9 of 10`.
  var place: String { standing.map { "\($0.below) of \($0.count)" } ?? "–" }

  static let fields: [Field<ShiftFigure>] = [
    Field(
      "measure",
      "average_pairwise_distance, centred_average_pairwise_distance, prototype_distance or sense_distance",
      \.measure.rawValue), Field("value", "what came of it", \.estimate.value),
    Field("interval", "where that lies in 95 of 100 cases: from, to", \.estimate.interval?.ends),
    Field(
      "reference_median", "the median of the reference words; null where there are none",
      \.standing?.median),
    Field("reference_quartiles", "between which half of them lie", \.standing?.quartiles.ends),
    Field("below", "how many of them have a smaller value", \.standing?.below),
    Field("references", "how many there are", \.standing?.count),
  ]
}

/// A sense, and what becomes of it.
struct ShiftedSense: Sendable {
  let told: ToldSenses.Sense
  let groups: [Share]
  /// From the first group to the last.
  let course: SenseCourse?

  struct Share: Sendable {
    let group: String
    let count: Int
    let estimate: Estimate?
    /// The most central of its uses in the group.
    let use: FoundUse?
  }

  private static let share: [Field<Share>] = [
    Field("name", "the group", \.group), Field("uses", "its uses there", \.count),
    Field("share", "which part of the word's uses there they are", \.estimate?.value),
    Field("interval", "where that lies in 95 of 100 cases: from, to", \.estimate?.interval?.ends),
    Field("text", "the sentence of the most central of them", \.use?.sentence.string),
    Field("file", "the path of its file", \.use?.file),
    Field("line", "the line of the file, from 1", \.use?.line),
  ]
  static let fields: [Field<ShiftedSense>] =
    [
      Field("sense", "its number", \.told.number)
    ] + SenseLabel.fields.of(\.told.label) + [NearSense.field.of(\.told.near)] + [
      Field("by_group", "its share in each group", each: share, \.groups),
      Field(
        "course",
        "what becomes of it from the first group to the last: new, lost, growing, shrinking or steady",
        \.course?.rawValue),
    ]
}

extension ClosedRange<Double> {
  /// From, to.
  var ends: [Double] { [lowerBound, upperBound] }
}

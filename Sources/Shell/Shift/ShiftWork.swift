import ContextualEmbeddings
import Corpora
import Senses
import Tokenization
import UseIndex

/// Encodes words and measures them, one after another, so that memory does not grow with their number.
struct ShiftWork {
  /// A word, and its uses group by group.
  struct Word {
    let finder: UseFinder
    /// Uses met in each group.
    let found: [Int]
    /// Those that are kept.
    let uses: Uses

    /// Uses in each group. Those of an index are looked at when their word has its turn.
    enum Uses {
      case read([[FoundUse]])
      case indexed([[UsePlace]], IndexedUses)
    }

    var isMetTwice: Bool { found.count { $0 > 0 } > 1 }
  }

  /// A word's uses, those of one group after those of another, and their vectors.
  private struct Encoded {
    var uses: CorpusUses
    let ranges: [Range<Int>]

    var groups: [Directions] {
      let all = uses.directions
      return ranges.map { all[$0] }
    }
  }

  /// What was measured of a word, step by step.
  private struct Measured {
    var steps: [[ShiftMeasure: Estimate]]
    var used: [Int]
    var forms: [WrittenForm]
    var told: ToldSenses?
    var courses: [ShiftedSense] = []
  }

  let words: [Word]
  let groups: [Grouping.Group]
  let question: ShiftQuestion
  /// What the words share, in which a direction of the corpus itself lies; `nil` where there is one word alone.
  private var centre: [Double]?
  private var kept: [String: Encoded] = [:]

  init(words: [Word], groups: [Grouping.Group], question: ShiftQuestion) {
    (self.words, self.groups, self.question) = (words, groups, question)
  }

  /// Between groups that follow one another, and of more than two from the first to the last.
  private var steps: [(from: Int, to: Int)] {
    let steps = (1..<groups.count).map { ($0 - 1, $0) }
    return steps.count > 1 ? steps + [(0, groups.count - 1)] : steps
  }

  /// So many words say what all share.
  private static let wordsOfCentre = 100

  mutating func run(
    in session: inout Session, names: [String], references: [[String]],
    into answer: inout ShiftAnswer
  ) throws {
    let byName = Dictionary(words.map { ($0.finder.word, $0) }) { first, _ in first }
    try findCentre(in: session)
    var measured: [String: Measured] = [:]
    let asked = Set(names)
    for (place, word) in words.enumerated() {
      let name = word.finder.word
      session.progress("word \(place + 1) of \(words.count): \(name)")
      let encoded = try kept.removeValue(forKey: name) ?? encode(word, in: session)
      if encoded.uses.isCut {
        answer.isCut = true
        break
      }
      measured[name] = try measure(encoded, of: word, isAsked: asked.contains(name), in: &session)
      if question.pairs > 0, asked.contains(name) {
        answer.durel = try durelFiles(of: encoded, word.finder.word, in: session)
      }
    }
    if answer.isCut, !names.contains(where: { measured[$0] != nil }) { throw Interruption() }
    for (place, name) in names.enumerated() {
      guard let own = measured[name], let word = byName[name] else { continue }
      let others = references[place].compactMap { name in measured[name].map { (name, $0) } }
      answer.words.append(
        ShiftedWord(
          word: name,
          groups: groups.indices.map {
            .init(group: groups[$0].name, found: word.found[$0], used: own.used[$0])
          },
          steps: steps.indices.map { step in
            ShiftStep(
              from: groups[steps[step].from].name, to: groups[steps[step].to].name,
              figures: ShiftMeasure.allCases.compactMap { measure in
                own.steps[step][measure].map { estimate in
                  ShiftFigure(
                    measure: measure, estimate: estimate,
                    standing: Standing(
                      of: estimate.value,
                      among: others.compactMap { $0.1.steps[step][measure]?.value }))
                }
              })
          }, references: others.map(\.0), forms: own.forms, senses: own.told, courses: own.courses))
    }
    answer.words.sort { a, b in
      (a.rank ?? -1, b.word) > (b.rank ?? -1, a.word)
    }
  }

  /// The mean of the words' mean directions, each word counting the same.
  private mutating func findCentre(in session: Session) throws {
    guard words.count > 1 else { return }
    var generator = SeededGenerator(seed: question.seed)
    let chosen = generator.order(of: words.count).prefix(Self.wordsOfCentre).sorted()
    var sum: [Double] = []
    for (place, index) in chosen.enumerated() {
      session.progress("word \(place + 1) of \(chosen.count) for the centre")
      let encoded = try encode(words[index], in: session)
      if encoded.uses.isCut { throw Interruption() }
      let directions = encoded.uses.directions
      let mean = directions.mean(of: 0..<directions.count)
      sum = sum.isEmpty ? mean : zip(sum, mean).map(+)
      kept[words[index].finder.word] = encoded
    }
    centre = sum.map { $0 / Double(chosen.count) }
  }

  /// Each use is read as if it were written as the word is asked for: forms of one word differ more than their meanings
  /// (Laicher et al. 2021, "Explaining and improving BERT performance on lexical semantic change detection").
  private func encode(_ word: Word, in session: Session) throws -> Encoded {
    var met: [(found: FoundUse, use: Use)] = []
    var written: [Use] = []
    var ranges: [Range<Int>] = []
    for uses in try word.uses.found(checking: session.checkInterrupt) {
      let start = met.count
      met += uses.compactMap { found in
        word.finder.use(of: found, read: session.reader.tokenize(_:words:)).map { use in
          if word.finder.hasForms { written.append(use) }
          let isForm =
            use.tokens.count == 1 && word.finder.keys.count == 1
            && use.key != word.finder.keys[0]
          return (
            found, isForm ? use.replacing(use.tokens.lowerBound, with: word.finder.word) : use
          )
        }
      }
      ranges.append(start..<met.count)
    }
    var uses = try session.encoded(met, from: question.source)
    uses.forms = WrittenForm.all(of: written)
    return Encoded(uses: uses, ranges: ranges)
  }

  private func measure(
    _ encoded: Encoded, of word: Word, isAsked: Bool, in session: inout Session
  ) throws -> Measured {
    let groups = encoded.groups
    let resamples = isAsked ? question.resamples : 0
    let plain = try GroupMeans(
      of: groups, resamples: resamples, seed: question.seed, checking: session.checkInterrupt)
    let centred = try centre.map { centre in
      try GroupMeans(
        of: groups.map { $0.subtracting(centre) }, resamples: resamples, seed: question.seed,
        checking: session.checkInterrupt)
    }
    var result = Measured(
      steps: steps.map { from, to in
        var figures: [ShiftMeasure: Estimate] = [:]
        figures[.pairs] = plain.averagePairwiseDistance(from, to)
        figures[.centred] = centred?.averagePairwiseDistance(from, to)
        figures[.prototypes] = plain.prototypeDistance(from, to)
        return figures
      }, used: encoded.ranges.map(\.count), forms: encoded.uses.forms)
    guard question.findsSenses, encoded.uses.uses.count > 0 else { return result }
    session.progress("grouping the uses of \(word.finder.word)")
    let induction = try session.induction(
      of: word.finder.word, from: encoded.uses, senses: nil, seed: question.seed)
    let labels = induction.labels
    let shares = SenseShares(
      of: encoded.ranges.map { Array(labels[$0]) }, resamples: resamples, seed: question.seed)
    for (step, (from, to)) in steps.enumerated() {
      result.steps[step][.senses] = shares.distance(from, to)
    }
    guard isAsked else { return result }
    let told = try session.told(induction)
    result.told = told
    result.courses = told.senses.map { sense in
      ShiftedSense(
        told: sense,
        groups: self.groups.indices.map { group in
          ShiftedSense.Share(
            group: self.groups[group].name, count: shares.count(of: sense.number, in: group),
            estimate: shares.share(of: sense.number, in: group),
            use: sense.uses.first { encoded.ranges[group].contains($0) }.map {
              induction.uses[$0]
            })
        }, course: shares.course(of: sense.number, from: 0, to: self.groups.count - 1))
    }
    guard question.keepsSenses else { return result }
    session.induction = induction
    session.inducedFound = word.found.reduce(0, +)
    session.inducedSource = question.source
    return result
  }

  /// What people are to judge of a word.
  private func durelFiles(
    of encoded: Encoded, _ word: String, in session: Session
  ) throws -> DURelFiles {
    let vectors = encoded.uses.vectors
    let own = encoded.ranges.indices.flatMap { group in encoded.ranges[group].map { _ in group } }
    let doubtful = try DoubtfulPairs(
      of: own, count: question.pairs,
      chance: { a, b in
        session.reader.judgement(of: vectors[a], and: vectors[b], doubts: []).probability ?? 1
      }, checking: session.checkInterrupt)
    return DURelFiles(
      word: word,
      zip(encoded.uses.uses, own).map { use, group in
        DURelFiles.Item(
          use: use, group: question.grouping.isParted ? "\(group + 1)" : groups[group].name,
          groupName: groups[group].name,
          date: use.metadata["date"]
            ?? (question.grouping.isParted ? use.metadata[question.grouping.field] : nil))
      }, pairs: doubtful.pairs.map { ($0.a, $0.b) })
  }
}

extension ShiftWork.Word.Uses {
  /// - Throws: `IndexError`; what `check` throws.
  fileprivate func found(checking check: () throws -> Void) throws -> [[FoundUse]] {
    switch self {
    case .read(let uses): return uses
    case .indexed(let places, let index):
      return try places.map { places in
        var uses: [FoundUse] = []
        try index.forEach(at: places) { use in
          try check()
          uses.append(use.found)
        }
        return uses
      }
    }
  }
}

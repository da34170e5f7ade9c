import ContextualEmbeddings
import Senses

/// Uses of a word, and which senses of the dictionary they have.
struct TypicalUses {
  /// The index that was asked; `nil` where the sentences kept were.
  let index: String?
  /// Uses met, and those that were looked at.
  let found, used: Int
  /// Those of the senses asked for.
  let senses: [String: OfSense]
  /// Uses of which the likeliest sense is not likely, or that are like none.
  let unsure: Int

  /// Those that have one sense.
  struct OfSense {
    var count = 0
    /// The most like what is known of the sense first.
    var typical: [Typical] = []
  }

  struct Typical {
    let use: ResolvedUse
    /// That it has the sense, if it has one of its word.
    let probability: Double
    let likeness: Double

    static let fields: [Field<Typical>] = [
      Field("use", "the use", \.use),
      Field("probability", "that it has the sense, if it has one of its word", \.probability),
    ]
  }

  /// Uses told of a sense.
  static let mostTold = 2

  /// Those named as a sense that was not asked for.
  var others: Int { used - unsure - senses.values.reduce(0) { $0 + $1.count } }

  static let fields: [Field<TypicalUses>] = [
    Field("index", "with --uses, the index that was asked; left out where none was", \.index)
      .whereKnown,
    Field("found", "with --uses, uses of the word in all its forms", \.found),
    Field("used", "those that were looked at", \.used),
    Field("unsure", "those of which no sense is likely", \.unsure),
    Field("others", "those of other senses, as of another part of speech or word", \.others),
  ]

  /// Below the senses.
  var summary: String {
    let place = index ?? "what is kept"
    guard found > 0 else {
      return
        "no use of it in \(place)" + (index == nil ? "; type sentences, or open an index" : "")
    }
    let parts =
      ["\(used - unsure - others) of these senses"]
      + (others > 0 ? ["\(others) of others"] : []) + (unsure > 0 ? ["\(unsure) unsure"] : [])
    return
      "\(counted(found, "use")) in \(place)"
      + (used < found ? ", of which \(used) were looked at" : "")
      + ": " + parts.joined(separator: ", ")
  }
}

extension Session {
  /// Names the senses of uses of a word, in an index where one is asked, else in the sentences that are kept.
  ///
  /// - Parameters:
  ///   - senses: Those to tell of.
  ///   - source: `nil` for the sentences that are kept.
  ///   - most: Uses looked at; of more, a fair sample.
  /// - Throws: `InventoryError`; `IndexError`; `Interruption`.
  mutating func typicalUses(
    of word: String, _ senses: [InventorySense], in source: UseSource?, atMost most: Int,
    seed: UInt64
  ) throws -> TypicalUses {
    var forms: [String] = []
    for sense in senses {
      for form in try inventory.forms(of: sense.lemma, sense.partOfSpeech)
      where !forms.contains(form) {
        forms.append(form)
      }
    }
    let finder = try finder(word, forms: forms)
    let (uses, vectors, found) = try uses(of: finder, in: source, atMost: most, seed: seed)
    let asked = Set(senses.map(\.id))
    var told: [String: TypicalUses.OfSense] = [:]
    var unsure = 0
    for (use, named) in zip(uses, try self.senses(of: uses.map(\.occurrence), vectors)) {
      guard named.verdict.tellsSense, let best = named.candidates.first else {
        unsure += 1
        continue
      }
      guard asked.contains(best.sense.id) else { continue }
      told[best.sense.id, default: .init()].count += 1
      told[best.sense.id]!.typical.append(
        .init(use: use, probability: best.probability, likeness: best.evidence.likeness))
    }
    return TypicalUses(
      index: source?.index?.path, found: found, used: uses.count,
      senses: told.mapValues { told in
        let ranked = told.typical.enumerated().sorted {
          ($1.element.likeness, $0.offset) < ($0.element.likeness, $1.offset)
        }
        return .init(
          count: told.count,
          typical: ranked.prefix(TypicalUses.mostTold).map(\.element))
      }, unsure: unsure)
  }

  /// - Returns: Also how many uses were met.
  private mutating func uses(
    of finder: UseFinder, in source: UseSource?, atMost most: Int, seed: UInt64
  ) throws -> (uses: [ResolvedUse], vectors: [[Float]], found: Int) {
    guard let source else {
      let all = uses(of: finder)
      let taken = Reservoir(of: all, capacity: most, seed: seed).elements
      return (taken, try vectors(of: taken), all.count)
    }
    let found = try uses(of: finder, from: source, atMost: most, seed: seed)
    if found.isCut { throw Interruption() }
    return (
      zip(found.occurrences, found.uses).map { ResolvedUse($0, from: $1) }, found.vectors,
      found.found
    )
  }
}

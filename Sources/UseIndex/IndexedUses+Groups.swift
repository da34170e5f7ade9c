import Corpora
import Senses
import UnicodeText

/// Which group each sentence of an index is in.
public struct SentenceGroups: Sendable {
  /// In order.
  public let groups: [Grouping.Group]
  /// Sentences of which nothing is said by which they could be grouped.
  public let ungrouped: Int
  /// Of each sentence, the place of its group, or `none`.
  private let places: [UInt16]
  /// Those in a group.
  let sentences: SentenceSet

  private static let none = UInt16.max

  /// - Parameters:
  ///   - met: In the order in which they were met.
  ///   - runs: Some of the sentences, each with the place of its group among those.
  fileprivate init(
    met: [Grouping.Group], runs: [(sentences: Range<Int>, group: Int)], ungrouped: Int
  ) {
    groups = met.sorted()
    self.ungrouped = ungrouped
    let order = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1, UInt16($0)) })
    var places = [UInt16](repeating: Self.none, count: runs.last?.sentences.upperBound ?? 0)
    for run in runs {
      for sentence in run.sentences { places[sentence] = order[met[run.group]]! }
    }
    self.places = places
    sentences = SentenceSet(runs.map(\.sentences))
  }

  /// The place of a sentence's group; `nil` where it is in none.
  @inline(__always)
  func group(ofSentence sentence: UInt32) -> Int? {
    let place = Int(sentence) < places.count ? places[Int(sentence)] : Self.none
    return place == Self.none ? nil : Int(place)
  }
}

extension IndexedUses {
  /// Puts sentences in groups.
  ///
  /// - Parameters:
  ///   - condition: What holds of the sentences that are wanted; `nil` for nothing.
  ///   - most: Of more groups, one more than that is given, and the rest is not looked at.
  /// - Throws: `IndexError`.
  public func groups(
    by grouping: Grouping, where condition: Condition? = nil, atMost most: Int
  ) throws(IndexError) -> SentenceGroups {
    precondition((1..<1000).contains(most), "a few groups are wanted")
    var met: [Grouping.Group] = []
    // By value: most sentences have the one of those before them.
    var known: [String: Int?] = [:]
    var runs: [(sentences: Range<Int>, group: Int)] = []
    var ungrouped = 0
    try forEachRun(named: (condition?.names ?? []).union([grouping.field])) { range, value in
      guard met.count <= most, condition?.holds(value) ?? true else { return }
      let own = value(grouping.field) ?? ""
      let group =
        known[own]
        ?? grouping.group(ofValue: own).map { group in
          if let place = met.firstIndex(of: group) { return place }
          met.append(group)
          return met.count - 1
        }
      known[own] = .some(group)
      guard let group else {
        ungrouped += range.count
        return
      }
      if let last = runs.last, last.group == group, last.sentences.upperBound == range.lowerBound {
        runs[runs.count - 1].sentences = last.sentences.lowerBound..<range.upperBound
      } else {
        runs.append((range, group))
      }
    }
    return SentenceGroups(met: met, runs: runs, ungrouped: ungrouped)
  }

  /// How often each word is used in each group, in their order.
  ///
  /// - Throws: `IndexError`.
  public func wordCounts(in groups: SentenceGroups) throws(IndexError) -> [WordCounts] {
    let count = groups.groups.count
    // Shape `[words, groups]`
    var counts = [Int](repeating: 0, count: try wordNumbers * count)
    try forEachRunOfRows { word, segment, rows in
      for row in rows {
        guard let group = groups.group(ofSentence: segment.sentence(row)) else { continue }
        counts[word * count + group] += 1
      }
    }
    return try database.read { database in
      var own: [[(key: String, count: Int)]] = Array(repeating: [], count: count)
      try database.forEachWord { key, number in
        for group in 0..<count where counts.indices.contains(number * count + group) {
          let uses = counts[number * count + group]
          if uses > 0 { own[group].append((key, uses)) }
        }
      }
      return own.map { WordCounts($0) }
    }
  }

  /// The places of the uses of a word, or of a few words in a row, group by group, each in the order in which they were read.
  ///
  /// - Parameters:
  ///   - check: Called now and then; what it throws is thrown on.
  /// - Throws: `IndexError`.
  public func places(
    of word: UseFinder, in groups: SentenceGroups, checking check: () throws -> Void = {}
  ) throws -> [[UsePlace]] {
    var places: [[UsePlace]] = Array(repeating: [], count: groups.groups.count)
    for place in try self.places(of: word, in: groups.sentences, checking: check) {
      places[groups.group(ofSentence: place.sentence)!].append(place)
    }
    return places
  }
}

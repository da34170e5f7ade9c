/// The senses found among the uses of a word, which a person may then put right.
///
/// Senses keep their numbers through every edit, so that what was read on the screen stays true;
/// a number is given anew only after its sense is gone.
public struct Induction: Sendable {
  public let word: String
  public let uses: [FoundUse]
  /// One direction for each use.
  public let directions: Directions
  /// Why there are so many senses; `nil` where the number was given.
  public let count: SenseCount?
  /// What the senses were after each edit, the last as they now are; not empty.
  public private(set) var states: [State]

  /// Which use has which sense, and what the senses are called.
  public struct State: Sendable, Hashable {
    /// The sense of each use, from 1.
    public var senses: [Int]
    public var names: [Int: String]

    public init(senses: [Int], names: [Int: String] = [:]) {
      self.senses = senses
      self.names = names
    }
  }

  /// - Parameters:
  ///   - senses: The sense of each use, from 1.
  public init(
    word: String, uses: [FoundUse], directions: Directions, senses: [Int], count: SenseCount?
  ) {
    self.init(
      word: word, uses: uses, directions: directions, states: [State(senses: senses)], count: count)
  }

  /// Takes up where some edits have led.
  ///
  /// - Parameters:
  ///   - states: What the senses were after each edit, the last as they now are; not empty.
  public init(
    word: String, uses: [FoundUse], directions: Directions, states: [State], count: SenseCount?
  ) {
    precondition(uses.count == directions.count && !states.isEmpty)
    precondition(states.allSatisfy { $0.senses.count == uses.count }, "a sense for each use")
    self.word = word
    self.uses = uses
    self.directions = directions
    self.count = count
    self.states = states
  }

  private var state: State { states[states.count - 1] }

  /// Groups the uses.
  ///
  /// - Parameters:
  ///   - senses: How many; `nil` lets stability decide, and groups that share a sense are joined.
  ///   - chance: That the uses with two numbers share a sense, where a model can tell.
  ///   - check: Called between pieces of work; what it throws is thrown on.
  public init(
    word: String, uses: [FoundUse], directions: Directions, senses: Int? = nil, seed: UInt64,
    chance: (Int, Int) -> Double? = { _, _ in nil }, checking check: () throws -> Void
  ) rethrows {
    precondition(!uses.isEmpty, "no uses to group")
    var generator = SeededGenerator(seed: seed)
    var count =
      senses == nil
      ? try SenseCount(of: directions, generator: &generator, checking: check) : nil
    var partition = try SphericalKMeans(
      directions, k: senses ?? count!.groups, starts: 16, generator: &generator, checking: check
    ).partition
    if let stable = count {
      let (senses, joined) = partition.joiningGroupsOfOneSense(chance: chance)
      partition = senses
      count = SenseCount(stabilities: stable.stabilities, joined: joined)
    }
    self.init(
      word: word, uses: uses, directions: directions,
      senses: partition.labels.map { $0 + 1 }, count: count)
  }

  public init(
    word: String, uses: [FoundUse], directions: Directions, senses: Int? = nil, seed: UInt64,
    chance: (Int, Int) -> Double? = { _, _ in nil }
  ) {
    self.init(
      word: word, uses: uses, directions: directions, senses: senses, seed: seed, chance: chance,
      checking: {})
  }

  /// The sense of each use.
  public var labels: [Int] { state.senses }

  /// The senses there are, in order.
  public var senses: [Int] { Set(state.senses).sorted() }

  public func name(of sense: Int) -> String? { state.names[sense] }

  /// The uses of a sense, the most central first.
  public func uses(of sense: Int) -> [Int] {
    let chosen = state.senses.indices.filter { state.senses[$0] == sense }
    let own = directions[chosen]
    let centre = own.centres(of: .whole(of: chosen.count))
    let cosines = chosen.indices.map { own.cosine($0, 0, of: centre) }
    return chosen.indices.sorted { (cosines[$1], $0) < (cosines[$0], $1) }.map { chosen[$0] }
  }
}

extension Induction {
  /// Makes one sense of several; it keeps the first number and its name.
  public mutating func merge(_ merged: [Int]) throws(InductionError) {
    guard let first = merged.first, Set(merged).count > 1 else { throw .nothingToMerge }
    for sense in merged { try check(sense) }
    change { state in
      for (use, sense) in state.senses.enumerated() where merged.contains(sense) {
        state.senses[use] = first
      }
      let name = merged.compactMap { state.names[$0] }.first
      for sense in merged { state.names[sense] = nil }
      state.names[first] = name
    }
  }

  /// Divides one sense in two: the larger part keeps the number and the name.
  ///
  /// - Returns: The number of the new sense.
  @discardableResult
  public mutating func split(_ sense: Int, seed: UInt64) throws(InductionError) -> Int {
    try check(sense)
    let chosen = labels.indices.filter { labels[$0] == sense }
    var generator = SeededGenerator(seed: seed)
    let means = SphericalKMeans(directions[chosen], k: 2, starts: 16, generator: &generator)
    guard means.partition.count == 2 else { throw .cannotSplit(sense: sense, uses: chosen.count) }
    let new = firstFree
    change { state in
      for (place, use) in chosen.enumerated() where means.partition.labels[place] == 1 {
        state.senses[use] = new
      }
    }
    return new
  }

  /// Gives a sense a name; an empty one takes it away.
  public mutating func name(_ sense: Int, _ name: String) throws(InductionError) {
    try check(sense)
    change { $0.names[sense] = name.isEmpty ? nil : name }
  }

  /// Moves a use to a sense; the next free number makes a new one.
  ///
  /// - Parameter use: From 1, in the order of the file.
  public mutating func move(_ use: Int, to sense: Int) throws(InductionError) {
    guard 1...uses.count ~= use else { throw .noSuchUse(use, uses: uses.count) }
    if sense != firstFree { try check(sense) }
    change { state in
      let old = state.senses[use - 1]
      state.senses[use - 1] = sense
      if !state.senses.contains(old) { state.names[old] = nil }
    }
  }

  /// Takes the last edit back.
  public mutating func undo() throws(InductionError) {
    guard states.count > 1 else { throw .nothingToUndo }
    states.removeLast()
  }

  /// The smallest number that no sense has.
  public var firstFree: Int {
    var number = 1
    let taken = Set(state.senses)
    while taken.contains(number) { number += 1 }
    return number
  }

  private func check(_ sense: Int) throws(InductionError) {
    guard labels.contains(sense) else { throw .noSuchSense(sense, senses: senses) }
  }

  private mutating func change(_ edit: (inout State) -> Void) {
    var next = state
    edit(&next)
    states.append(next)
  }
}

/// An edit that cannot be done.
public enum InductionError: Error, Equatable, CustomStringConvertible {
  case noSuchSense(Int, senses: [Int])
  case noSuchUse(Int, uses: Int)
  case nothingToMerge
  case cannotSplit(sense: Int, uses: Int)
  case nothingToUndo

  public var description: String {
    switch self {
    case .noSuchSense(let sense, let senses):
      "there is no sense \(sense); there are \(senses.map(String.init).joined(separator: ", "))"
    case .noSuchUse(let use, let uses):
      "there is no use \(use); uses are 1 to \(uses)"
    case .nothingToMerge:
      "merging needs two senses or more"
    case .cannotSplit(let sense, let uses):
      "sense \(sense) cannot be divided: its \(uses) uses do not differ"
    case .nothingToUndo:
      "there is no edit to undo"
    }
  }
}

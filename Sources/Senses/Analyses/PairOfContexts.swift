/// Two uses as one game: the players are the context words of both, the first sentence's first,
/// and a coalition is worth the similarity of the two uses when only its words are there.
struct PairOfContexts {
  let first: Surroundings
  let second: Surroundings

  init(_ first: Surroundings, _ second: Surroundings) {
    self.first = first
    self.second = second
  }

  var players: Int { first.words.count + second.words.count }

  /// The similarity for each coalition of words kept.
  ///
  /// It depends on the two subsets apart, so a subset of one sentence is encoded once whatever
  /// it is paired with.
  func similarities(keeping coalitions: [Coalition]) throws -> [Double] {
    let halves = coalitions.map { $0.split(at: first.words.count) }
    let left = try first.directions(keeping: halves.map(\.0))
    let right = try second.directions(keeping: halves.map(\.1))
    return zip(left, right).map { dot($0, $1) }
  }
}

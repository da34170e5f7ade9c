extension TokenizedText {
  /// Where some words stand in a row, by their keys (`Token.key`), from left to right; the places do not overlap.
  public func places(of keys: [String]) -> [Range<Int>] {
    guard !keys.isEmpty else { return [] }
    var places: [Range<Int>] = []
    var first = 0
    while first + keys.count <= tokens.count {
      if keys.indices.allSatisfy({ tokens[first + $0].key == keys[$0] }) {
        places.append(first..<first + keys.count)
        first += keys.count
      } else {
        first += 1
      }
    }
    return places
  }
}

import UnicodeText

/// What a word becomes by one slip of the finger: two neighbouring letters exchanged, a letter doubled, or one of two left
/// out. Of a word of fewer than four scalars there are none: so short, most words are a slip from another one.
///
/// - Parameter word: Scalars of a key.
/// - Complexity: The square of the word's length.
func slips(of word: [UInt32]) -> Set<String> {
  guard word.count >= 4 else { return [] }
  var found: Set<String> = []
  for (place, scalar) in word.enumerated() {
    var slipped = word
    slipped.insert(scalar, at: place)
    found.insert(String(scalars: slipped.span))
    guard place > 0 else { continue }
    slipped = word
    if word[place - 1] == scalar {
      slipped.remove(at: place)
    } else {
      slipped.swapAt(place - 1, place)
    }
    found.insert(String(scalars: slipped.span))
  }
  return found
}

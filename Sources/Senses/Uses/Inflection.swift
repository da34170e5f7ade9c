/// Whether a word is made from another by adding to its end, or the other from it: "bassist",
/// "brightness", "banknote". Of short words too many begin like that by chance.
func isDerivation(_ word: String, of other: String) -> Bool {
  let (short, long) = word.count < other.count ? (word, other) : (other, word)
  return short.count >= 4 && long.hasPrefix(short)
}

/// Whether a word is another one with a common ending, which would be no substitute.
func isInflection(_ word: String, of other: String) -> Bool {
  let (short, long) = word.count < other.count ? (word, other) : (other, word)
  for ending in ["s", "es", "'s", "s'", "ed", "d", "ing", "er", "ers", "ings"] {
    if long == short + ending { return true }
    // "bake", "baking"; "bat", "batting".
    if short.hasSuffix("e"), long == short.dropLast() + ending { return true }
    if let last = short.last, long == short + String(last) + ending { return true }
  }
  return word == other
}

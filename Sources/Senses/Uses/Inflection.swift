/// Whether a word is made from another by adding to its end, or the other from it: "bassist",
/// "brightness", "banknote". Of short words too many begin like that by chance.
func isDerivation(_ word: String, of other: String) -> Bool {
  let (short, long) = word.count < other.count ? (word, other) : (other, word)
  return short.count >= 4 && long.hasPrefix(short)
}

/// The endings that English forms of one word differ by.
private let endings = ["s", "es", "'s", "s'", "ed", "d", "ing", "er", "ers", "ings"]

/// Whether a word is another one with a common ending, which would be no substitute.
func isInflection(_ word: String, of other: String) -> Bool {
  let (short, long) = word.count < other.count ? (word, other) : (other, word)
  for ending in endings {
    if long == short + ending { return true }
    // "bake", "baking"; "bat", "batting".
    if short.hasSuffix("e"), long == short.dropLast() + ending { return true }
    if let last = short.last, long == short + String(last) + ending { return true }
  }
  return word == other
}

/// Whether two words look like forms of one: "attacked" and "attacking", "rally" and "rallies".
public func areForms(_ a: String, _ b: String) -> Bool {
  isInflection(a, of: b) || !stems(of: a).isDisjoint(with: stems(of: b))
}

/// What a word may be a form of, itself included.
private func stems(of word: String) -> Set<String> {
  var stems: Set<String> = [word]
  for ending in endings where word.hasSuffix(ending) {
    let stem = String(word.dropLast(ending.count))
    guard stem.count >= 3 else { continue }
    stems.insert(stem)
    stems.insert(stem + "e")
    if stem.hasSuffix("i") { stems.insert(stem.dropLast() + "y") }
    if stem.suffix(2).first == stem.last { stems.insert(String(stem.dropLast())) }
  }
  return stems
}

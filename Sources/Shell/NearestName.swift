import Tokenization

/// The name of a list that was probably meant: one that begins so, or the one that takes the fewest edits, and not more
/// than a third of its length; `nil` where none is near.
func nearestName(to name: String, in names: some Sequence<String>) -> String? {
  guard !name.isEmpty else { return nil }
  let name = name.lowercased()
  var best: (name: String, edits: Int)?
  for candidate in names {
    let other = candidate.lowercased()
    let isBeginning = other.hasPrefix(name)
    let most = isBeginning ? 1 : other.count / 3
    let edits =
      isBeginning
      ? 1 : abs(name.count - other.count) <= most ? editDistance(Array(name), Array(other)) : .max
    if edits <= most, edits < best?.edits ?? .max { best = (candidate, edits) }
  }
  return best?.name
}

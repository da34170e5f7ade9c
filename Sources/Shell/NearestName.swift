import Tokenization

/// The name of a list that was probably meant: the one that takes the fewest edits, and not more than
/// a third of its length; `nil` where none is near.
func nearestName(to name: String, in names: some Sequence<String>) -> String? {
  guard !name.isEmpty else { return nil }
  let name = name.lowercased()
  var best: (name: String, edits: Int)?
  for candidate in names {
    let other = candidate.lowercased()
    let most = other.count / 3
    let edits =
      other.hasPrefix(name)
      ? 1 : abs(name.count - other.count) <= most ? editDistance(Array(name), Array(other)) : .max
    if edits <= most, edits < best?.edits ?? .max { best = (candidate, edits) }
  }
  return best?.name
}

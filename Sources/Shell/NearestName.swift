/// The name of a list that was probably meant: the one that takes the fewest edits, and not more than
/// a third of its length; `nil` where none is near.
func nearestName(to name: String, in names: some Sequence<String>) -> String? {
  guard !name.isEmpty else { return nil }
  let name = name.lowercased()
  var best: (name: String, edits: Int)?
  for candidate in names {
    let other = candidate.lowercased()
    let edits =
      !name.isEmpty && other.hasPrefix(name) ? 1 : edits(Array(name), Array(other))
    if edits <= other.count / 3, edits < best?.edits ?? .max { best = (candidate, edits) }
  }
  return best?.name
}

/// Insertions, deletions, replacements and swaps of neighbours that make one text of another (optimal
/// string alignment).
///
/// - Complexity: O(*n*·*m*).
private func edits(_ a: [Character], _ b: [Character]) -> Int {
  // Far apart whatever they hold: not worth the table.
  guard abs(a.count - b.count) <= 8, a.count <= 64 else { return .max }
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var edits = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        edits = min(edits, beforeLast[j - 1] + 1)
      }
      row.append(edits)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}

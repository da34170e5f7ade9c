/// Items grouped by their words, so that what was found on some words can be tried on others.
///
/// Two items that share a word, or have a word and its inflection, are in one group.
struct WordGroups: Sendable, Hashable {
  /// Of each item the number of its group, from 0.
  let labels: [Int]
  let count: Int

  /// - Parameter words: Of each item, as keys.
  init(_ words: [[String]]) {
    var parents: [String: String] = [:]
    func root(_ word: String) -> String {
      var word = word
      while let parent = parents[word], parent != word { word = parent }
      return word
    }
    func join(_ a: String, _ b: String) {
      let (a, b) = (root(a), root(b))
      if a != b { parents[max(a, b)] = min(a, b) }
    }
    for item in words { for word in item.dropFirst() { join(item[0], word) } }
    // Inflections share their beginning.
    let all = Set(words.joined())
    for alike in Dictionary(grouping: all, by: { $0.prefix(3) }).values {
      for (place, word) in alike.enumerated() {
        for other in alike.dropFirst(place + 1) where isInflection(word, of: other) {
          join(word, other)
        }
      }
    }
    var numbers: [String: Int] = [:]
    labels = words.map { item in
      let name = item.first.map(root) ?? ""
      if let number = numbers[name] { return number }
      numbers[name] = numbers.count
      return numbers.count - 1
    }
    count = numbers.count
  }

  /// The items of each group.
  var members: [[Int]] {
    var members = [[Int]](repeating: [], count: count)
    for (item, label) in labels.enumerated() { members[label].append(item) }
    return members
  }

  /// The fold of each item: groups in random order, each to the fold that has the fewest items.
  func folds(_ folds: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    let members = members
    var sizes = [Int](repeating: 0, count: folds)
    var result = [Int](repeating: 0, count: labels.count)
    for group in generator.order(of: count) {
      let fold = sizes.indices.min { sizes[$0] < sizes[$1] }!
      sizes[fold] += members[group].count
      for item in members[group] { result[item] = fold }
    }
    return result
  }
}

/// Items divided into groups: each item has the number of its group.
public struct Partition: Sendable, Hashable {
  /// The group of each item, 0 to `count` − 1.
  public private(set) var labels: [Int]
  /// How many groups there are. None is empty.
  public private(set) var count: Int

  /// Renumbers any labels: the largest group becomes 0, and of equals the one that comes first.
  public init(_ labels: [some Hashable]) {
    var first: [AnyHashable: Int] = [:]
    var sizes: [Int] = []
    let numbered = labels.map { label in
      let number = first[label] ?? sizes.count
      if number == sizes.count {
        first[label] = number
        sizes.append(0)
      }
      sizes[number] += 1
      return number
    }
    let order = sizes.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    var place = [Int](repeating: 0, count: sizes.count)
    for (new, old) in order.enumerated() { place[old] = new }
    self.labels = numbered.map { place[$0] }
    count = sizes.count
  }

  /// All items in one group.
  public static func whole(of items: Int) -> Partition {
    Partition([Int](repeating: 0, count: items))
  }

  /// The items of each group, in order.
  public var groups: [[Int]] {
    var groups = [[Int]](repeating: [], count: count)
    for (item, label) in labels.enumerated() { groups[label].append(item) }
    return groups
  }

  public var sizes: [Int] { groups.map(\.count) }

  /// The labels of some items only, as they are.
  func labels(of items: some Sequence<Int>) -> [Int] { items.map { labels[$0] } }
}

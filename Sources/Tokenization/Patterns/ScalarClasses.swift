/// Scalars that some sets do not tell apart, numbered from 0.
struct ScalarClasses: Sendable {
  let count: Int
  /// Of each scalar of the first plane.
  private let table: [UInt8]
  /// The first scalars of the runs of the others, and the class of each run.
  private let starts: [UInt32]
  private let classes: [UInt8]

  /// - Parameters:
  ///   - sets: What tells scalars apart.
  ///   - members: Receives of each class which sets it is in.
  init(_ sets: [ScalarSet], members: inout [[Bool]]) throws(PatternError) {
    var edges: Set<UInt32> = [0, 0x10000]
    for set in sets {
      for range in set.ranges {
        edges.insert(range.lowerBound)
        edges.insert(range.upperBound + 1)
      }
    }
    edges.remove(ScalarSet.last + 1)
    let runs = edges.sorted()
    var numbers: [[Bool]: Int] = [:]
    var (table, starts, classes): ([UInt8], [UInt32], [UInt8]) = ([], [], [])
    table.reserveCapacity(0x10000)
    // Of each set the first range that ends behind the run.
    var cursors = [Int](repeating: 0, count: sets.count)
    for (index, start) in runs.enumerated() {
      var key = [Bool](repeating: false, count: sets.count)
      for (number, set) in sets.enumerated() {
        let ranges = set.ranges
        while cursors[number] < ranges.count, ranges[cursors[number]].upperBound < start {
          cursors[number] += 1
        }
        key[number] =
          cursors[number] < ranges.count && ranges[cursors[number]].lowerBound <= start
      }
      let number = numbers[key] ?? numbers.count
      guard number < 255 else { throw .tooLarge(states: 255) }
      if numbers.updateValue(number, forKey: key) == nil { members.append(key) }
      if start < 0x10000 {
        let end = min(0x10000, index + 1 < runs.count ? runs[index + 1] : 0x10000)
        table += repeatElement(UInt8(number), count: Int(end - start))
      } else {
        starts.append(start)
        classes.append(UInt8(number))
      }
    }
    count = numbers.count
    self.table = table
    self.starts = starts
    self.classes = classes
  }

  @inline(__always)
  func of(_ scalar: UInt32) -> Int {
    scalar < 0x10000 ? Int(table[Int(scalar)]) : ofHigh(scalar)
  }

  private func ofHigh(_ scalar: UInt32) -> Int {
    // The last run that does not start behind it.
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= scalar { low = middle } else { high = middle }
    }
    return Int(classes[low])
  }
}

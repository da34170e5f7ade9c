import UnicodeText

/// A set of Unicode scalars: ranges in order, none of which touches the next.
struct ScalarSet: Sendable, Hashable {
  private(set) var ranges: [ClosedRange<UInt32>]

  static let last: UInt32 = 0x10FFFF
  static let all = ScalarSet(0...last)
  static let none = ScalarSet([])

  init(_ ranges: ClosedRange<UInt32>...) { self.init(ranges) }

  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let before = self.ranges.last, before.upperBound + 1 >= range.lowerBound {
        self.ranges[self.ranges.count - 1] =
          before.lowerBound...max(before.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  /// The scalars of which something is true. Nothing is said of surrogates: they go with what is before them.
  init(where isIn: (Unicode.Scalar) -> Bool) {
    var ranges: [ClosedRange<UInt32>] = []
    Self.forEachRun(of: isIn) { range, isMember in if isMember { ranges.append(range) } }
    self.ranges = ranges
  }

  /// Calls with each run of scalars of which the same is true.
  private static func forEachRun<Value: Equatable>(
    of value: (Unicode.Scalar) -> Value, _ body: (ClosedRange<UInt32>, Value) -> Void
  ) {
    var (start, current) = (UInt32(0), value(Unicode.Scalar(0 as UInt8)))
    // The planes from 4 to 13 are empty, and the last two are for private use alone.
    let stretches: [ClosedRange<UInt32>] = [
      1...0x40000, 0xE0000...0xF0000, 0xFFFFE...0x100000, 0x10FFFE...0x10FFFF,
    ]
    for scalar in stretches.joined() {
      guard let next = Unicode.Scalar(scalar).map(value), next != current else { continue }
      body(start...scalar - 1, current)
      (start, current) = (scalar, next)
    }
    body(start...last, current)
  }

  func contains(_ scalar: UInt32) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= scalar
  }

  var inverted: ScalarSet {
    var found: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if next < range.lowerBound { found.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= Self.last { found.append(next...Self.last) }
    return ScalarSet(found)
  }

  func union(_ other: ScalarSet) -> ScalarSet { ScalarSet(ranges + other.ranges) }

  func intersection(_ other: ScalarSet) -> ScalarSet {
    inverted.union(other.inverted).inverted
  }
}

/// The sets that Unicode names. Each is made when it is first asked for, in a millisecond or two.
extension ScalarSet {
  static let whiteSpace = ScalarSet(where: \.isWhiteSpace)
  /// As Oniguruma has it: with the superscripts and fractions of Latin-1, and without the joiners of UTS #18.
  static let word = ScalarSet(where: \.isWordCharacter)
    .intersection(ScalarSet(0x200C...0x200D).inverted)
    .union(ScalarSet(0xB2...0xB3, 0xB9...0xB9, 0xBC...0xBE))
  static let digits = categories["Nd"]!

  /// By the short names of general categories, as `Lu` and `L`.
  static let categories: [String: ScalarSet] = {
    var runs: [String: [ClosedRange<UInt32>]] = [:]
    forEachRun(of: \.categoryNumber) { range, _ in
      let name = Unicode.Scalar(range.lowerBound)!.categoryName
      for key in [name, String(name.prefix(1))] { runs[key, default: []].append(range) }
    }
    return runs.mapValues { ScalarSet($0) }
  }()

  /// With the other case of each letter, one scalar for one.
  var ignoringCase: ScalarSet {
    var more: [ClosedRange<UInt32>] = []
    func add(_ scalar: UInt32) { more.append(scalar...scalar) }
    for range in ranges {
      // Longer ranges than any alphabet are not spelled out by a person, and hold both cases.
      for value in range.prefix(0x800) {
        guard let scalar = Unicode.Scalar(value) else { continue }
        for other in scalar.otherCases { add(other.value) }
      }
    }
    return ScalarSet(ranges + more)
  }
}

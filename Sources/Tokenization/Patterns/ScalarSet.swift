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

  /// The scalars of which something is true.
  init(where isIn: (Unicode.Scalar) -> Bool) {
    var ranges: [ClosedRange<UInt32>] = []
    var start: UInt32?
    for value in 0...Self.last + 1 {
      // Nothing is said of surrogates: they go with what is before them.
      let isMember =
        value <= Self.last && (Unicode.Scalar(value).map(isIn) ?? (start != nil))
      if isMember, start == nil { start = value }
      if !isMember, let first = start {
        ranges.append(first...value - 1)
        start = nil
      }
    }
    self.ranges = ranges
  }

  var isEmpty: Bool { ranges.isEmpty }

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

/// The sets that Unicode names. Each is made when it is first asked for, in a few milliseconds.
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
    var (start, name) = (UInt32(0), Unicode.Scalar(0 as UInt8).categoryName)
    for value in 1...last + 1 {
      let next = Unicode.Scalar(value).map(\.categoryName) ?? (value > last ? "" : "Cs")
      if next == name { continue }
      for key in [name, String(name.prefix(1))] { runs[key, default: []].append(start...value - 1) }
      (start, name) = (value, next)
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

/// How uses are put in groups by what a corpus says of them: by each value of a field, or by numbers and dates that part
/// its values.
public struct Grouping: Sendable, Hashable {
  public let field: String
  /// In rising order; none where each value is a group.
  private let cuts: [Point]

  /// Whether numbers or dates part the groups.
  public var isParted: Bool { !cuts.isEmpty }

  /// - Parameter text: `genre`, or with cuts `year:1850,1950`.
  /// - Throws: `GroupingError`.
  public init(_ text: String) throws(GroupingError) {
    let colon = text.lastIndex(of: ":")
    let tail = colon.map { text[text.index(after: $0)...] } ?? ""
    // A name may hold a colon too: xml:id.
    guard let colon, let first = tail.first, first.isWholeNumber || first == "-" else {
      guard !text.isEmpty else { throw .noField }
      (field, cuts) = (text, [])
      return
    }
    field = String(text[..<colon])
    guard !field.isEmpty else { throw .noField }
    var cuts: [Point] = []
    for part in tail.split(separator: ",", omittingEmptySubsequences: false) {
      guard let cut = Point(part) else { throw .noCut(String(part)) }
      if let last = cuts.last, cut <= last { throw .noOrder(last.text, cut.text) }
      cuts.append(cut)
    }
    self.cuts = cuts
  }

  /// A group of uses. The order is that of time or number, else that of the alphabet.
  public struct Group: Sendable, Hashable, Comparable {
    /// As people call it.
    public let name: String
    /// Where it begins; `nil` where it has no number.
    fileprivate let start: Point?

    public static func < (a: Group, b: Group) -> Bool {
      switch (a.start, b.start) {
      case (let x?, let y?): x == y ? a.name < b.name : x < y
      case (nil, nil): a.name < b.name
      case (let x, _): x != nil
      }
    }
  }

  /// The group of what has a value under the field's name; `nil` where the corpus says none, or no number and no date where
  /// some are wanted.
  public func group(ofValue value: String?) -> Group? {
    guard let value, !value.allSatisfy(\.isWhitespace) else { return nil }
    guard !cuts.isEmpty else { return Group(name: value, start: Point(value[...])) }
    guard let point = Point(value[...]) else { return nil }
    let bin = cuts.count { $0 <= point }
    let name =
      switch bin {
      case 0: "before \(cuts[0].text)"
      case cuts.count: "from \(cuts[bin - 1].text)"
      default: "\(cuts[bin - 1].text) to \(cuts[bin].text)"
      }
    return Group(name: name, start: bin == 0 ? .least : cuts[bin - 1])
  }

  /// A number, or a date as ISO 8601 writes it, less precise perhaps: `1850`, `1850-06`.
  fileprivate struct Point: Sendable, Hashable, Comparable {
    let text: String
    private let parts: [Double]

    static let least = Point(text: "", parts: [-.infinity])

    private init(text: String, parts: [Double]) { (self.text, self.parts) = (text, parts) }

    init?(_ text: Substring) {
      let text = text.trimmed
      let isNegative = text.hasPrefix("-")
      let parts = text.dropFirst(isNegative ? 1 : 0)
        .split(separator: "-", omittingEmptySubsequences: false)
      // What stands behind a day is a time.
      let numbers = parts.map { part in
        Double(part.split(separator: "T", omittingEmptySubsequences: false)[0])
      }
      guard !numbers.isEmpty, numbers.count <= 3,
        numbers.allSatisfy({ $0 != nil && $0!.isFinite })
      else { return nil }
      var own = numbers.map { $0! }
      if isNegative { own[0].negate() }
      self.init(text: text, parts: own)
    }

    static func < (a: Point, b: Point) -> Bool { a.parts.lexicographicallyPrecedes(b.parts) }
    static func == (a: Point, b: Point) -> Bool { a.parts == b.parts }
    func hash(into hasher: inout Hasher) { hasher.combine(parts) }
  }
}

/// Why a text names no grouping.
public enum GroupingError: Error, Equatable, CustomStringConvertible {
  case noField
  case noCut(String)
  case noOrder(String, String)

  public var description: String {
    switch self {
    case .noField:
      "groups are named by what a corpus says of a use: --by genre, --by year:1850,1950"
    case .noCut(let text):
      "“\(text)” is no number and no date (1850, 1850-06-01), by which groups could be parted"
    case .noOrder(let first, let second):
      "groups are parted in rising order, and \(second) does not lie behind \(first)"
    }
  }
}

import Platform
import UnicodeText

/// What makes one word of another that is spelled alike: another ending after the same beginning, as `-s` and `-ment` of
/// `governs` and `government`, or another beginning before the same ending.
public struct AffixChange: Sendable, Hashable, CustomStringConvertible {
  /// The affix of the first word and that of the second: with a hyphen where the word goes on, so that `-` is none.
  public let own, other: String

  /// `-s/-ment`
  public var description: String { "\(own)/\(other)" }

  /// An affix is no longer, in scalars.
  static let longest = 6
  /// Two words have as many scalars in common at least.
  static let common = 3

  init(own: String, other: String) {
    self.own = own
    self.other = other
  }

  /// The change between two keys, given as scalars: of the ending, where as much of the beginning is common
  /// as of the ending. `nil` where they are the same, have too little in common or differ by too much.
  init?(from word: [UInt32], to other: [UInt32]) {
    let beginning = zip(word, other).prefix { $0 == $1 }.count
    let ending = zip(word.reversed(), other.reversed()).prefix { $0 == $1 }.count
    guard max(beginning, ending) >= Self.common, word != other else { return nil }
    func affix(_ key: [UInt32]) -> String? {
      let scalars = beginning >= ending ? key.dropFirst(beginning) : key.dropLast(ending)
      guard scalars.count <= Self.longest else { return nil }
      let text = String(scalars: scalars.span)
      return beginning >= ending ? "-" + text : text + "-"
    }
    guard let own = affix(word), let new = affix(other) else { return nil }
    self.init(own: own, other: new)
  }
}

/// The changes of affix that a model knows: what they do to a word's row is learned (after Soricut and Och 2015,
/// https://aclanthology.org/N15-1186), and so is how much the word counts that is one of them away.
public struct AffixChanges: Sendable, Hashable {
  /// A change that a model knows.
  public struct Known: Sendable, Hashable {
    public let change: AffixChange
    /// Its row in the model, from 0.
    public let number: Int
    /// Above 0: below 1 where words of this change are less like than they are spelled, and above 1 where they are more.
    public let factor: Float
  }

  private var known: [AffixChange: Known] = [:]

  /// None.
  public init() {}

  /// Reads a change on each line: the affix of a word, that of a word in the vocabulary, and the factor, with tabs between.
  ///
  /// - Parameter text: The bytes of a file.
  public init(text: [UInt8]) throws(AffixChangesError) {
    known.reserveCapacity(text.count / 12)
    let wellFormed = firstIllFormedByte(in: text.span) ?? text.count
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      guard end <= wellFormed else { throw .notUTF8(line: count + 1) }
      let line = text[start..<end]
      try add(line.last == 0x0D ? line.dropLast() : line, line: count + 1)
      start = end + 1
    }
  }

  /// How many there are.
  public var count: Int { known.count }

  /// The change between two keys, given as scalars, if it is known.
  func find(from word: [UInt32], to other: [UInt32]) -> Known? {
    known.isEmpty ? nil : AffixChange(from: word, to: other).flatMap { known[$0] }
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>, line: Int) throws(AffixChangesError) {
    let columns = bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard columns.count == 3 else { throw .columns(line: line, found: columns.count) }
    for affix in columns.prefix(2) {
      // One that is longer is never found.
      guard affix.utf8.first == UInt8(ascii: "-") || affix.utf8.last == UInt8(ascii: "-"),
        affix.unicodeScalars.count <= AffixChange.longest + 1
      else {
        throw .affix(line: line, found: affix)
      }
    }
    guard let factor = Float(columns[2]), factor.isFinite, factor > 0 else {
      throw .factor(line: line, found: columns[2])
    }
    let change = AffixChange(own: columns[0], other: columns[1])
    let added = Known(change: change, number: count, factor: factor)
    if let first = known.updateValue(added, forKey: change) {
      throw .duplicate(line: line, first: first.number + 1)
    }
  }
}

/// What is wrong with a list of changes of affix. Lines count from 1.
public enum AffixChangesError: Error, Equatable, CustomStringConvertible {
  case notUTF8(line: Int)
  case columns(line: Int, found: Int)
  case affix(line: Int, found: String)
  case factor(line: Int, found: String)
  case duplicate(line: Int, first: Int)

  public var description: String {
    switch self {
    case .notUTF8(let line):
      "line \(line): not UTF-8"
    case .columns(let line, let found):
      "line \(line): \(found) columns, expected 3 with tabs between: an affix, another and a factor"
    case .affix(let line, let found):
      "line \(line): \(quoted(found)) is no affix, expected one as -ing, un- or - for none, of at most \(AffixChange.longest) characters"
    case .factor(let line, let found):
      "line \(line): factor '\(found)', expected a number above 0"
    case .duplicate(let line, let first):
      "line \(line): the change is already on line \(first)"
    }
  }
}

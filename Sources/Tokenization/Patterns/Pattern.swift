import UnicodeText

/// A regular expression of a tokenizer, which finds in a text what a backtracking engine would find, in linear time: all
/// that it can do is worked out beforehand, as a table of states.
///
/// A state is what alternatives are still open, the preferred ones first. What follows a match decides whether it is one
/// (`\s+(?!\S)`), so a match is noted when the scalar behind it is seen.
public struct Pattern: Sendable {
  /// As it is written.
  public let source: String
  private let classes: ScalarClasses
  /// What each state becomes with each class of scalars, and last with the end of the text: the number of the next state, twice, and one
  /// more where a match ends before the scalar. State 0 leads nowhere.
  private let table: [UInt32]
  /// The state to begin in, by the class of the scalar before, and last at the start of the text.
  private let starts: [UInt32]

  /// No table has more states.
  static let mostStates = 1 << 12

  public init(_ source: String) throws(PatternError) {
    self.source = source
    let automaton = try PatternAutomaton(try PatternParser.node(source))
    classes = automaton.classes
    table = automaton.table
    starts = automaton.starts
  }

  /// Calls with each match in a stretch of well-formed UTF-8, in order. What stands around the stretch counts for nothing.
  ///
  /// An empty match is found where no match ends.
  public func forEachMatch(
    in utf8: Span<UInt8>, within range: Range<Int>, _ body: (Range<Int>) -> Void
  ) {
    var memory = Memory()
    var place = range.lowerBound
    var before = classes.count
    var lastEnd = -1
    while place <= range.upperBound {
      if let end = matchEnd(from: place, before, in: utf8, to: range.upperBound, &memory),
        end > place || end != lastEnd
      {
        body(place..<end)
        lastEnd = end
        if end > place {
          var last = end - 1
          while utf8[last] & 0xC0 == 0x80 { last -= 1 }
          before = classes.of(decodeScalar(at: &last, in: utf8))
          place = end
          continue
        }
      }
      guard place < range.upperBound else { break }
      before = classes.of(decodeScalar(at: &place, in: utf8))
    }
  }

  /// What is known of the way on from some places, so that no stretch is gone through more than a few hundred times.
  private struct Memory {
    /// Where the last match ends on the way on from a state at a place; -1 for none.
    var ends: [Key: Int] = [:]

    struct Key: Hashable {
      let place: Int
      let state: UInt32
    }
  }

  /// How often it is looked at, in bytes: a power of two.
  private static let memoryStep = 256

  @inline(__always)
  private func matchEnd(
    from start: Int, _ before: Int, in utf8: Span<UInt8>, to limit: Int, _ memory: inout Memory
  ) -> Int? {
    let table = table.span
    let width = classes.count + 1
    var state = starts[before]
    var end = -1
    var place = start
    var passed: [(key: Memory.Key, end: Int)] = []
    while state != 0 {
      var next = place
      var entry: UInt32
      if place < limit {
        let byte = utf8[place]
        let scalarClass: Int
        if byte < 0x80 {
          next += 1
          scalarClass = classes.of(UInt32(byte))
        } else {
          scalarClass = classes.of(decodeScalar(at: &next, in: utf8))
        }
        entry = table[Int(state) * width + scalarClass]
      } else {
        entry = table[Int(state) * width + width - 1]
      }
      if entry & 1 != 0 { end = place }
      state = entry >> 1
      if (place ^ next) & -Self.memoryStep != 0, state != 0 {
        let key = Memory.Key(place: next, state: state)
        if let known = memory.ends[key] {
          if known >= 0 { end = known }
          break
        }
        passed.append((key, end))
      }
      place = next
    }
    for (key, known) in passed { memory.ends[key] = end > known ? end : -1 }
    return end >= 0 ? end : nil
  }
}

import UnicodeText

/// What a row of DURel's `uses.csv` says of the use in its text.
///
/// Ranges count Unicode scalars, as Python does, and their ends are not included
/// (https://github.com/ChangeIsKey/DURel-Annotation-Tool).
struct TargetColumns {
  static let text = "context"
  static let use = "indexes_target_token"
  static let sentence = "indexes_target_sentence"

  /// `nil` where a range is none, or leaves the text.
  private(set) var target: Passage.Target?
  /// The column that is at fault then.
  private(set) var faultyColumn = Self.use
  /// Scalars of the text.
  let characters: Int

  init(_ passage: Passage) {
    let places = ScalarPlaces(passage.text)
    characters = places.count
    guard let parts = passage.metadata[Self.use].flatMap(places.ranges), !parts.isEmpty else {
      return
    }
    var target = Passage.Target(parts: parts, lemma: passage.metadata["lemma"])
    if let text = passage.metadata[Self.sentence], !text.isEmpty {
      guard let sentence = places.ranges(text)?.first else {
        faultyColumn = Self.sentence
        return
      }
      target.sentence = sentence
    }
    self.target = target
  }
}

/// Where the scalars of a text begin. What is not UTF-8 counts as one for each byte.
struct ScalarPlaces {
  /// Bytes, with the end of the text.
  private var starts: [Int] = []
  var count: Int { starts.count - 1 }

  init(_ text: [UInt8]) {
    var place = 0
    while place < text.count {
      starts.append(place)
      place += max(1, wellFormedLength(at: place, in: text.span))
    }
    starts.append(text.count)
  }

  /// Ranges of bytes, of ranges such as `4:8` and `4:8,12:15`; `nil` where one is none.
  func ranges(_ text: String) -> [Range<Int>]? {
    var ranges: [Range<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: ":", omittingEmptySubsequences: false).map {
        Int($0.trimmingPrefix(while: \.isWhitespace))
      }
      guard ends.count == 2, let start = ends[0], let end = ends[1], 0 <= start, start < end,
        end <= count
      else { return nil }
      ranges.append(starts[start]..<starts[end])
    }
    return ranges
  }
}

/// Two uses and what people say of them.
package struct JudgedPair: Sendable {
  package let a: MarkedText
  package let b: MarkedText
  /// 1 for one sense and 0 for two, or a grade, more for more alike.
  package let gold: Double
  /// The words the file says these are uses of, where it does.
  package var named: [NamedWord] = []

  /// Whether people said only if it is one sense.
  package var isYesOrNo: Bool { gold == 0 || gold == 1 }
}

/// A use and the sense people give it.
package struct LabelledUse: Sendable {
  package let use: MarkedText
  package let sense: Int
  package var named: NamedWord?
}

/// Uses of words as people judge them, read from a file.
package enum JudgedSet: Sendable {
  case pairs([JudgedPair])
  case uses([LabelledUse])
  case senses([JudgedSense])

  /// Whether the places hold the words that the file names.
  package var placeCheck: PlaceCheck {
    switch self {
    case .pairs(let pairs): PlaceCheck(pairs.flatMap(\.named))
    case .uses(let uses): PlaceCheck(uses.compactMap(\.named))
    case .senses: PlaceCheck([])
    }
  }
}

/// A place that a text does not have.
package struct PlaceBeyond: Error, CustomStringConvertible {
  package let description: String
}

extension MarkedText {
  /// Words joined by spaces, with one of them marked.
  package init(words: [some StringProtocol], place: Int) throws(PlaceBeyond) {
    guard words.indices.contains(place) else {
      throw PlaceBeyond(
        description:
          "there is no place \(place) in a text of \(counted(words.count, "word")); places count from 0"
      )
    }
    let start = words[..<place].reduce(0) { $0 + $1.utf8.count + 1 }
    self.init(
      text: words.joined(separator: " "), use: start..<start + words[place].utf8.count)
  }

  /// - Parameter scalars: Where the use stands; counts Unicode scalars.
  package init(text: String, scalars: Range<Int>) throws(PlaceBeyond) {
    let all = text.unicodeScalars
    guard scalars.lowerBound >= 0,
      let start = all.index(all.startIndex, offsetBy: scalars.lowerBound, limitedBy: all.endIndex),
      let end = all.index(start, offsetBy: scalars.count, limitedBy: all.endIndex)
    else {
      throw PlaceBeyond(
        description:
          "there are no places \(scalars.lowerBound) to \(scalars.upperBound) in a text of "
          + "\(counted(all.count, "character")); places count Unicode scalars from 0")
    }
    func byte(_ index: String.Index) -> Int {
      text.utf8.distance(from: text.startIndex, to: index)
    }
    self.init(text: text, use: byte(start)..<byte(end))
  }
}

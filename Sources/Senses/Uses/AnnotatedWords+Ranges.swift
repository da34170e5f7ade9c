import Corpora

extension AnnotatedWords {
  /// The words in a part of the passage, counted from where that begins.
  func ranges(in part: Range<Int>) -> [Range<Int>] {
    compactMap { word in
      guard part.lowerBound <= word.range.lowerBound, word.range.upperBound <= part.upperBound
      else { return nil }
      return word.range.moved(by: -part.lowerBound)
    }
  }
}

extension Range<Int> {
  func moved(by distance: Int) -> Range {
    lowerBound + distance..<upperBound + distance
  }
}

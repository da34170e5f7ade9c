import UnicodeText

extension SourceText {
  /// Where words stand in `utf8`, in order and apart. A border within a scalar is moved to where that begins; what is empty
  /// then is left out.
  ///
  /// - Parameter words: In `bytes`.
  func repairedRanges(ofBytes words: [Range<Int>]) -> [Range<Int>] {
    let utf8 = utf8
    func start(_ byte: Int) -> Int {
      var place = repairedOffset(ofByte: byte)
      while place > 0, place < utf8.count, utf8[place] & 0xC0 == 0x80 { place -= 1 }
      return place
    }
    var end = 0
    return words.compactMap { word in
      precondition(0 <= word.lowerBound && word.upperBound <= bytes.count, "outside the text")
      let range = max(end, start(word.lowerBound))..<max(end, start(word.upperBound))
      end = range.upperBound
      return range.isEmpty ? nil : range
    }
  }
}

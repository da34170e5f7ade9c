import UnicodeText

extension Passage {
  /// The sentences of the passage, without the white space around each. Counts bytes.
  ///
  /// Where the corpus does not say them, they are those of UAX #29; none begins within a word that the corpus has.
  public var sentences: [Range<Int>] {
    if isSentence { return Self.trimmed(0..<text.count, of: text).map { [$0] } ?? [] }
    let utf8 = wellFormed
    var sentences: [Range<Int>] = []
    var start = 0
    var end = 0
    var word = 0
    while end < utf8.count {
      end = sentenceEnd(from: end, in: utf8.span)
      if let words {
        while word < words.count, words[word].range.upperBound <= end { word += 1 }
        if word < words.count, words[word].range.lowerBound < end { continue }
      }
      if let sentence = Self.trimmed(start..<end, of: text) { sentences.append(sentence) }
      start = end
    }
    return sentences
  }

  /// The text with what is not UTF-8 replaced by controls, byte by byte, so that places stay.
  private var wellFormed: [UInt8] {
    guard firstIllFormedByte(in: text.span) != nil else { return text }
    var bytes = text
    for place in SourceText(bytes: text).badBytes { bytes[place] = 0x1A }
    return bytes
  }

  private static func trimmed(_ range: Range<Int>, of text: [UInt8]) -> Range<Int>? {
    guard let first = range.first(where: { !isSpace(text[$0]) }),
      let last = range.last(where: { !isSpace(text[$0]) })
    else { return nil }
    return first..<last + 1
  }
}

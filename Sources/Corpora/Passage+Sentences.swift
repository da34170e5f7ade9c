import UnicodeText

extension Passage {
  /// The sentences of the passage, without the white space around each. Counts bytes.
  ///
  /// Where the corpus does not say them, they are those of UAX #29 as prose has them; none begins within a word that the
  /// corpus has.
  public var sentences: [Range<Int>] {
    if isSentence { return trimmed(0..<text.count, of: text).map { [$0] } ?? [] }
    return Corpora.sentences(in: text, words: words?.ranges(in: text.indices) ?? [])
  }
}

/// The sentences of a text by `SentenceRules.prose`, in order and without the white space around each. Counts bytes.
///
/// - Parameters:
///   - text: UTF-8, well formed or not.
///   - words: The corpus's own, in order; no sentence begins within one.
public func sentences(in text: [UInt8], words: [Range<Int>] = []) -> [Range<Int>] {
  let utf8 = wellFormed(text)
  var sentences: [Range<Int>] = []
  var (start, end, word) = (0, 0, 0)
  while end < utf8.count {
    end = sentenceEnd(from: end, in: utf8.span, by: .prose)
    while word < words.count, words[word].upperBound <= end { word += 1 }
    if word < words.count, words[word].lowerBound < end { continue }
    if let sentence = trimmed(start..<end, of: text) { sentences.append(sentence) }
    start = end
  }
  return sentences
}

/// A text with what is not UTF-8 replaced by controls, byte by byte, so that places stay.
private func wellFormed(_ text: [UInt8]) -> [UInt8] {
  guard firstIllFormedByte(in: text.span) != nil else { return text }
  var bytes = text
  for place in SourceText(bytes: text).badBytes { bytes[place] = 0x1A }
  return bytes
}

private func trimmed(_ range: Range<Int>, of text: [UInt8]) -> Range<Int>? {
  guard let first = range.first(where: { !isSpace(text[$0]) }),
    let last = range.last(where: { !isSpace(text[$0]) })
  else { return nil }
  return first..<last + 1
}

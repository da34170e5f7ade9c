import Corpora

/// The part of a text that a use is read in: the sentence that holds it, or what of it is near.
///
/// - Parameters:
///   - use: Bytes that the part must hold; those of a few words may lie in two sentences.
///   - bytes: UTF-8.
///   - sentences: Those of the text, in order and without the white space around each.
///   - limit: The most bytes of context on either side; a cut falls between words.
///   - bare: The same where the sentence goes beyond that limit on both sides. Every use in a text without
///     stops would otherwise be read with as many words around it as the limit allows.
/// - Returns: Bytes, without the white space around them.
public func sentenceSpan(
  around use: Range<Int>, in bytes: [UInt8], among sentences: [Range<Int>], limit: Int = 400,
  bare: Int = 60
) -> Range<Int> {
  let held = sentences.filter { $0.overlaps(use) }
  let sentence =
    min(
      use.lowerBound, held.first?.lowerBound ?? use.lowerBound)..<max(
      use.upperBound, held.last?.upperBound ?? use.upperBound)
  return part(of: sentence, around: use, in: bytes, limit: limit, bare: bare)
}

private func part(
  of sentence: Range<Int>, around use: Range<Int>, in bytes: [UInt8], limit: Int, bare: Int
) -> Range<Int> {
  var start = max(sentence.lowerBound, use.lowerBound - limit)
  var end = min(sentence.upperBound, use.upperBound + limit)
  let isOpenBefore = start > sentence.lowerBound
  let isOpenBehind = end < sentence.upperBound
  if isOpenBefore, isOpenBehind, bare < limit {
    return part(of: sentence, around: use, in: bytes, limit: bare, bare: bare)
  }
  if isOpenBefore { while start < use.lowerBound, !isSpace(bytes[start]) { start += 1 } }
  if isOpenBehind { while end > use.upperBound, !isSpace(bytes[end]) { end -= 1 } }
  return trimmed(start..<end, around: use, in: bytes)
}

/// A range without the white space at its ends, but with all of a use.
func trimmed(_ range: Range<Int>, around use: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
  var (start, end) = (range.lowerBound, range.upperBound)
  while start < use.lowerBound, isSpace(bytes[start]) { start += 1 }
  while end > use.upperBound, isSpace(bytes[end - 1]) { end -= 1 }
  return start..<end
}

/// The sentence around a word in a longer text, by a plain rule: a sentence ends after `.`, `!`, `?`
/// or `…`, with any closing quotes, where white space and no small letter follow. `Mr.` and the like
/// therefore may cut too early, which costs some context and nothing else.
///
/// - Parameters:
///   - bytes: UTF-8.
///   - use: Bytes that the sentence must hold.
///   - limit: The most bytes of context on either side; a cut falls between words.
///   - bare: The same where no sentence ends on either side within that limit. Every use in a text without
///     stops would otherwise be read with as many words around it as the limit allows.
/// - Returns: Bytes, without the white space around the sentence.
public func sentenceSpan(
  around use: Range<Int>, in bytes: [UInt8], limit: Int = 400, bare: Int = 60
) -> Range<Int> {
  var start = use.lowerBound
  let first = max(0, use.lowerBound - limit)
  while start > first, !endsSentence(before: start, in: bytes) { start -= 1 }
  let isOpenBefore = start == first && first > 0
  if isOpenBefore {
    while start < use.lowerBound, !isSpace(bytes[start]) { start += 1 }
  }

  var end = use.upperBound
  let last = min(bytes.count, use.upperBound + limit)
  while end < last, !endsSentence(before: end, in: bytes) { end += 1 }
  if end == last, last < bytes.count {
    if isOpenBefore, bare < limit {
      return sentenceSpan(around: use, in: bytes, limit: bare, bare: bare)
    }
    while end > use.upperBound, !isSpace(bytes[end]) { end -= 1 }
  }

  while start < use.lowerBound, isSpace(bytes[start]) { start += 1 }
  while end > use.upperBound, isSpace(bytes[end - 1]) { end -= 1 }
  return start..<end
}

/// Whether a sentence has ended just before the white space at `place`.
func endsSentence(before place: Int, in bytes: [UInt8]) -> Bool {
  guard place < bytes.count, isSpace(bytes[place]) else { return false }
  var before = place
  while let closer = closerLength(before: before, in: bytes) { before -= closer }
  let isEllipsis = ends(before, with: [0xE2, 0x80, 0xA6], in: bytes)
  guard before > 0, isEllipsis || [0x2E, 0x21, 0x3F].contains(bytes[before - 1]) else {
    return false
  }
  var after = place
  while after < bytes.count, isSpace(bytes[after]) { after += 1 }
  // Text cut into words has a space before its commas: "etc. , and".
  return after < bytes.count && !(0x61...0x7A ~= bytes[after]) && bytes[after] != 0x2C
}

func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

/// Bytes of the closing mark that ends at `place`: `"`, `'`, `)`, `]`, ” or ’.
private func closerLength(before place: Int, in bytes: [UInt8]) -> Int? {
  guard place > 0 else { return nil }
  if [0x22, 0x27, 0x29, 0x5D].contains(bytes[place - 1]) { return 1 }
  let isQuote =
    ends(place, with: [0xE2, 0x80, 0x9D], in: bytes)
    || ends(place, with: [0xE2, 0x80, 0x99], in: bytes)
  return isQuote ? 3 : nil
}

private func ends(_ place: Int, with suffix: [UInt8], in bytes: [UInt8]) -> Bool {
  place >= suffix.count && bytes[place - suffix.count..<place].elementsEqual(suffix)
}

/// The sentences of a text, by the same rule, in order and without the white space around each.
///
/// - Parameter bytes: UTF-8.
public func sentenceSpans(in bytes: [UInt8]) -> [Range<Int>] {
  var spans: [Range<Int>] = []
  var start: Int?
  for place in bytes.indices {
    if let first = start, endsSentence(before: place, in: bytes) {
      spans.append(first..<place)
      start = nil
    } else if start == nil, !isSpace(bytes[place]) {
      start = place
    }
  }
  if let start {
    spans.append(start..<bytes.lastIndex { !isSpace($0) }! + 1)
  }
  return spans
}

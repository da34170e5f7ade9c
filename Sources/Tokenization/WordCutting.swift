import UnicodeText

/// Calls with the range of each word of well-formed UTF-8, in order; `WordTokenizer` has the rules. Without a list, what
/// only a listed word decides is cut as UAX #29 has it.
func forEachWord(
  in utf8: Span<UInt8>, listedBy ladder: WordLadder?, _ body: (Range<Int>) -> Void
) {
  var start = 0
  while start < utf8.count {
    var end = wordSegmentEnd(from: start, in: utf8)
    if utf8[start] == 0x20, end == start + 1 {
      // The commonest segment of all.
    } else if utf8[start] >= 0xE0, let script = script(at: start, in: utf8) {
      while end < utf8.count, Tokenization.script(at: end, in: utf8) == script {
        end = wordSegmentEnd(from: end, in: utf8)
      }
      body(start..<end)
    } else if apostropheLength(at: start, in: utf8) == end - start {
      // A quotation mark, unless a clitic follows.
      if isPlainApostrophe(at: start, in: utf8) || isWordEnd(before: start, in: utf8) {
        end = cliticEnd(after: end, in: utf8) ?? end
      }
      body(start..<end)
    } else if let joined = joinedEnd(of: start..<end, in: utf8, listedBy: ladder) {
      end = joined
      body(start..<end)
    } else if isPlain(start..<end, in: utf8) {
      body(start..<end)
    } else {
      forEachWord(inSegment: start..<end, of: utf8, listedBy: ladder, body)
    }
    start = end
  }
}

/// Whether a segment is surely a word as it is: one sign, or letters and digits none of which is taken for anything else.
@inline(__always)
private func isPlain(_ segment: Range<Int>, in utf8: Span<UInt8>) -> Bool {
  let first = utf8[segment.lowerBound]
  if first < 0x80 {
    if segment.count == 1 { return first > 0x20 && first < 0x7F }
  } else {
    var place = segment.lowerBound
    let scalar = Unicode.Scalar(decodeScalar(at: &place, in: utf8))!
    if place == segment.upperBound { return !scalar.isGap }
    guard scalar.isLetterOrNumber else { return false }
  }
  for place in segment {
    switch utf8[place] {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: continue
    // All but the first bytes of U+0280 to U+02BF, of signs and spaces from U+2000 on, and of compatibility forms.
    case 0x80...0xC9, 0xCB...0xE1, 0xE3...0xEE, 0xF0...0xFF: continue
    default: return false
    }
  }
  return true
}

@inline(__always)
private func scalar(at start: Int, in utf8: Span<UInt8>) -> Unicode.Scalar {
  var place = start
  return Unicode.Scalar(decodeScalar(at: &place, in: utf8))!
}

/// Where the first scalar stands that is no gap; nil where nothing is to be read.
private func firstReadable(in range: Range<Int>, of utf8: Span<UInt8>) -> Int? {
  var place = range.lowerBound
  while place < range.upperBound {
    let start = place
    if !Unicode.Scalar(decodeScalar(at: &place, in: utf8))!.isGap { return start }
  }
  return nil
}

// MARK: What parts a word that is listed as one

/// Segments that are tried together at most.
private let mostJoined = 4

/// The end of the longest listed word that a segment makes with those behind it, where signs typed for the apostrophe or
/// U+200B stand between: `don´t`, `ba\u{200B}nk`.
@inline(__always)
private func joinedEnd(
  of segment: Range<Int>, in utf8: Span<UInt8>, listedBy ladder: WordLadder?
) -> Int? {
  guard let ladder, segment.upperBound < utf8.count else { return nil }
  switch utf8[segment.upperBound] {
  case 0x60, 0xC2, 0xE2, 0xEF:
    guard joinerLength(at: segment.upperBound, in: utf8) > 0,
      scalar(at: segment.lowerBound, in: utf8).isLetterOrNumber
    else { return nil }
    return longestJoined(segment, in: utf8, listedBy: ladder)
  default: return nil
  }
}

private func longestJoined(
  _ segment: Range<Int>, in utf8: Span<UInt8>, listedBy ladder: WordLadder
) -> Int? {
  var ends = [segment.upperBound]
  while ends.count < mostJoined, case let joiner = joinerLength(at: ends.last!, in: utf8),
    joiner > 0, case let next = ends.last! + joiner, next < utf8.count,
    scalar(at: next, in: utf8).isLetterOrNumber
  {
    ends.append(wordSegmentEnd(from: next, in: utf8))
  }
  return ends.dropFirst().last { ladder.isListed(utf8.extracting(segment.lowerBound..<$0)) }
}

private func joinerLength(at place: Int, in utf8: Span<UInt8>) -> Int {
  guard place < utf8.count, !isPlainApostrophe(at: place, in: utf8) else { return 0 }
  let isZeroWidthSpace =
    utf8[place] == 0xE2 && utf8[place + 1] == 0x80 && utf8[place + 2] == 0x8B
  return isZeroWidthSpace ? 3 : apostropheLength(at: place, in: utf8)
}

// MARK: Inside a segment

/// Cuts a segment at its white space.
private func forEachWord(
  inSegment segment: Range<Int>, of utf8: Span<UInt8>, listedBy ladder: WordLadder?,
  _ body: (Range<Int>) -> Void
) {
  var start = segment.lowerBound
  var place = start
  while place < segment.upperBound {
    if isNarrowSpace(at: place, in: utf8),
      !groupsDigits(at: place, in: start..<segment.upperBound, of: utf8)
    {
      forEachWord(between: start..<place, of: utf8, listedBy: ladder, body)
      start = place + 3
    }
    place += 1
  }
  forEachWord(between: start..<segment.upperBound, of: utf8, listedBy: ladder, body)
}

/// Whether U+202F stands here, the only white space that UAX #29 has inside of words.
private func isNarrowSpace(at place: Int, in utf8: Span<UInt8>) -> Bool {
  utf8[place] == 0xE2 && utf8[place + 1] == 0x80 && utf8[place + 2] == 0xAF
}

/// Whether a narrow space has up to three digits before it that begin a number or a group of three in one, and three after it.
private func groupsDigits(at space: Int, in range: Range<Int>, of utf8: Span<UInt8>) -> Bool {
  func isDigit(_ place: Int) -> Bool { range.contains(place) && 0x30...0x39 ~= utf8[place] }
  let after = (1...4).prefix { isDigit(space + 2 + $0) }.count
  let before = (1...4).prefix { isDigit(space - $0) }.count
  guard after == 3, 1...3 ~= before else { return false }
  let start = space - before
  guard start > range.lowerBound else { return true }
  switch utf8[start - 1] {
  case 0x2C, 0x2E: return true
  case 0xAF:
    return before == 3 && start - 3 >= range.lowerBound && isNarrowSpace(at: start - 3, in: utf8)
  default: return false
  }
}

/// Takes the marks off the ends of what stands between white space: underscores, and letters that are apostrophes.
private func forEachWord(
  between range: Range<Int>, of utf8: Span<UInt8>, listedBy ladder: WordLadder?,
  _ body: (Range<Int>) -> Void
) {
  guard let front = firstReadable(in: range, of: utf8) else { return }
  let mark = apostropheLength(at: front, in: utf8)
  if mark > 0, isClitic(front + mark..<range.upperBound, in: utf8) {
    return body(front..<range.upperBound)
  }
  var core = front..<front
  var place = front
  var isConnected = true
  var isEdge = false
  while place < range.upperBound {
    let start = place
    let scalar = Unicode.Scalar(decodeScalar(at: &place, in: utf8))!
    // What goes with a mark is part of it.
    let goesAlong = start > front && (scalar.isNonspacingMark || scalar.isGap)
    isEdge = scalar.isConnector || 0x2B9...0x2BD ~= scalar.value || goesAlong && isEdge
    isConnected = isConnected && (scalar.isConnector || goesAlong)
    if !isEdge { core = (core.isEmpty ? start : core.lowerBound)..<place }
  }
  // A row of underscores, as for something to fill in.
  if isConnected { return body(front..<range.upperBound) }
  if core.isEmpty { core = range.upperBound..<range.upperBound }
  forEachMark(in: front..<core.lowerBound, of: utf8, body)
  if !core.isEmpty { forEachWord(inCore: core, of: utf8, listedBy: ladder, body) }
  forEachMark(in: core.upperBound..<range.upperBound, of: utf8, body)
}

private func forEachMark(
  in range: Range<Int>, of utf8: Span<UInt8>, _ body: (Range<Int>) -> Void
) {
  var start = range.lowerBound
  var place = start
  while place < range.upperBound {
    let next = place
    let scalar = Unicode.Scalar(decodeScalar(at: &place, in: utf8))!
    if next > start, !scalar.isNonspacingMark, !scalar.isGap {
      body(start..<next)
      start = next
    }
  }
  if start < range.upperBound { body(start..<range.upperBound) }
}

/// Cuts at the ends of sentences, and the clitics off.
private func forEachWord(
  inCore core: Range<Int>, of utf8: Span<UInt8>, listedBy ladder: WordLadder?,
  _ body: (Range<Int>) -> Void
) {
  var start = core.lowerBound
  for stop in unspacedStops(in: core, of: utf8, listedBy: ladder) {
    forEachWord(inPart: start..<stop.lowerBound, of: utf8, body)
    body(stop)
    start = stop.upperBound
  }
  forEachWord(inPart: start..<core.upperBound, of: utf8, body)
}

/// Cuts the clitics off the end of a part. There may be several: I'd've.
private func forEachWord(
  inPart part: Range<Int>, of utf8: Span<UInt8>, _ body: (Range<Int>) -> Void
) {
  let stem = stem(of: part, in: utf8)
  guard stem < part.upperBound else { return body(part) }
  var cuts = [part.upperBound]
  while let next = cliticStart(in: part.lowerBound..<cuts.last!, of: utf8), next >= stem {
    cuts.append(next)
  }
  body(part.lowerBound..<stem)
  for index in cuts.indices.dropFirst().reversed() { body(cuts[index]..<cuts[index - 1]) }
}

// MARK: Scripts without spaces

/// A script written without spaces between words, and without word boundaries in UAX #29.
private enum UnspacedScript {
  case thai, lao, khmer, myanmar
}

/// The unspaced script of the letter or mark here.
private func script(at start: Int, in utf8: Span<UInt8>) -> UnspacedScript? {
  guard utf8[start] >= 0xE0 else { return nil }
  var place = start
  let value = decodeScalar(at: &place, in: utf8)
  let script: UnspacedScript
  switch value {
  case 0x0E01...0x0E7F: script = .thai
  case 0x0E80...0x0EFF: script = .lao
  case 0x1780...0x17FF: script = .khmer
  case 0x1000...0x109F, 0xA9E0...0xA9FF, 0xAA60...0xAA7F: script = .myanmar
  default: return nil
  }
  return Unicode.Scalar(value)!.isLetterOrMark ? script : nil
}

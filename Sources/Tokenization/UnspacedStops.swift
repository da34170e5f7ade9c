import UnicodeText

/// The stops and colons of a segment that end a sentence although no space follows: `bank.The`.
///
/// Behind each stands a capital with a small letter after it, or I or A as a word by itself after one in small letters; and
/// what the stops part are listed words of two letters or more, or initials. Where one part is neither, the segment is a
/// name with stops in it (`end.The.start`), and none of them ends a sentence. Nor does one where no words are listed.
///
/// - Complexity: O(n), and an array only where there are some.
func unspacedStops(
  in segment: Range<Int>, of utf8: Span<UInt8>, listedBy ladder: WordLadder?
) -> [Range<Int>] {
  guard let ladder else { return [] }
  var stops: [Range<Int>] = []
  var place = segment.lowerBound
  while place < segment.upperBound {
    let start = place
    if isStop(decodeScalar(at: &place, in: utf8)), beginsSentence(place..<segment.upperBound, utf8)
    {
      stops.append(start..<place)
    }
  }
  var start = segment.lowerBound
  for index in 0..<stops.count + (stops.isEmpty ? 0 : 1) {
    let part = start..<(index < stops.count ? stops[index].lowerBound : segment.upperBound)
    let isBeforeOneLetter =
      index < stops.count && oneLetterWord(stops[index].upperBound..<segment.upperBound, utf8)
    guard isSentencePart(part, isFirst: index == 0, isBeforeOneLetter, utf8, ladder) else {
      return []
    }
    if index < stops.count { start = stops[index].upperBound }
  }
  return stops
}

/// The full stop, the colon and their compatibility forms that UAX #29 has between letters.
@inline(__always)
private func isStop(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x2E, 0x3A, 0x2024, 0xFE52, 0xFE55, 0xFF0E, 0xFF1A: true
  default: false
  }
}

private func beginsSentence(_ rest: Range<Int>, _ utf8: Span<UInt8>) -> Bool {
  var place = rest.lowerBound
  guard place < rest.upperBound,
    Unicode.Scalar(decodeScalar(at: &place, in: utf8))!.isCapital
  else { return false }
  if oneLetterWord(rest, utf8) { return true }
  return place < rest.upperBound && Unicode.Scalar(decodeScalar(at: &place, in: utf8))!.isSmall
}

/// Whether I or A stands here as a whole word.
private func oneLetterWord(_ rest: Range<Int>, _ utf8: Span<UInt8>) -> Bool {
  guard let first = rest.first, utf8[first] == 0x49 || utf8[first] == 0x41 else { return false }
  var place = first + 1
  return place == rest.upperBound || apostropheLength(at: place, in: utf8) > 0
    || isStop(decodeScalar(at: &place, in: utf8))
}

private func isSentencePart(
  _ part: Range<Int>, isFirst: Bool, _ isBeforeOneLetter: Bool, _ utf8: Span<UInt8>,
  _ ladder: WordLadder
) -> Bool {
  let stem = part.lowerBound..<stem(of: part, in: utf8)
  var letters = 0
  var others = 0
  var isSmall = true
  var isInitials = true
  var place = stem.lowerBound
  while place < stem.upperBound {
    let scalar = Unicode.Scalar(decodeScalar(at: &place, in: utf8))!
    if scalar.isLetterOrNumber {
      letters += 1
      isInitials = isInitials && letters == others + 1
      isSmall = isSmall && scalar.isSmall
    } else if !scalar.isNonspacingMark, !scalar.isApostropheLike {
      others += 1
      isInitials = isInitials && scalar == "."
    }
  }
  let isInitialsOnly = letters > 1 && isInitials && letters == others + 1
  if isBeforeOneLetter {
    guard isSmall, others == 0, letters > 1 else { return false }
  } else if isInitialsOnly || !isFirst && oneLetterWord(part, utf8) {
    return true
  }
  return letters > 1 && ladder.isListed(utf8.extracting(stem))
}

// Signs that are typed for the apostrophe. ’ and ʼ are one wherever they stand; the others are quotation marks, primes and
// accents by themselves, and apostrophes only inside a word or before a clitic.

import UnicodeText

extension Unicode.Scalar {
  /// Whether this is an apostrophe wherever it stands.
  var isApostrophe: Bool {
    switch value {
    case 0x27, 0x2019, 0x02BC: true
    default: false
    }
  }

  /// Whether this is an apostrophe or a sign that is typed for it.
  var isApostropheLike: Bool {
    switch value {
    case 0x27, 0x60, 0xB4, 0x02B9, 0x02BB...0x02BD, 0x2018, 0x2019, 0x201B, 0x2032, 0x2035, 0xFF07,
      0xFF40:
      true
    default: false
    }
  }
}

extension String {
  /// With straight apostrophes for those that are apostrophes wherever they stand.
  var withStraightApostrophes: String {
    utf8.contains { $0 == 0xE2 || $0 == 0xCA } ? straightened(\.isApostrophe) : self
  }

  /// With straight apostrophes also for the signs that are typed for them, if this is a word and not one of them.
  var withStraightApostrophesInWord: String {
    guard unicodeScalars.contains(where: { $0 != "'" && $0.isApostropheLike }),
      unicodeScalars.contains(where: { $0.isLetterOrNumber && !$0.isApostropheLike })
    else { return self }
    return straightened(\.isApostropheLike)
  }

  private func straightened(_ isMeant: (Unicode.Scalar) -> Bool) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(isMeant(scalar) ? "'" : scalar) }
    return String(scalars)
  }
}

/// The bytes of the apostrophe here, or of a sign that is typed for it; 0 when there is none.
@inline(__always)
func apostropheLength(at place: Int, in utf8: Span<UInt8>) -> Int {
  guard place < utf8.count else { return 0 }
  switch utf8[place] {
  case 0x27, 0x60: return 1
  case 0xC2, 0xCA, 0xE2, 0xEF:
    var end = place
    return Unicode.Scalar(decodeScalar(at: &end, in: utf8))!.isApostropheLike ? end - place : 0
  default: return 0
  }
}

/// Whether the mark here is ' or ’, which may stand before a clitic that is typed apart.
@inline(__always)
func isPlainApostrophe(at place: Int, in utf8: Span<UInt8>) -> Bool {
  utf8[place] == 0x27
    || utf8[place] == 0xE2 && utf8[place + 1] == 0x80 && utf8[place + 2] == 0x99
}

/// Where the clitic at the end of a segment starts, with its apostrophe; nil when there is none.
func cliticStart(in segment: Range<Int>, of utf8: Span<UInt8>) -> Int? {
  for length in 1...2 {
    let letters = segment.upperBound - length
    guard letters > segment.lowerBound else { return nil }
    var mark = letters - 1
    while mark > segment.lowerBound, utf8[mark] & 0xC0 == 0x80 { mark -= 1 }
    guard mark > segment.lowerBound, mark + apostropheLength(at: mark, in: utf8) == letters else {
      continue
    }
    return isClitic(letters..<segment.upperBound, in: utf8) ? mark : nil
  }
  return nil
}

/// Where the clitics at the end of a part begin: the end, where there are none or no letter or number stands before them.
func stem(of part: Range<Int>, in utf8: Span<UInt8>) -> Int {
  var end = part.upperBound
  guard let first = cliticStart(in: part, of: utf8),
    let letter = firstLetterOrNumber(in: part, of: utf8), letter < first
  else { return end }
  end = first
  while let next = cliticStart(in: part.lowerBound..<end, of: utf8), letter < next { end = next }
  return end
}

/// Whether a letter, a number or a mark on one ends before a place.
func isWordEnd(before place: Int, in utf8: Span<UInt8>) -> Bool {
  guard place > 0 else { return false }
  var start = place - 1
  while utf8[start] & 0xC0 == 0x80 { start -= 1 }
  let scalar = Unicode.Scalar(decodeScalar(at: &start, in: utf8))!
  return scalar.isLetterOrNumber || scalar.isNonspacingMark
}

private func firstLetterOrNumber(in part: Range<Int>, of utf8: Span<UInt8>) -> Int? {
  var place = part.lowerBound
  while place < part.upperBound {
    let start = place
    if Unicode.Scalar(decodeScalar(at: &place, in: utf8))!.isLetterOrNumber { return start }
  }
  return nil
}

/// The end of the clitic that follows a mark; nil where there is none, or where a second mark closes it, as in 's'.
func cliticEnd(after mark: Int, in utf8: Span<UInt8>) -> Int? {
  func clitic(_ start: Int) -> Int? {
    guard start < utf8.count else { return nil }
    let end = wordSegmentEnd(from: start, in: utf8)
    return isClitic(start..<end, in: utf8) ? end : nil
  }
  guard let end = clitic(mark) else { return nil }
  let second = apostropheLength(at: end, in: utf8)
  guard second > 0 else { return end }
  // `d`ve are two.
  return clitic(end + second).flatMap { apostropheLength(at: $0, in: utf8) == 0 ? end : nil }
}

/// Whether these letters are s, m, re, ve, ll or d in either case.
func isClitic(_ range: Range<Int>, in utf8: Span<UInt8>) -> Bool {
  func letter(_ place: Int) -> UInt8 { utf8[range.lowerBound + place] | 0x20 }
  switch range.count {
  case 1:
    return letter(0) == UInt8(ascii: "s") || letter(0) == UInt8(ascii: "m")
      || letter(0) == UInt8(ascii: "d")
  case 2:
    return letter(1) == UInt8(ascii: "e")
      && (letter(0) == UInt8(ascii: "r") || letter(0) == UInt8(ascii: "v"))
      || letter(0) == UInt8(ascii: "l") && letter(1) == UInt8(ascii: "l")
  default: return false
  }
}

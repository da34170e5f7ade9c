import UnicodeText

/// Cuts a text into whole words and looks each up.
///
/// Words are the default word segments of UAX #29, less those of white space, controls and format
/// characters, and with three rules added. English clitics are words of their own: `bank's` is
/// `bank` and `'s`, in one piece or typed apart, while `don't` and `o'clock` stay whole. The typographic
/// apostrophe counts as the straight one. Text of a South-East Asian script, which has no spaces
/// to cut at, is one word up to the next space or sign.
public struct WordTokenizer: Tokenizer {
  public let vocabulary: Vocabulary
  /// What composes a word that the vocabulary lacks; without one such a word is unknown.
  public let composer: WordComposer?
  private let spelling: SpellingIndex?

  public init(vocabulary: Vocabulary, composer: WordComposer? = nil) {
    self.vocabulary = vocabulary
    self.composer = composer
    spelling = composer.map { SpellingIndex(vocabulary, changes: $0.changes) }
  }

  public func tokenize(_ source: SourceText) -> TokenizedText {
    var text = TokenizedText(source: source, tokenizer: self)
    let ladder = WordLadder(vocabulary: vocabulary, composer: composer, spelling: spelling)
    let bytes = source.utf8
    let utf8 = bytes.span
    var positions = SourcePositions(source)
    var key: [UInt8] = []
    forEachWord(in: utf8) { range in
      let answer = ladder.find(utf8.extracting(range), key: &key)
      let token = Token(
        source: source,
        bytes: positions.byte(at: range.lowerBound)..<positions.byte(at: range.upperBound),
        characters: positions.characters(in: range),
        pieces: text.ids.count..<text.ids.count + 1,
        finding: answer.finding, spelling: .wholeWord)
      text.append(token, id: answer.id, parts: answer.parts)
    }
    return text
  }
}

/// Calls with the range of each word of well-formed UTF-8, in order.
func forEachWord(in utf8: Span<UInt8>, _ body: (Range<Int>) -> Void) {
  var start = 0
  while start < utf8.count {
    var end = wordSegmentEnd(from: start, in: utf8)
    let first = utf8[start]
    if first >= 0xE0, let script = script(at: start, in: utf8) {
      while end < utf8.count, Tokenization.script(at: end, in: utf8) == script {
        end = wordSegmentEnd(from: end, in: utf8)
      }
      body(start..<end)
    } else if apostropheLength(at: start, in: utf8) == end - start {
      // A quotation mark, unless a clitic follows that no second mark closes.
      if end < utf8.count {
        let next = wordSegmentEnd(from: end, in: utf8)
        if isClitic(end..<next, in: utf8), apostropheLength(at: next, in: utf8) == 0 { end = next }
      }
      body(start..<end)
    } else if !isGap(start..<end, in: utf8) {
      forEachWord(inSegment: start..<end, of: utf8, body)
    }
    start = end
  }
}

/// Cuts the clitics off the end of a segment. There may be several: I'd've.
private func forEachWord(
  inSegment segment: Range<Int>, of utf8: Span<UInt8>, _ body: (Range<Int>) -> Void
) {
  guard var cut = cliticStart(in: segment, of: utf8),
    let letter = firstLetterOrNumber(in: segment, of: utf8), letter < cut
  else { return body(segment) }
  var cuts = [segment.upperBound, cut]
  while let next = cliticStart(in: segment.lowerBound..<cut, of: utf8), letter < next {
    cut = next
    cuts.append(cut)
  }
  body(segment.lowerBound..<cut)
  for index in cuts.indices.dropFirst().reversed() { body(cuts[index]..<cuts[index - 1]) }
}

/// Where the clitic at the end of a segment starts, with its apostrophe; nil when there is none.
@inline(__always)
private func cliticStart(in segment: Range<Int>, of utf8: Span<UInt8>) -> Int? {
  for length in 1...2 {
    let letters = segment.upperBound - length
    guard letters > segment.lowerBound else { return nil }
    let mark: Int
    switch utf8[letters - 1] {
    case 0x27: mark = letters - 1
    case 0x99: mark = letters - 3
    default: continue
    }
    guard mark > segment.lowerBound, mark + apostropheLength(at: mark, in: utf8) == letters else {
      continue
    }
    return isClitic(letters..<segment.upperBound, in: utf8) ? mark : nil
  }
  return nil
}

private func firstLetterOrNumber(in segment: Range<Int>, of utf8: Span<UInt8>) -> Int? {
  var place = segment.lowerBound
  while place < segment.upperBound {
    let start = place
    if Unicode.Scalar(decodeScalar(at: &place, in: utf8))!.isLetterOrNumber { return start }
  }
  return nil
}

/// Whether these letters are s, m, re, ve, ll or d in either case.
private func isClitic(_ range: Range<Int>, in utf8: Span<UInt8>) -> Bool {
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

/// The bytes of the apostrophe here, straight or typographic; 0 when there is none.
@inline(__always)
private func apostropheLength(at place: Int, in utf8: Span<UInt8>) -> Int {
  guard place < utf8.count else { return 0 }
  if utf8[place] == 0x27 { return 1 }
  return utf8[place] == 0xE2 && utf8[place + 1] == 0x80 && utf8[place + 2] == 0x99 ? 3 : 0
}

/// Whether a segment has nothing to read in it.
@inline(__always)
private func isGap(_ segment: Range<Int>, in utf8: Span<UInt8>) -> Bool {
  let first = utf8[segment.lowerBound]
  if first > 0x20 && first < 0x7F { return false }
  var place = segment.lowerBound
  while place < segment.upperBound {
    let scalar = Unicode.Scalar(decodeScalar(at: &place, in: utf8))
    guard scalar?.isGap == true else { return false }
  }
  return true
}

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

import Corpora

/// The parts of a passage that are read apart, whatever lines it has: a form feed and a paragraph
/// separator (U+2029) part them, and none is longer than a limit, so that the memory and the time
/// that a text takes do not depend on where its lines end.
///
/// A line separator (U+2028) becomes three spaces, which keeps every place.
///
/// - Parameters:
///   - bytes: UTF-8, well formed or not.
///   - lineEndsPart: Whether a line separator parts them too.
///   - limit: Bytes. A longer part is cut after a sentence, else between words, else anywhere.
/// - Returns: Bytes of each, in order; none is empty.
func passagePieces(
  of bytes: inout [UInt8], lineEndsPart: Bool, limit: Int = 1 << 15
) -> [Range<Int>] {
  var pieces: [Range<Int>] = []
  var start = 0
  var place = 0
  func add(upTo end: Int) {
    while end - start > limit {
      let cut = cut(in: bytes, from: start, limit: limit)
      pieces.append(start..<cut)
      start = cut
    }
    if start < end { pieces.append(start..<end) }
  }
  while place < bytes.count {
    switch bytes[place] {
    case 0x0C:
      add(upTo: place)
      start = place + 1
    case 0xE2 where place + 2 < bytes.count && bytes[place + 1] == 0x80:
      guard bytes[place + 2] == 0xA8 || bytes[place + 2] == 0xA9 else { break }
      if bytes[place + 2] == 0xA9 || lineEndsPart {
        add(upTo: place)
        start = place + 3
      } else {
        for offset in 0..<3 { bytes[place + offset] = 0x20 }
      }
      place += 2
    default: break
    }
    place += 1
  }
  add(upTo: bytes.count)
  return pieces
}

/// Where to cut a part that is too long: after the last sentence that ends in its second half, else before its last word,
/// else before the scalar at the limit.
private func cut(in bytes: [UInt8], from start: Int, limit: Int) -> Int {
  let end = start + limit
  // The last of them does not end there.
  let last = sentences(in: Array(bytes[start...end])).dropLast().last
  if let last, last.upperBound > limit / 2 { return start + last.upperBound }
  var place = end
  while place > start + limit / 2 {
    if isSpace(bytes[place]) { return place }
    place -= 1
  }
  place = end
  while place > start + 1, bytes[place] & 0xC0 == 0x80 { place -= 1 }
  return place
}

/// Where the sentences of a passage are, whose line separators become spaces.
///
/// - Parameters:
///   - passage: UTF-8.
///   - words: The corpus's own, in order.
///   - isSentence: Whether it is one, and parted only where it is too long for one.
public func sentenceSpans(
  inPassage passage: inout [UInt8], words: AnnotatedWords? = nil, isSentence: Bool = false
) -> [Range<Int>] {
  passagePieces(of: &passage, lineEndsPart: false).flatMap { piece in
    if isSentence { return [piece] }
    return sentences(in: Array(passage[piece]), words: words?.ranges(in: piece) ?? []).map {
      piece.lowerBound + $0.lowerBound..<piece.lowerBound + $0.upperBound
    }
  }
}

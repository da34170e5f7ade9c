import UnicodeText

/// What SentencePiece does to characters before a text is cut (`precompiled_charsmap`): a trie of characters (of Yata's
/// darts-clone) and, one after another, what they become.
///
/// It is applied as `Precompiled` in Hugging Face's tokenizers does: a grapheme of fewer than six bytes becomes what its
/// shortest prefix in the trie becomes, a longer one is taken scalar by scalar. In text that is not composed that loses
/// marks, so compose a text before (``NormalForm/nfc``); then it does what SentencePiece did when the model was trained.
/// https://github.com/huggingface/spm_precompiled/blob/main/src/lib.rs
public struct CharacterMap: Sendable {
  /// A grapheme of more bytes is never looked up as a whole.
  private static let longestWhole = 5

  private let units: [UInt32]
  /// What characters become, each ended by a zero.
  private let texts: [UInt8]
  /// Which characters of ASCII become something else.
  private var ascii = [Bool](repeating: false, count: 128)

  /// - Parameter bytes: The size of the trie in bytes, the trie, the texts. All of it is checked here, so that no search
  ///   leads outside.
  public init(_ bytes: [UInt8]) throws(CharacterMapError) {
    func number(_ place: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * $1) }
    }
    guard bytes.count >= 4 else { throw .truncated(bytes: bytes.count, expected: 4) }
    let size = Int(number(0))
    guard bytes.count - 4 >= size else {
      throw .truncated(bytes: bytes.count, expected: 4 + size)
    }
    // The nodes are in blocks of 256, so that no byte leads out of the block of its parent's children.
    guard size > 0, size % 1024 == 0 else { throw .trieSize(bytes: size) }
    units = (0..<size / 4).map { number(4 + 4 * $0) }
    texts = Array(bytes[(4 + size)...])
    if firstIllFormedByte(in: texts.span) != nil { throw .notUTF8 }
    for (place, unit) in units.enumerated() {
      if Self.isValue(unit), place > 0 {
        let value = Int(unit & 0x7FFF_FFFF)
        guard value < texts.count, texts[value] & 0xC0 != 0x80 else { throw .damaged(unit: place) }
      } else {
        guard !Self.isValue(unit), place ^ Self.offset(unit) < size / 4 else {
          throw .damaged(unit: place)
        }
      }
    }
    for byte in 0..<128 { ascii[byte] = replacement(for: [UInt8(byte)].span) != nil }
    // The only one that is a grapheme together with another of ASCII.
    ascii[0x0D] = true
  }

  /// Calls with each stretch of well-formed UTF-8 that becomes something else, and with what it becomes, in order. Nothing
  /// else is changed.
  public func forEachReplacement(
    in text: Span<UInt8>, _ body: (_ range: Range<Int>, _ replacement: Span<UInt8>) -> Void
  ) {
    let ascii = ascii.span
    var start = 0
    // Of the scalar before `start`.
    var before: UInt32?
    while start < text.count {
      let lead = text[start]
      let isBeforeASCII = start + 1 == text.count || text[start + 1] < 0x80
      if lead < 0x80, !ascii[Int(lead)], isBeforeASCII {
        before = UInt32(lead)
        start += 1
        continue
      }
      var end = start
      let scalar = decodeScalar(at: &end, in: text)
      var last = scalar
      if let whole = self.whole(from: start, end, scalar, after: before, in: text) {
        (end, last) = whole
      }
      if let range = replacement(for: text.extracting(start..<end)) {
        body(start..<end, texts.span.extracting(range))
      } else if last != scalar {
        // No prefix of the whole is in the map, but a scalar after the first may be.
        end = start
        last = decodeScalar(at: &end, in: text)
      }
      before = last
      start = end
    }
  }

  /// What the shortest prefix of a text that is in the trie becomes: a range of `texts`.
  private func replacement(for text: Span<UInt8>) -> Range<Int>? {
    let units = units.span
    var place = Self.offset(units[0])
    for index in text.indices {
      let byte = text[index]
      guard byte != 0 else { return nil }
      place ^= Int(byte)
      let unit = units[place]
      guard unit & 0x8000_00FF == UInt32(byte) else { return nil }
      place ^= Self.offset(unit)
      if unit & 0x100 != 0, Self.isValue(units[place]) {
        let start = Int(units[place] & 0x7FFF_FFFF)
        return start..<(texts[start...].firstIndex(of: 0) ?? texts.count)
      }
    }
    return nil
  }

  /// Where the grapheme of several scalars ends that starts at a place, and its last scalar; `nil` where there is none, or one
  /// that is too long to be looked up.
  private func whole(
    from start: Int, _ end: Int, _ scalar: UInt32, after before: UInt32?, in text: Span<UInt8>
  ) -> (end: Int, last: UInt32)? {
    var (whole, last) = (end, scalar)
    while whole < text.count {
      var next = whole
      // Before the boundary is looked for: two scalars of three bytes are too long anyhow.
      let isShort = whole + scalarLength(text[whole]) - start <= Self.longestWhole
      if !isShort, whole == end { return nil }
      let scalar = decodeScalar(at: &next, in: text)
      if isGraphemeBoundary(between: last, scalar) { break }
      guard isShort else { return nil }
      (whole, last) = (next, scalar)
    }
    guard whole > end else { return nil }
    if let before, !isGraphemeBoundary(between: before, scalar) { return nil }
    return (whole, last)
  }

  private static func isValue(_ unit: UInt32) -> Bool { unit >> 31 != 0 }

  /// From a node to its children, by exclusive or.
  private static func offset(_ unit: UInt32) -> Int {
    Int((unit >> 10) << ((unit & 0x200) >> 6))
  }
}

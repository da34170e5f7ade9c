import UnicodeText

/// A word as BERT's normalizer and pre-tokenizer give it.
struct BERTWord {
  /// Its UTF-8, as it is cut into pieces.
  let form: ArraySlice<UInt8>
  /// From its first kept scalar to the end of its last, in the UTF-8 of the source.
  let range: Range<Int>
  /// What was done to it.
  let finding: Finding
}

/// What BERT does to a text before it cuts words into pieces.
public struct BERTNormalization: Sendable, Hashable {
  /// Whether text is put in small letters.
  public var lowercases = true
  /// Whether accents are taken off.
  public var stripsAccents = true
  /// Whether each Chinese character is a word.
  public var spacesIdeographs = true
  /// Whether controls are dropped.
  public var dropsControls = true

  public init() {}

  /// A stretch of well-formed UTF-8 as the normalizer leaves it. The rules are those of
  /// https://github.com/huggingface/tokenizers/blob/v0.21.0/tokenizers/src/normalizers/bert.rs
  func normalized(_ utf8: Span<UInt8>, within range: Range<Int>) -> BERTNormalizedText {
    var text = BERTNormalizedText(capacity: range.count)
    var place = range.lowerBound
    while place < range.upperBound {
      let start = place
      let byte = utf8[start]
      if byte &- 0x20 < 0x7F - 0x20 {
        // The common case: a letter, a number, a mark or a space of ASCII.
        place += 1
        let isCapital = lowercases && byte &- 0x41 < 26
        text.append(
          isCapital ? byte | 0x20 : byte, from: start..<place, isCapital ? .caseFolded : .asTyped)
        continue
      }
      let scalar = Unicode.Scalar(decodeScalar(at: &place, in: utf8))!
      if dropsControls {
        if scalar.isDroppedByBERT {
          text.mark(.compatibility)
          continue
        }
        if isSpace(scalar) {
          text.append(0x20, from: start..<place, .asTyped)
          continue
        }
      }
      let isIdeograph = spacesIdeographs && scalar.isBERTIdeograph
      if isIdeograph { text.append(0x20, from: start..<start, .asTyped) }
      let (scalars, finding) = normalized(scalar)
      if scalars.isEmpty { text.mark(finding) }
      for scalar in scalars {
        for byte in UTF8.encode(scalar)! { text.append(byte, from: start..<place, finding) }
      }
      if isIdeograph { text.append(0x20, from: place..<place, .asTyped) }
    }
    return text
  }

  /// A text as the normalizer leaves it, in UTF-8.
  package func normalized(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    return normalized(bytes.span, within: bytes.indices).utf8
  }

  /// What a scalar becomes, and what was done to it.
  private func normalized(_ scalar: Unicode.Scalar) -> ([Unicode.Scalar], Finding) {
    var scalars = [scalar]
    var finding = Finding.asTyped
    if stripsAccents {
      scalars = String(scalar).normalized(to: .nfd).unicodeScalars.filter { !$0.isNonspacingMark }
      if scalars != [scalar] { finding = .withoutAccents }
    }
    if lowercases {
      let small = scalars.flatMap(\.lowercased)
      if small != scalars { finding = finding.orLater(.caseFolded) }
      scalars = small
    }
    return (scalars, finding)
  }

  /// The words of well-formed UTF-8, in order.
  func forEachWord(in utf8: Span<UInt8>, _ body: (BERTWord) -> Void) {
    let text = normalized(utf8, within: 0..<utf8.count)
    text.forEachWord(within: 0..<text.utf8.count, body)
  }

  /// The word by itself as `forEachWord` would give it.
  func form(of word: String) -> String {
    var form: [UInt8] = []
    forEachWord(in: Array(word.utf8).span) { form += $0.form }
    return String(decoding: form, as: UTF8.self)
  }
}

/// A text after BERT's normalizer, and where each byte of it comes from.
struct BERTNormalizedText {
  private(set) var utf8: [UInt8] = []
  /// Of each byte.
  private var origins: [Origin] = []

  private struct Origin {
    /// Where the scalar that the byte was made from stands in the source. What was put in has no room there.
    let start, end: Int
    /// What was done to that scalar, and to what was dropped after it.
    var finding: Finding
  }

  fileprivate init(capacity: Int) {
    utf8.reserveCapacity(capacity)
    origins.reserveCapacity(capacity)
  }

  fileprivate mutating func append(_ byte: UInt8, from range: Range<Int>, _ finding: Finding) {
    utf8.append(byte)
    origins.append(Origin(start: range.lowerBound, end: range.upperBound, finding: finding))
  }

  /// Says of the word so far that something in it was dropped.
  fileprivate mutating func mark(_ finding: Finding) {
    guard let last = origins.last else { return }
    origins[origins.count - 1].finding = last.finding.orLater(finding)
  }

  /// Where a stretch of this text stands in the source.
  func source(of range: Range<Int>) -> Range<Int> {
    origins[range.lowerBound].start..<origins[range.upperBound - 1].end
  }

  /// What was done to a stretch of the source.
  func finding(of range: Range<Int>) -> Finding {
    origins[range].reduce(.asTyped) { $0.orLater($1.finding) }
  }

  /// Calls with each word of a stretch of this text, in order. The rules are those of
  /// https://github.com/huggingface/tokenizers/blob/v0.21.0/tokenizers/src/pre_tokenizers/bert.rs
  func forEachWord(within range: Range<Int>, _ body: (BERTWord) -> Void) {
    let bytes = utf8.span
    // Of the word so far, which ends at `place`.
    var first = range.lowerBound
    var place = range.lowerBound
    func finish(_ word: Range<Int>) {
      guard !word.isEmpty else { return }
      body(BERTWord(form: utf8[word], range: source(of: word), finding: finding(of: word)))
    }
    while place < range.upperBound {
      let start = place
      let scalar = Unicode.Scalar(decodeScalar(at: &place, in: bytes))!
      let isAlone = scalar.isBERTPunctuation
      guard isAlone || isSpace(scalar) else { continue }
      finish(first..<start)
      if isAlone { finish(start..<place) }
      first = place
    }
    finish(first..<place)
  }
}

extension Unicode.Scalar {
  /// Whether `BertNormalizer` drops this.
  var isDroppedByBERT: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20..<0x7F: false
    case 0xFFFD: true
    default: isControlFormatOrPrivate
    }
  }

  /// Whether BERT takes this for punctuation.
  var isBERTPunctuation: Bool {
    switch value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    case ..<0x80: false
    default: isPunctuation
    }
  }

  /// Whether this is of the blocks that BERT takes for Chinese characters.
  var isBERTIdeograph: Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
      0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }
}

private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII ? scalar == " " || 0x09...0x0D ~= scalar.value : scalar.isWhiteSpace
}

import UnicodeText

/// A word as BERT's normalizer and pre-tokenizer give it.
struct BERTWord {
  /// Its UTF-8, as it is cut into pieces.
  var form: [UInt8] = []
  /// How many scalars that is.
  var scalars = 0
  /// From its first kept scalar to the end of its last, in the UTF-8 of the source.
  var range = 0..<0
  /// What was done to it.
  var finding = Finding.asTyped

  mutating func clear() {
    form.removeAll(keepingCapacity: true)
    scalars = 0
    finding = .asTyped
  }

  /// Adds a scalar.
  mutating func append(_ utf8: ArraySlice<UInt8>, in range: Range<Int>, _ finding: Finding) {
    self.range = (scalars == 0 ? range.lowerBound : self.range.lowerBound)..<range.upperBound
    scalars += 1
    form += utf8
    self.finding = self.finding.orLater(finding)
  }
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
        if isDropped(scalar) {
          text.mark(.compatibility)
          continue
        }
        if isSpace(scalar) {
          text.append(0x20, from: start..<place, .asTyped)
          continue
        }
      }
      let isIdeograph = spacesIdeographs && isIdeograph(scalar)
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
  /// Of each byte: where the scalar that it was made from stands in the source. What was put in has no room there.
  private var starts: [Int] = []
  private var ends: [Int] = []
  /// Of each byte: what was done to its scalar, and to what was dropped after it.
  private var findings: [Finding] = []

  fileprivate init(capacity: Int) {
    utf8.reserveCapacity(capacity)
    starts.reserveCapacity(capacity)
    ends.reserveCapacity(capacity)
    findings.reserveCapacity(capacity)
  }

  fileprivate mutating func append(_ byte: UInt8, from range: Range<Int>, _ finding: Finding) {
    utf8.append(byte)
    starts.append(range.lowerBound)
    ends.append(range.upperBound)
    findings.append(finding)
  }

  /// Says of the word so far that something in it was dropped.
  fileprivate mutating func mark(_ finding: Finding) {
    guard let last = findings.last else { return }
    findings[findings.count - 1] = last.orLater(finding)
  }

  /// Where a stretch of this text stands in the source.
  func source(of range: Range<Int>) -> Range<Int> {
    starts[range.lowerBound]..<ends[range.upperBound - 1]
  }

  /// What was done to a stretch of the source.
  func finding(of range: Range<Int>) -> Finding {
    findings[range].reduce(.asTyped) { $0.orLater($1) }
  }

  /// Calls with each word of a stretch of this text, in order. The rules are those of
  /// https://github.com/huggingface/tokenizers/blob/v0.21.0/tokenizers/src/pre_tokenizers/bert.rs
  func forEachWord(within range: Range<Int>, _ body: (BERTWord) -> Void) {
    let bytes = utf8.span
    var word = BERTWord()
    var place = range.lowerBound
    func finish() {
      if word.scalars > 0 { body(word) }
      word.clear()
    }
    while place < range.upperBound {
      let start = place
      let scalar = Unicode.Scalar(decodeScalar(at: &place, in: bytes))!
      if isSpace(scalar) {
        finish()
        continue
      }
      let isAlone = isPunctuation(scalar)
      if isAlone { finish() }
      word.append(
        utf8[start..<place], in: source(of: start..<place), finding(of: start..<place))
      if isAlone { finish() }
    }
    finish()
  }
}

private func isDropped(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D, 0x20..<0x7F: false
  case 0xFFFD: true
  default: scalar.isControlFormatOrPrivate
  }
}

private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII ? scalar == " " || 0x09...0x0D ~= scalar.value : scalar.isWhiteSpace
}

private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
  case ..<0x80: false
  default: scalar.isPunctuation
  }
}

/// The blocks BERT takes for Chinese characters.
private func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
    0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
    true
  default: false
  }
}

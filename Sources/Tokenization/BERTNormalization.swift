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

  mutating func append(_ scalar: Unicode.Scalar, in range: Range<Int>) {
    extend(to: range)
    form += UTF8.encode(scalar)!
  }

  mutating func append(_ byte: UInt8, in range: Range<Int>) {
    extend(to: range)
    form.append(byte)
  }

  private mutating func extend(to range: Range<Int>) {
    self.range = (scalars == 0 ? range.lowerBound : self.range.lowerBound)..<range.upperBound
    scalars += 1
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

  /// Calls with each word of well-formed UTF-8, in order. The rules are those of
  /// https://github.com/huggingface/tokenizers/blob/v0.21.0/tokenizers/src/normalizers/bert.rs
  /// and of pre_tokenizers/bert.rs there.
  func forEachWord(in utf8: Span<UInt8>, _ body: (BERTWord) -> Void) {
    var word = BERTWord()
    var place = 0

    func finish() {
      if word.scalars > 0 { body(word) }
      word.clear()
    }

    while place < utf8.count {
      let start = place
      let byte = utf8[start]
      if byte &- 0x21 < 0x7F - 0x21 {
        // The common case: a letter, a number or a mark of ASCII.
        place += 1
        let isAlone = isPunctuation(Unicode.Scalar(byte))
        let isCapital = lowercases && byte &- 0x41 < 26
        if isAlone { finish() }
        word.append(isCapital ? byte | 0x20 : byte, in: start..<place)
        if isCapital { word.finding = word.finding.orLater(.caseFolded) }
        if isAlone { finish() }
        continue
      }
      let scalar = Unicode.Scalar(decodeScalar(at: &place, in: utf8))!
      if dropsControls, isDropped(scalar) {
        if word.scalars > 0 { word.finding = word.finding.orLater(.compatibility) }
        continue
      }
      if isSpace(scalar) {
        finish()
        continue
      }
      let isIdeograph = spacesIdeographs && isIdeograph(scalar)
      if isIdeograph { finish() }
      let (scalars, finding) = normalized(scalar)
      word.finding = word.finding.orLater(finding)
      for scalar in scalars {
        let isAlone = isPunctuation(scalar)
        if isAlone { finish() }
        word.append(scalar, in: start..<place)
        if isAlone { finish() }
      }
      if isIdeograph { finish() }
    }
    finish()
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

  /// The word by itself as `forEachWord` would give it.
  func form(of word: String) -> String {
    var form: [UInt8] = []
    forEachWord(in: Array(word.utf8).span) { form += $0.form }
    return String(decoding: form, as: UTF8.self)
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

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
}

extension WordPieceTokenizer.Options {
  /// Calls with each word of well-formed UTF-8, in order. The rules are those of
  /// https://github.com/huggingface/tokenizers/blob/v0.21.0/tokenizers/src/normalizers/bert.rs.
  func forEachWord(in utf8: Span<UInt8>, _ body: (BERTWord) -> Void) {
    var word = BERTWord()
    var place = 0

    func finish() {
      if word.scalars > 0 { body(word) }
      word.form.removeAll(keepingCapacity: true)
      word.scalars = 0
      word.finding = .asTyped
    }
    func append(_ scalar: Unicode.Scalar, from start: Int) {
      if word.scalars == 0 { word.range = start..<place }
      word.range = word.range.lowerBound..<place
      word.form += UTF8.encode(scalar)!
      word.scalars += 1
    }

    while place < utf8.count {
      let start = place
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
      for normalized in normalized(scalar, in: &word) {
        let isAlone = isPunctuation(normalized)
        if isAlone { finish() }
        append(normalized, from: start)
        if isAlone { finish() }
      }
      if isIdeograph { finish() }
    }
    finish()
  }

  /// What a scalar becomes: its letters without accents, in small letters.
  private func normalized(_ scalar: Unicode.Scalar, in word: inout BERTWord) -> [Unicode.Scalar] {
    if scalar.isASCII {
      guard lowercases, 0x41...0x5A ~= scalar.value else { return [scalar] }
      word.finding = word.finding.orLater(.caseFolded)
      return [Unicode.Scalar(scalar.value | 0x20)!]
    }
    var scalars = [scalar]
    if stripsAccents {
      scalars = String(scalar).normalized(to: .nfd).unicodeScalars.filter { !$0.isNonspacingMark }
      if scalars != [scalar] { word.finding = word.finding.orLater(.withoutAccents) }
    }
    if lowercases {
      let small = scalars.flatMap(\.lowercased)
      if small != scalars { word.finding = word.finding.orLater(.caseFolded) }
      scalars = small
    }
    return scalars
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
  default: scalar.isOther
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

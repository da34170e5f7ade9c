import UnicodeText

extension NormalizedText {
  mutating func normalize(to form: NormalForm) {
    if isASCII { return }
    guard let changes = form.changes(of: utf8.span) else { return }
    replace(by: changes, form.isCompatibility ? .compatibility : .asTyped)
  }

  mutating func lowercase() {
    if isASCII {
      map(.caseFolded) { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
      return
    }
    var changes: [ScalarChange] = []
    changes.reserveCapacity(utf8.count)
    var isChanged = false
    var place = 0
    while place < utf8.count {
      let old = decodeScalar(at: &place, in: utf8.span)
      for (index, new) in Unicode.Scalar(old)!.lowercased.enumerated() {
        isChanged = isChanged || new.value != old
        changes.append(ScalarChange(new.value, taking: index == 0 ? 1 : 0))
      }
    }
    if isChanged { replace(by: changes, .caseFolded) }
  }

  /// As `BertNormalizer` does, step by step, so that places are the same.
  mutating func normalize(by rules: BERTNormalization) {
    if rules.dropsControls {
      filter(.compatibility) { !$0.isDroppedByBERT }
      map(.asTyped) { Unicode.Scalar($0)!.isWhiteSpace ? 0x20 : $0 }
    }
    if rules.spacesIdeographs { spaceIdeographs() }
    if rules.stripsAccents {
      normalize(to: .nfd)
      filter(.withoutAccents, \.isNotNonspacingMark)
    }
    if rules.lowercases { lowercase() }
  }

  private mutating func spaceIdeographs() {
    if isASCII { return }
    var changes: [ScalarChange] = []
    var isChanged = false
    var place = 0
    while place < utf8.count {
      let scalar = decodeScalar(at: &place, in: utf8.span)
      if Unicode.Scalar(scalar)!.isBERTIdeograph {
        isChanged = true
        changes.append(ScalarChange(0x20, taking: 1))
        changes.append(ScalarChange(scalar, taking: 0))
        changes.append(ScalarChange(0x20, taking: 0))
      } else {
        changes.append(ScalarChange(scalar, taking: 1))
      }
    }
    if isChanged { replace(by: changes) }
  }

  mutating func normalizeAsNMT() {
    filter(.compatibility) {
      switch $0.value {
      case 0x01...0x08, 0x0B, 0x0E...0x1F, 0x7F, 0x8F, 0x9F: false
      default: true
      }
    }
    map(.asTyped) {
      switch $0 {
      case 0x09, 0x0A, 0x0C, 0x0D, 0x1680, 0x200B...0x200F, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD:
        0x20
      default: $0
      }
    }
  }

  mutating func apply(_ map: CharacterMap) {
    var changes: [ScalarChange] = []
    var first = 0
    var isChanged = false
    func keep(_ range: Range<Int>) {
      var place = range.lowerBound
      while place < range.upperBound {
        changes.append(ScalarChange(decodeScalar(at: &place, in: utf8.span), taking: 1))
      }
    }
    var kept = 0
    map.forEachReplacement(in: utf8.span) { range, replacement in
      keep(kept..<range.lowerBound)
      kept = range.upperBound
      isChanged = true
      let old = scalars(of: utf8.span.extracting(range)).count
      let new = scalars(of: replacement)
      for (index, scalar) in new.enumerated() {
        changes.append(ScalarChange(scalar, taking: index < old ? 1 : 0))
      }
      // What is taken in addition, or dropped, goes with the scalar before.
      guard old > new.count else { return }
      if changes.isEmpty {
        first += old
      } else {
        changes[changes.count - 1].taken += old - new.count
      }
    }
    guard isChanged else { return }
    keep(kept..<utf8.count)
    replace(by: changes, droppingFirst: first, .compatibility)
  }
}

extension Unicode.Scalar {
  fileprivate var isNotNonspacingMark: Bool { !isNonspacingMark }
}

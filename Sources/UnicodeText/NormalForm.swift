import CUTF8Proc

/// A Unicode normal form (UAX #15).
public enum NormalForm: Sendable, CaseIterable {
  /// Canonical composition.
  case nfc
  /// Canonical decomposition.
  case nfd
  /// Compatibility decomposition, then canonical composition.
  case nfkc
  /// Compatibility decomposition.
  case nfkd

  /// Whether what looks alike counts as the same.
  public var isCompatibility: Bool { self == .nfkc || self == .nfkd }
  var isComposed: Bool { self == .nfc || self == .nfkc }
}

extension String {
  /// This text in a normal form.
  ///
  /// - Complexity: O(*n*), and O(*m* log *m*) for a run of *m* combining marks.
  public func normalized(to form: NormalForm) -> String {
    mapped(form)
  }

  /// This text without distinction of case, by full Unicode case folding: "Straße" gives "strasse".
  ///
  /// The result need not be in a normal form.
  public var caseFolded: String {
    mapped(nil, folding: true)
  }

  /// This text without its nonspacing marks (category Mn), composed: "café" gives "cafe".
  public var withoutAccents: String {
    mapped(.nfd, keeping: { utf8proc_category($0) != UTF8PROC_CATEGORY_MN }).normalized(to: .nfc)
  }

  /// This text as Unicode's NFKC_Casefold has it: compatibility form, case folded, and without the
  /// characters that are not to be seen, as soft hyphens and variation selectors.
  public var compatibilityCaseFolded: String {
    let folded = mapped(.nfkc, folding: true, ignoring: true)
    return folded.isASCII ? folded : folded.mapped(.nfkc)
  }

  var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }

  /// Decomposes scalar by scalar, puts marks in canonical order, and composes.
  ///
  /// The tables are utf8proc's; its own loop is not used because its ordering of marks takes
  /// quadratic time on a long run of them.
  private func mapped(
    _ form: NormalForm?, folding: Bool = false, ignoring: Bool = false,
    keeping isKept: (Int32) -> Bool = { _ in true }
  ) -> String {
    if isASCII { return folding ? asciiFolded : self }
    let stays = unicodeScalars.allSatisfy {
      $0.isASCII
        ? !folding || !(0x41...0x5A ~= $0.value)
        : $0.stays(in: form, folding: folding, ignoring: ignoring)
    }
    if stays { return self }
    var flags: UInt32 = 0
    if form != nil { flags |= UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_STABLE.rawValue }
    if form?.isCompatibility == true { flags |= UTF8PROC_COMPAT.rawValue }
    if folding { flags |= UTF8PROC_CASEFOLD.rawValue }
    if ignoring { flags |= UTF8PROC_IGNORE.rawValue }

    var scalars: [Int32] = []
    scalars.reserveCapacity(utf8.count)
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 32) { room in
      var boundary: Int32 = 0
      for scalar in unicodeScalars {
        let count = utf8proc_decompose_char(
          Int32(bitPattern: scalar.value), room.baseAddress, room.count,
          utf8proc_option_t(flags), &boundary)
        precondition(0...room.count ~= count, "no scalar decomposes to more than 18 scalars")
        for decomposed in room[..<count] where isKept(decomposed) { scalars.append(decomposed) }
      }
    }
    if form != nil { orderMarks(in: &scalars) }
    if form?.isComposed == true {
      let options = utf8proc_option_t(
        UTF8PROC_COMPOSE.rawValue | UTF8PROC_STABLE.rawValue)
      let count = scalars.withUnsafeMutableBufferPointer {
        utf8proc_normalize_utf32($0.baseAddress, $0.count, options)
      }
      scalars.removeSubrange(count...)
    }
    let found = scalars.map { UInt32(bitPattern: $0) }
    return String(scalars: found.span)
  }

  private var asciiFolded: String {
    guard utf8.contains(where: { 0x41...0x5A ~= $0 }) else { return self }
    return String(decoding: utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}

extension Unicode.Scalar {
  /// Whether it is certain that nothing changes this scalar, whatever stands around it. False is
  /// not the opposite: it means that the full procedure is needed.
  func stays(in form: NormalForm?, folding: Bool = false, ignoring: Bool = false) -> Bool {
    let none = UInt16.max
    let property = utf8proc_get_property(Int32(bitPattern: value)).pointee
    if folding && property.casefold_seqindex != none { return false }
    if ignoring && property.ignorable != 0 { return false }
    guard let form else { return true }
    switch utf8proc_category_t(UInt32(property.category)) {
    // Only marks, the vowels and final consonants of Hangul and the vowels of Kirat Rai move or combine
    // with what is before.
    case UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MC, UTF8PROC_CATEGORY_ME: return false
    default: break
    }
    switch value {
    case 0x1100...0x11FF, 0x16D63...0x16D6A: return false
    case 0xAC00...0xD7A3: return form.isComposed
    default: break
    }
    if property.decomp_seqindex == none { return true }
    // A decomposition that has a type is one of compatibility.
    return form == .nfc && (property.decomp_type != 0 || isPrimaryComposite)
  }

  /// Whether the canonical decomposition of this scalar composes to it again.
  private var isPrimaryComposite: Bool {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 32) { room in
      let stable = UTF8PROC_STABLE.rawValue
      var boundary: Int32 = 0
      let decomposed = utf8proc_decompose_char(
        Int32(bitPattern: value), room.baseAddress, room.count,
        utf8proc_option_t(UTF8PROC_DECOMPOSE.rawValue | stable), &boundary)
      let composed = utf8proc_normalize_utf32(
        room.baseAddress, decomposed, utf8proc_option_t(UTF8PROC_COMPOSE.rawValue | stable))
      return composed == 1 && room[0] == Int32(bitPattern: value)
    }
  }
}

/// Sorts each run of marks by combining class, keeping the order of equals (UAX #15, D109).
private func orderMarks(in scalars: inout [Int32]) {
  var start = 0
  while start < scalars.count {
    guard combiningClass(scalars[start]) != 0 else {
      start += 1
      continue
    }
    var end = start + 1
    var isOrdered = true
    while end < scalars.count, case let next = combiningClass(scalars[end]), next != 0 {
      if next < combiningClass(scalars[end - 1]) { isOrdered = false }
      end += 1
    }
    if !isOrdered {
      // The place breaks ties, since `sort` does not promise to be stable.
      let sorted = scalars[start..<end].enumerated().sorted {
        (combiningClass($0.element), $0.offset) < (combiningClass($1.element), $1.offset)
      }
      scalars.replaceSubrange(start..<end, with: sorted.map(\.element))
    }
    start = end
  }
}

func combiningClass(_ scalar: Int32) -> Int16 {
  utf8proc_get_property(scalar).pointee.combining_class
}

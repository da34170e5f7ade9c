import UnicodeText

/// A stretch of a text as the steps of a tokenizer leave it, and where each byte of it comes from.
///
/// Places are those that Hugging Face's tokenizers keep, so that offsets are the same
/// (https://github.com/huggingface/tokenizers/blob/v0.23.1/tokenizers/src/tokenizer/normalizer.rs).
struct NormalizedText {
  /// Where a byte comes from.
  struct Origin {
    /// The place in the UTF-8 of the source, from the start of a scalar to the end of one.
    var start, end: UInt32
    /// What was done to it, and to what was dropped after it.
    var finding = Finding.asTyped
    /// Whether it was put before a text, and has only the place of what follows it.
    var isPutBefore = false
  }

  private(set) var utf8: [UInt8] = []
  private(set) var origins: [Origin] = []

  init(capacity: Int = 0) {
    utf8.reserveCapacity(capacity)
    origins.reserveCapacity(capacity)
  }

  /// A stretch of well-formed UTF-8 as it is.
  init(_ source: Span<UInt8>, within range: Range<Int>) {
    self.init(capacity: range.count)
    var place = range.lowerBound
    while place < range.upperBound {
      let start = place
      if source[place] < 0x80 {
        place += 1
      } else {
        _ = decodeScalar(at: &place, in: source)
      }
      let origin = Origin(start: UInt32(start), end: UInt32(place))
      for byte in start..<place { append(source[byte], origin) }
    }
  }

  @inline(__always)
  mutating func append(_ byte: UInt8, _ origin: Origin) {
    utf8.append(byte)
    origins.append(origin)
  }

  mutating func append(_ scalar: UInt32, _ origin: Origin) {
    for byte in UTF8.encode(Unicode.Scalar(scalar)!)! { append(byte, origin) }
  }

  mutating func append(_ range: Range<Int>, of other: NormalizedText) {
    utf8 += other.utf8[range]
    origins += other.origins[range]
  }

  /// Appends what stands before another text, at the place of its first scalar.
  mutating func append(_ text: [UInt8], before first: Origin) {
    for byte in text {
      append(
        byte,
        Origin(start: first.start, end: first.end, finding: first.finding, isPutBefore: true))
    }
  }

  var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }

  /// Where a stretch of this text, which is not empty, stands in the source.
  func source(of range: Range<Int>) -> Range<Int> {
    let start = Int(origins[range.lowerBound].start)
    return start..<max(start, Int(origins[range.upperBound - 1].end))
  }

  /// What was done to a stretch of the source.
  func finding(of range: Range<Int>) -> Finding {
    origins[range].reduce(.asTyped) { $0.orLater($1.finding) }
  }

  /// Puts other scalars in the place of all.
  ///
  /// - Parameters:
  ///   - changes: In order, each with what it takes the place of.
  ///   - first: How many scalars are dropped at the start.
  ///   - finding: What this does to what it changes.
  mutating func replace(
    by changes: [ScalarChange], droppingFirst first: Int = 0, _ finding: Finding = .asTyped
  ) {
    var new = NormalizedText(capacity: utf8.count)
    var place = 0
    for _ in 0..<first { _ = decodeScalar(at: &place, in: utf8.span) }
    for change in changes {
      var origin: Origin
      if change.taken > 0 {
        guard place < utf8.count else { break }
        origin = origins[place]
        let old = decodeScalar(at: &place, in: utf8.span)
        for _ in 1..<change.taken where place < utf8.count {
          _ = decodeScalar(at: &place, in: utf8.span)
        }
        if old != change.scalar || change.taken > 1 {
          origin.finding = origin.finding.orLater(finding)
        }
      } else {
        origin = place > 0 ? origins[place - 1] : Origin(start: 0, end: 0)
        origin.finding = origin.finding.orLater(finding)
      }
      new.append(change.scalar, origin)
    }
    self = new
  }

  /// Drops the scalars that are not to be kept.
  mutating func filter(_ finding: Finding, _ isKept: (Unicode.Scalar) -> Bool) {
    var changes: [ScalarChange] = []
    var (first, place) = (0, 0)
    var isChanged = false
    while place < utf8.count {
      let scalar = decodeScalar(at: &place, in: utf8.span)
      if isKept(Unicode.Scalar(scalar)!) {
        changes.append(ScalarChange(scalar, taking: 1))
      } else {
        isChanged = true
        if changes.isEmpty { first += 1 } else { changes[changes.count - 1].taken += 1 }
      }
    }
    if isChanged { replace(by: changes, droppingFirst: first, finding) }
  }

  /// Puts one scalar in the place of each.
  mutating func map(_ finding: Finding, _ body: (UInt32) -> UInt32) {
    var changes: [ScalarChange] = []
    var place = 0
    var isChanged = false
    while place < utf8.count {
      let old = decodeScalar(at: &place, in: utf8.span)
      let new = body(old)
      isChanged = isChanged || new != old
      changes.append(ScalarChange(new, taking: 1))
    }
    if isChanged { replace(by: changes, finding) }
  }
}

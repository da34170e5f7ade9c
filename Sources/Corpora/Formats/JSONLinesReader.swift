import JSON
import UnicodeText

/// Reads JSON Lines: an object a line, with the text in one of its members and metadata in the others.
struct JSONLinesReader: LineReader {
  private let field: String
  private let pointsAtUses: Bool

  /// - Parameters:
  ///   - field: The name of the member with the text.
  ///   - pointsAtUses: Whether each line points at a use in its text.
  init(field: String?, pointsAtUses: Bool = false) {
    self.field = field ?? "text"
    self.pointsAtUses = pointsAtUses
  }

  mutating func read(
    _ line: Span<UInt8>, at place: FilePlace, end: Int?, to sink: PassageSink
  ) throws {
    guard end != nil else { throw sink.error(.recordTooLong, at: place) }
    let bytes = line.array
    guard !bytes.allSatisfy(isSpace) else { return }
    let value: JSONValue
    do {
      value = try JSONValue(parsing: SourceText(bytes: bytes).utf8)
    } catch {
      throw sink.error(.badJSON(error), at: place.advanced(by: error.offset))
    }
    guard let object = value.object else {
      throw sink.error(.noObject(found: value.kind), at: place)
    }
    guard let member = object[field] else {
      throw sink.error(.noTextField(field, names: object.names), at: place)
    }
    if member.isNull { return }
    guard member.string != nil, let range = JSONText.member(field, in: bytes) else {
      throw sink.error(.noText(field, found: member.kind), at: place)
    }
    let said = pointsAtUses ? PointedUse.range(in: object) : nil
    let (text, bracketed) = Self.text(
      range, of: bytes, at: place, inBrackets: pointsAtUses && said == nil)
    guard !text.isBlank else { return }
    var metadata = Metadata()
    for member in object.members where !isSame(member.name, field) {
      if let value = Self.text(of: member.value) { metadata.append(member.name, value) }
    }
    var passage = Passage(
      text: text.bytes, lines: text.lines, metadata: metadata, document: sink.document)
    if pointsAtUses {
      guard let use = try said.map({ try use(at: $0, in: text, sink, place) }) ?? bracketed else {
        throw sink.error(.noUse, at: place)
      }
      passage.targets = [.init(parts: [use], lemma: metadata["lemma"])]
      passage.hasTargetsAlone = true
    }
    try sink.handOut(passage)
  }

  private func use(
    at said: String, in text: PassageText, _ sink: PassageSink, _ place: FilePlace
  ) throws -> Range<Int> {
    let places = ScalarPlaces(text.bytes)
    guard let ranges = places.ranges(said), ranges.count == 1 else {
      throw sink.error(
        .badRange(column: "the place", value: said, characters: places.count), at: place)
    }
    return ranges[0]
  }

  /// The text of a string, and where a use in brackets stands in it, which are left out then.
  private static func text(
    _ range: Range<Int>, of bytes: [UInt8], at place: FilePlace, inBrackets: Bool
  ) -> (text: PassageText, use: Range<Int>?) {
    var text = PassageText()
    guard inBrackets else {
      JSONText.decode(range, of: bytes) { part, start in
        text.append(part, at: place.advanced(by: start))
      }
      return (text, nil)
    }
    var parts: [(bytes: [UInt8], start: Int)] = []
    JSONText.decode(range, of: bytes) { part, start in parts.append((Array(part), start)) }
    let brackets = PointedUse.brackets(in: parts.flatMap(\.bytes))
    let left = brackets.map { [$0.open, $0.close] } ?? []
    var count = 0
    for part in parts {
      text.append(part.bytes, from: count, at: place.advanced(by: part.start), without: left)
      count += part.bytes.count
    }
    return (text, brackets.map { $0.open..<$0.close - 1 })
  }

  mutating func finish(at place: FilePlace, to sink: PassageSink) {}

  private static func text(of value: JSONValue) -> String? {
    switch value {
    case .null: nil
    case .string(let text): text
    case .number(let number): number.literal
    case .bool(let value): "\(value)"
    case .array, .object: value.compact
    }
  }
}

/// Finds a string in the text of an object that is known to be one, for the sake of where it stands.
enum JSONText {
  /// The bytes between the quotes of the string that a member of the object is.
  static func member(_ name: String, in text: [UInt8]) -> Range<Int>? {
    var place = 0
    var depth = 0
    /// The string that was passed last in the object itself: a name, where a colon follows.
    var last: Range<Int>?
    var isWanted = false
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where depth == 1:
        isWanted = last.map { isSame(string($0, of: text), name) } ?? false
      case UInt8(ascii: "\""):
        let start = place + 1
        place = start
        while text[place] != UInt8(ascii: "\"") {
          place += text[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        if depth == 1 {
          if isWanted { return start..<place }
          last = start..<place
        }
      case UInt8(ascii: ","): if depth == 1 { isWanted = false }
      default: break
      }
      place += 1
    }
    return nil
  }

  private static func string(_ range: Range<Int>, of text: [UInt8]) -> String {
    var bytes: [UInt8] = []
    decode(range, of: text) { part, _ in bytes.append(contentsOf: part) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Hands out the parts of a string, each with the byte of the text that it stands or begins at.
  static func decode(
    _ range: Range<Int>, of text: [UInt8], _ body: (UnsafeBufferPointer<UInt8>, Int) -> Void
  ) {
    var start = range.lowerBound
    var place = start
    func handOutPlain() {
      if start < place {
        text.withUnsafeBufferPointer {
          body(UnsafeBufferPointer(rebasing: $0[start..<place]), start)
        }
      }
    }
    while place < range.upperBound {
      guard text[place] == UInt8(ascii: "\\") else {
        place += 1
        continue
      }
      handOutPlain()
      start = place
      let scalar = escape(in: text, at: &place)
      Array(UTF8.encode(scalar)!).withUnsafeBufferPointer { body($0, start) }
      start = place
    }
    handOutPlain()
  }

  /// The scalar that an escape stands for. Moves past it.
  private static func escape(in text: [UInt8], at place: inout Int) -> Unicode.Scalar {
    let sign = text[place + 1]
    guard sign == UInt8(ascii: "u") else {
      place += 2
      switch sign {
      case UInt8(ascii: "b"): return "\u{8}"
      case UInt8(ascii: "f"): return "\u{C}"
      case UInt8(ascii: "n"): return "\n"
      case UInt8(ascii: "r"): return "\r"
      case UInt8(ascii: "t"): return "\t"
      default: return Unicode.Scalar(sign)
      }
    }
    func unit(_ start: Int) -> UInt32 {
      UInt32(String(decoding: text[start..<start + 4], as: UTF8.self), radix: 16)!
    }
    let first = unit(place + 2)
    if let scalar = Unicode.Scalar(first) {
      place += 6
      return scalar
    }
    defer { place += 12 }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (unit(place + 8) - 0xDC00))!
  }
}

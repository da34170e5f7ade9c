/// The entities that XML has without a declaration, and numbers of scalars.
enum Entities {
  /// Hands out the parts of a text, each with the byte that it stands or begins at: what stands for itself, and what an
  /// entity stands for. What is none stays.
  static func decode(
    _ text: Span<UInt8>, _ body: (UnsafeBufferPointer<UInt8>, Int) -> Void
  ) {
    text.withUnsafeBufferPointer { text in
      func handOut(_ range: Range<Int>) {
        if !range.isEmpty { body(UnsafeBufferPointer(rebasing: text[range]), range.lowerBound) }
      }
      var start = 0
      var place = 0
      while let sign = text[place...].firstIndex(of: UInt8(ascii: "&")) {
        place = sign + 1
        guard let end = text[sign...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
          let scalar = scalar(text[sign + 1..<end])
        else { continue }
        handOut(start..<sign)
        Array(UTF8.encode(scalar)!).withUnsafeBufferPointer { body($0, sign) }
        (start, place) = (end + 1, end + 1)
      }
      handOut(start..<text.count)
    }
  }

  /// A text with all entities replaced.
  static func string(_ text: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    decode(text) { part, _ in bytes.append(contentsOf: part) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func scalar(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
    let name = String(decoding: name, as: UTF8.self)
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let number =
        name.hasPrefix("#x") || name.hasPrefix("#X")
        ? UInt32(name.dropFirst(2), radix: 16)
        : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      return number.flatMap { $0 < 0x20 && $0 != 0x09 ? nil : Unicode.Scalar($0) }
    }
  }
}

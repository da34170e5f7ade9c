import Platform
import UnicodeText

/// What a file is that holds no text in UTF-8, told by its first bytes.
public enum FileKind: Sendable, Hashable {
  /// In an encoding of two or four bytes a character, by the name that iconv knows.
  case encoded(String)
  /// Bytes above 127 stand among ASCII as letters of Latin-1 or signs of Windows-1252 do.
  case latin
  /// Compressed: the kind, and the program that unpacks it to standard output.
  case compressed(String, by: String)
  /// A document of pages, or one in a program's own format: its kind, and what to do.
  case document(String, advice: String)
  /// None of these, with the first byte that no text has.
  case binary(byte: Int)

  /// What it is and what to do, after the file's name.
  public func description(ofFile path: String) -> String {
    let file = path == "-" ? "FILE" : path.shellQuoted
    return switch self {
    case .encoded(let name): "is \(name), not UTF-8: iconv -f \(name) -t UTF-8 \(file) > NEW"
    case .latin:
      "is not UTF-8, looks like Latin-1 (or Windows-1252): "
        + "iconv -f WINDOWS-1252 -t UTF-8 \(file) > NEW"
    case .compressed(let kind, let program): "is compressed (\(kind)): \(program) \(file) > NEW"
    case .document(let kind, let advice): "is \(kind), not text: \(advice)"
    case .binary(let byte): "is no text: byte \(byte) is a control that text does not have"
    }
  }
}

extension FileKind {
  /// - Parameters:
  ///   - start: The beginning of the file, all of a short one.
  /// - Returns: `nil` where it may be text in UTF-8, with a byte here or there that is not.
  public init?(startingWith start: Span<UInt8>) {
    if let kind = Self.signed(start) ?? Self.unmarkedEncoding(start) ?? Self.controls(start) {
      self = kind
    } else if Self.isLatin(start) {
      self = .latin
    } else {
      return nil
    }
  }

  /// What signs its first bytes, or is in an encoding that shows in any line: all that can be told of a
  /// script by its first line.
  init?(signedIn start: Span<UInt8>) {
    guard let kind = Self.signed(start) ?? Self.unmarkedEncoding(start) else { return nil }
    self = kind
  }

  /// Refuses lines the first of which shows that they are no text.
  ///
  /// - Throws: `FileLinesError.notText`
  public static func checkFirstLine(_ line: Span<UInt8>, ofFile path: String) throws {
    if let kind = FileKind(signedIn: line) {
      throw FileLinesError.notText(path: path, kind: kind)
    }
  }

  private static func signed(_ start: Span<UInt8>) -> FileKind? {
    func begins(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
      start.count >= offset + bytes.count
        && bytes.indices.allSatisfy { start[offset + $0] == bytes[$0] }
    }
    func begins(_ text: String) -> Bool { begins(Array(text.utf8)) }
    if begins([0xFF, 0xFE, 0, 0]) || begins([0, 0, 0xFE, 0xFF]) { return .encoded("UTF-32") }
    if begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) { return .encoded("UTF-16") }
    if begins([0x1F, 0x8B]) { return .compressed("gzip", by: "gzip -dc") }
    if begins([0xFD] + Array("7zXZ".utf8) + [0]) { return .compressed("xz", by: "xz -dc") }
    if begins([0x28, 0xB5, 0x2F, 0xFD]) { return .compressed("zstd", by: "zstd -dc") }
    if begins("BZh"), begins(Array("1AY&SY".utf8), at: 4) {
      return .compressed("bzip2", by: "bzip2 -dc")
    }
    if begins([0x50, 0x4B, 3, 4]) {
      return .document(
        "a zip archive, or a document in one (docx, odt, epub)",
        advice: "unpack it, or save the document as plain text")
    }
    if begins([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
      return .document("a 7-zip archive", advice: "unpack it first")
    }
    if begins("%PDF-") { return .document("a PDF", advice: "pdftotext makes text of it") }
    if begins("{\\rtf") { return .document("RTF", advice: "save it as plain text in UTF-8") }
    if begins([0xD0, 0xCF, 0x11, 0xE0]) {
      return .document("an old Office document", advice: "save it as plain text in UTF-8")
    }
    return nil
  }

  /// UTF-16 and UTF-32 without a mark, by where their zeros are: the text is mostly Latin.
  private static func unmarkedEncoding(_ start: Span<UInt8>) -> FileKind? {
    guard start.count >= 4 else { return nil }
    var zeros = [0, 0, 0, 0]
    for place in 0..<start.count where start[place] == 0 { zeros[place % 4] += 1 }
    let quarter = Double(start.count) / 4
    let isZero = zeros.map { Double($0) > 0.6 * quarter }
    let isLetter = zeros.map { Double($0) < 0.1 * quarter }
    switch (isLetter[0], isLetter[1], isLetter[2], isLetter[3]) {
    case (true, false, true, false) where isZero[1] && isZero[3]: return .encoded("UTF-16LE")
    case (false, true, false, true) where isZero[0] && isZero[2]: return .encoded("UTF-16BE")
    case (true, false, false, false) where isZero[1] && isZero[2] && isZero[3]:
      return .encoded("UTF-32LE")
    case (false, false, false, true) where isZero[0] && isZero[1] && isZero[2]:
      return .encoded("UTF-32BE")
    default: return nil
    }
  }

  /// A zero, or one control or more among a hundred bytes: tab, line ends, form feed, escape and the old
  /// end of a file are none here.
  private static func controls(_ start: Span<UInt8>) -> FileKind? {
    var first: Int?
    var count = 0
    for place in 0..<start.count {
      switch start[place] {
      case 0: return .binary(byte: place)
      case 0x01...0x08, 0x0E...0x19, 0x1C...0x1F:
        first = first ?? place
        count += 1
      default: break
      }
    }
    guard let first, count > 1, count * 100 >= start.count else { return nil }
    return .binary(byte: first)
  }

  /// Whether bytes that are not UTF-8 are many, few well-formed letters stand beside them, and all of
  /// them are such as Windows-1252 has.
  private static func isLatin(_ start: Span<UInt8>) -> Bool {
    var bad = 0
    var good = 0
    var place = 0
    while place < start.count {
      let byte = start[place]
      let length = byte < 0x80 ? 1 : wellFormedLength(at: place, in: start)
      if length == 0 {
        // A scalar that is cut by the end of the sample.
        if place + 3 >= start.count, FileLines.isCut(start) { break }
        // No character of Windows-1252.
        if [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte) { return false }
        bad += 1
      } else if length > 1 {
        good += 1
      }
      place += max(1, length)
    }
    return bad > 1 && bad > 4 * good && bad * 1000 >= start.count
  }
}

/// The bytes of a byte-order mark at the beginning of a text in UTF-8: 3 or none.
package func byteOrderMarkLength(_ start: Span<UInt8>) -> Int {
  start.count >= 3 && start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF ? 3 : 0
}

/// Sense keys as Open English Wordnet writes them into ids of XML: `oewn-bank__1.17.01..` is `bank%1:17:01::`.
///
/// What an XML id may not hold has a name between hyphens, an apostrophe `-apos-` (until 2024 `-ap-`), and a hyphen is two of
/// them since 2025.
enum SenseKeyCode {
  private static let signs: [Substring: String] = [
    // Until 2024.
    "ap": "'", "ex": "!", "cm": ",", "cn": ":", "pl": "+", "sl": "/", "pc": "%", "lb": "(",
    "rb": ")", "sp": "_",
    // Since 2025.
    "apos": "'", "colon": ":", "excl": "!", "num": "#", "dollar": "$", "percnt": "%", "amp": "&",
    "lpar": "(", "rpar": ")", "ast": "*", "plus": "+", "comma": ",", "sol": "/", "lbrace": "{",
    "vert": "|", "rbrace": "}", "tilde": "~", "cent": "¢", "pound": "£", "sect": "§", "copy": "©",
    "reg": "®", "deg": "°", "acute": "´", "para": "¶", "ordm": "º",
  ]

  /// The key in an id; `nil` where there is none.
  ///
  /// - Parameter lexicon: Its id, with which those of its senses begin.
  static func key(of id: String, lexicon: String) -> String? {
    let start = id.utf8.dropFirst(lexicon.utf8.count + 1)
    guard id.hasPrefix(lexicon + "-"), let end = Self.lastUnderscores(in: start) else { return nil }
    let (name, rest) = (Substring(start[..<end]), start[end...].dropFirst(2))
    let fields = rest.split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false
    ).map { Substring($0) }
    // Kind, file and id are numbers; the head of a satellite may hold a dot.
    guard fields.count >= 5, fields[0].count == 1, fields[1].count == 2, fields[2].count >= 2,
      fields[3].isEmpty == fields[fields.count - 1].isEmpty,
      (fields[0...2] + fields.suffix(1)).allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
    else { return nil }
    let head = decoded(fields[3..<fields.count - 1].joined(separator: ".")[...])
    return "\(decoded(name))%\(fields[0]):\(fields[1]):\(fields[2]):\(head)"
      + ":\(fields[fields.count - 1])"
  }

  private static func lastUnderscores(in id: Substring.UTF8View) -> String.Index? {
    var place = id.endIndex
    while let last = id[..<place].lastIndex(of: UInt8(ascii: "_")), last > id.startIndex {
      if id[id.index(before: last)] == UInt8(ascii: "_") { return id.index(before: last) }
      place = last
    }
    return nil
  }

  private static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "-")) else { return String(text) }
    var decoded = ""
    var rest = text
    while let hyphen = rest.firstIndex(of: "-") {
      decoded += rest[..<hyphen]
      let after = rest[rest.index(after: hyphen)...]
      if after.first == "-" {
        decoded += "-"
        rest = after.dropFirst()
      } else if let end = after.firstIndex(of: "-"), let sign = sign(after[..<end]) {
        decoded += sign
        rest = after[after.index(after: end)...]
      } else {
        decoded += "-"
        rest = after
      }
    }
    return decoded + rest
  }

  private static func sign(_ name: Substring) -> String? {
    if let sign = signs[name] { return sign }
    guard name.first == "u", name.count >= 5, let value = UInt32(name.dropFirst(), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    return String(scalar)
  }
}

import JSON

extension OutputFormat {
  /// A row of fields, without its end.
  func row(_ fields: [JSONValue]) -> String {
    self == .csv
      ? fields.map(\.quotedField).joined(separator: ",")
      : fields.map(\.field).joined(separator: "\t")
  }
}

extension JSONValue {
  /// This as a field of TSV: text bare, with tab, line end, return and backslash as `\t`, `\n`, `\r`
  /// and `\\`; nothing for null; anything else as JSON has it.
  var field: String {
    guard case .string(let text) = self else { return bare }
    return text.contains { "\t\n\r\r\n\\".contains($0) }
      ? text.unicodeScalars.map { scalar in
        switch scalar {
        case "\t": "\\t"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\\": "\\\\"
        default: String(Character(scalar))
        }
      }.joined() : text
  }

  /// This as a field of CSV (RFC 4180): in quotes where a comma, a quote or a line end is in it, quotes doubled.
  var quotedField: String {
    let text = bare
    // By scalars: a return and a line feed are one character.
    guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else {
      return text
    }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }

  private var bare: String {
    switch self {
    case .null: ""
    case .string(let text): text
    default: compact
    }
  }
}

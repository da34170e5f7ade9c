import ModelFiles

extension Answer {
  /// The answer as it goes to standard output, each line with its end.
  ///
  /// - Parameter line: The number of the input line, from 1.
  public func written(as format: OutputFormat, style: TextStyle, line: Int) -> [UInt8] {
    switch format {
    case .text: Self.joined(blocks.flatMap { $0.lines(style) })
    case .jsonl: Self.object(line: line, fields)
    case .tsv: Self.joined(rows.map { Self.row(line: line, $0) })
    }
  }

  /// One line of JSON, its end included.
  static func object(line: Int, _ fields: JSONObject) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.name("line")
    writer.value(line)
    for member in fields.members {
      writer.name(member.name)
      writer.value(member.value)
    }
    writer.endObject()
    return writer.bytes + [0x0A]
  }

  private static func row(line: Int, _ fields: [JSONValue]) -> String {
    (["\(line)"] + fields.map(\.field)).joined(separator: "\t")
  }

  private static func joined(_ lines: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      bytes += line.utf8
      bytes.append(0x0A)
    }
    return bytes
  }
}

extension JSONValue {
  /// This as a field of TSV: text bare, with tab, line end, return and backslash as `\t`, `\n`, `\r`
  /// and `\\`; nothing for null; anything else as JSON has it.
  var field: String {
    switch self {
    case .null: ""
    case .string(let text):
      text.contains { "\t\n\r\r\n\\".contains($0) }
        ? text.unicodeScalars.map { scalar in
          switch scalar {
          case "\t": "\\t"
          case "\n": "\\n"
          case "\r": "\\r"
          case "\\": "\\\\"
          default: String(Character(scalar))
          }
        }.joined() : text
    default: compact
    }
  }
}

extension ShellError {
  /// The members of a failed line's JSON object.
  var fields: JSONObject {
    var fields: JSONObject = ["error": ["code": .string(code), "message": .string(message)]]
    if !doubts.isEmpty { fields["doubts"] = .array(doubts.map { .string($0) }) }
    return fields
  }
}

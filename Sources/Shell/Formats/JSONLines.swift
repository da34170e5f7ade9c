import JSON

/// A JSON object for each line of input.
enum JSONLines {
  /// One line, its end included.
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
}

extension ShellError {
  /// The members of a failed line's JSON object.
  var fields: JSONObject {
    var fields: JSONObject = ["error": ["code": .string(code), "message": .string(message)]]
    if !doubts.isEmpty { fields["doubts"] = .array(doubts.map { .string($0) }) }
    return fields
  }
}

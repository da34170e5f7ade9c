import JSON

/// Which use a line of JSON points at in its text: by `start` and `end` or `characters`, which count Unicode scalars, the end
/// not included, or by brackets around it, which are no part of the text then.
enum PointedUse {
  /// From, to; `nil` where the line says nothing of it.
  ///
  /// - Returns: As a table has ranges, `4:8`, whatever stands there.
  static func range(in object: JSONObject) -> String? {
    func member(_ name: String) -> JSONValue? { object[name].flatMap { $0.isNull ? nil : $0 } }
    if let characters = member("characters") {
      return characters.array.map { $0.map(\.compact).joined(separator: ":") } ?? characters.compact
    }
    guard let start = member("start"), let end = member("end") else { return nil }
    return "\(start.compact):\(end.compact)"
  }

  /// Where the only pair of brackets stands with something in it.
  static func brackets(in text: [UInt8]) -> (open: Int, close: Int)? {
    func places(of sign: Character) -> [Int] {
      text.indices.filter { text[$0] == sign.asciiValue }
    }
    let (open, close) = (places(of: "["), places(of: "]"))
    guard open.count == 1, close.count == 1, open[0] + 1 < close[0] else { return nil }
    return (open[0], close[0])
  }
}

extension PassageText {
  /// Adds a part but for some of its bytes.
  ///
  /// - Parameters:
  ///   - start: Which byte of all the first of the part is.
  ///   - left: Those of all bytes that are left out.
  mutating func append(
    _ part: [UInt8], from start: Int, at place: FilePlace, without left: [Int]
  ) {
    var next = 0
    for gap in left.map({ $0 - start }).filter(part.indices.contains) + [part.count] {
      if next < gap {
        part.span.extracting(next..<gap).withUnsafeBufferPointer {
          append($0, at: place.advanced(by: next))
        }
      }
      next = gap + 1
    }
  }
}

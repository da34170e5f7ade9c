import UnicodeText

/// What one line of input is.
///
/// A line is a sentence unless it starts with `/`. A sentence that itself starts with a slash is
/// written with two of them. A line of nothing but white space is blank.
public enum Line: Sendable, Hashable {
  case blank
  case sentence(SourceText)
  case command(TypedCommand)

  /// - Parameter bytes: Without the line's end.
  /// - Throws: `ShellError`, where a quotation is not closed or no name follows the slash.
  public init(_ bytes: Span<UInt8>) throws {
    var copy = bytes.indices.map { bytes[$0] }
    guard copy.first == UInt8(ascii: "/") else {
      let source = SourceText(bytes: copy)
      self = source.string.unicodeScalars.allSatisfy(\.isWhiteSpace) ? .blank : .sentence(source)
      return
    }
    copy.removeFirst()
    if copy.first == UInt8(ascii: "/") {
      self = .sentence(SourceText(bytes: copy))
    } else {
      self = .command(try TypedCommand(SourceText(bytes: copy).string))
    }
  }

  public init(_ string: String) throws { try self.init(Array(string.utf8).span) }

  /// A sentence as a line that is read as this sentence again.
  public static func line(for sentence: SourceText) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    return sentence.bytes.first == slash ? [slash] + sentence.bytes : sentence.bytes
  }
}

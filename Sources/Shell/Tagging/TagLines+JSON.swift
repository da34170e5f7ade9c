import Corpora
import JSON
import UnicodeText

extension TagLines {
  /// The member that holds the senses.
  private static let member = "senses"

  /// The object of a line with a member more, and the lines before it that have no text.
  ///
  /// - Throws: `ShellError`, where it has a member of that name.
  func objects(of passage: Passage) throws -> [UInt8] {
    let source = passage.source!
    var bytes: [UInt8] = []
    for place in 0..<source.count - 1 {
      bytes += source[place].text
      bytes += source[place].end
    }
    let (text, end) = source[source.count - 1]
    let line = SourceText(bytes: Array(text)).utf8
    if let object = try? JSONValue(parsing: line).object, object[Self.member] != nil {
      throw ShellError(
        "has-senses",
        "\(passage.document.path):\(passage.lines.lines[0].number): there is a member “\(Self.member)” already, which would be lost: rename it"
      )
    }
    let brace = text.lastIndex(of: UInt8(ascii: "}"))!
    bytes += text[..<brace]
    bytes += Array(",\"\(Self.member)\":".utf8)
    bytes += Array(senses.compact.utf8)
    bytes += text[brace...]
    bytes += end
    return bytes
  }

  /// An object for a sentence.
  func object(of sentence: CutSentence) -> [UInt8] {
    guard !sentence.text.tokens.isEmpty else { return [] }
    let passage = sentence.passage
    var object = JSONObject()
    object["file"] = .string(passage.document.path)
    object["line"] = .int(passage.lines.place(of: sentence.bytes).line)
    object["text"] = .string(sentence.text.source.string)
    if !passage.metadata.isEmpty { object["metadata"] = passage.metadata.json }
    object[Self.member] = senses
    return Array((JSONValue.object(object).compact + "\n").utf8)
  }

  private var senses: JSONValue {
    .array(tags.map { .object(([Self.characters] + Self.word).object(of: $0)) })
  }

  private static let characters = Field<PlacedTag>(
    "characters", "where it stands in the text: Unicode scalars, the end not included"
  ) { $0.characters }
}

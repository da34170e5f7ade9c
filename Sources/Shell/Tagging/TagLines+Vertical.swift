import Corpora
import Senses

extension TagLines {
  /// What stands where there is nothing to say, as the Corpus Workbench has it.
  private static let nothing = "__UNDEF__"
  /// The columns that are added.
  private static let added = ["sense", "sense_prob", "sense_verdict"]
  private static let attributesMark = "#vrt positional-attributes:"

  /// The lines as they are, with the senses in columns behind the others.
  mutating func verticalLines(of passage: Passage) -> [UInt8] {
    let source = passage.source!
    let words = Set(passage.words.map { $0.map { passage.lines.place(of: $0.range).line } } ?? [])
    let tagged = Dictionary(
      tags.map { ($0.line, $0.tag) }, uniquingKeysWith: { first, _ in first })
    var bytes: [UInt8] = []
    for place in 0..<source.count {
      let (text, end) = source[place]
      let number = source.first + place
      bytes += words.contains(number) ? row(text, tagged[number]) : structure(text)
      bytes += end
    }
    return bytes
  }

  private mutating func row(_ line: ArraySlice<UInt8>, _ tag: SenseTag?) -> [UInt8] {
    var text = line
    if hasColumns {
      // Those from before.
      for _ in Self.added { text = text[..<(text.lastIndex(of: 0x09) ?? text.endIndex)] }
      if tag != nil { replaced += 1 }
    }
    let count = text.count { $0 == 0x09 } + 1
    columns = columns ?? count
    let missing = [String](repeating: Self.nothing, count: max(0, columns! - count))
    let added = (missing + Self.columns(of: tag)).map { "\t" + $0 }.joined()
    return Array(text) + Array(added.utf8)
  }

  private static func columns(of tag: SenseTag?) -> [String] {
    guard let tag else { return added.map { _ in nothing } }
    return [
      tag.id?.inOneField.asEntities ?? nothing, twoDecimals(tag.probability), tag.verdict.rawValue,
    ]
  }

  /// A line that is no word: one that names the columns names those that are added.
  private mutating func structure(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let line = String(decoding: text, as: UTF8.self)
    guard line.contains(Self.attributesMark),
      let end = line.firstRange(of: "-->") ?? line.firstRange(of: ">")
    else { return Array(text) }
    var names = line[..<end.lowerBound]
    while names.last?.isWhitespace == true { names.removeLast() }
    let added = Self.added.joined(separator: " ")
    hasColumns = names.hasSuffix(" " + added)
    return hasColumns ? Array(text) : Array("\(names) \(added) \(line[end.lowerBound...])".utf8)
  }

  /// A sentence, a word a line: the word, its lemma, its part of speech, its sense and how sure that is.
  mutating func verticalSentence(_ sentence: CutSentence) -> [UInt8] {
    let tokens = sentence.text.tokens
    guard !tokens.isEmpty else { return [] }
    var lines: [String] = []
    if document == nil {
      lines.append(
        "<!-- \(Self.attributesMark) word lemma pos \(Self.added.joined(separator: " ")) -->")
    }
    if document != sentence.passage.document {
      if document != nil { lines.append("</doc>") }
      document = sentence.passage.document
      let name = document!.name ?? document!.path
      lines.append("<doc id=\"\(name.inOneField.asEntities)\">")
    }
    lines.append("<s>")
    let tagged = Dictionary(
      tags.map { ($0.tag.tokens.lowerBound, $0.tag) }, uniquingKeysWith: { first, _ in first })
    for (place, token) in tokens.enumerated() {
      if place > 0, tokens[place - 1].bytes.upperBound == token.bytes.lowerBound {
        lines.append("<g/>")
      }
      let tag = tagged[place]
      let own = tag.flatMap { $0.tokens.count == 1 ? $0.sense : nil }
      let known = place < sentence.words.count ? sentence.words[place] : nil
      lines.append(
        ([
          token.text, known?.lemma ?? own?.lemma ?? Self.nothing,
          own?.partOfSpeech?.rawValue ?? Self.nothing,
        ].map { $0.inOneField.asEntities } + Self.columns(of: tag)).joined(separator: "\t"))
    }
    lines.append("</s>")
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

}

extension String {
  /// With the entities of XML where signs would be read as tags.
  fileprivate var asEntities: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}

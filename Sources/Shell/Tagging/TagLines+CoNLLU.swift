import Corpora
import Platform
import Senses

extension TagLines {
  /// The sentence as it is, with the senses among the features of the last column.
  mutating func conlluLines(of passage: Passage) -> [UInt8] {
    let source = passage.source!
    let tagged = Dictionary(
      tags.map { (wordLine(of: $0, in: source), $0) }, uniquingKeysWith: { first, _ in first })
    var bytes: [UInt8] = []
    for place in 0..<source.count {
      let (text, end) = source[place]
      if let tab = text.lastIndex(of: 0x09), text.first != UInt8(ascii: "#") {
        bytes += text[...tab]
        bytes += features(of: tagged[place]?.tag, beside: text[(tab + 1)...])
      } else {
        bytes += text
      }
      bytes += end
    }
    return bytes
  }

  /// The place of the line that tells of a tag's word: of a token that stands for several, that of the one that is meant.
  private func wordLine(of tag: PlacedTag, in source: SourceLines) -> Int {
    let place = tag.line - source.first
    let id = Self.id(of: source[place].text)
    guard let dash = id.firstIndex(of: "-"), let first = Int(id[..<dash]) else { return place }
    let wanted = "\(first + tag.part)"
    return (place..<source.count).first { Self.id(of: source[$0].text) == wanted } ?? place
  }

  private static func id(of line: ArraySlice<UInt8>) -> String {
    String(decoding: line.prefix { $0 != 0x09 }, as: UTF8.self)
  }

  /// The last column with the sense of a word in it, where it has one, and none from before.
  private mutating func features(of tag: SenseTag?, beside old: ArraySlice<UInt8>) -> [UInt8] {
    let bar = UInt8(ascii: "|")
    let parts = old.elementsEqual("_".utf8) ? [] : old.split(separator: bar)
    let kept = parts.filter { part in
      !Self.features.contains { part.starts(with: "\($0)=".utf8) }
    }
    if kept.count < parts.count { replaced += 1 }
    guard tag != nil || kept.count < parts.count else { return Array(old) }
    let features = kept.map(Array.init) + (tag.map(Self.features(of:)) ?? [])
    return features.isEmpty ? Array("_".utf8) : Array(features.joined(separator: [bar]))
  }

  private static let features = ["Sense", "SenseProb", "SenseVerdict", "SenseWords"]

  private static func features(of tag: SenseTag) -> [[UInt8]] {
    var features: [String] = []
    if let id = tag.id { features.append("Sense=\(id.escapedAsFeature)") }
    features.append("SenseProb=\(twoDecimals(tag.probability))")
    if tag.verdict != .likely { features.append("SenseVerdict=\(tag.verdict.rawValue)") }
    if tag.tokens.count > 1 { features.append("SenseWords=\(tag.tokens.count)") }
    return features.map { Array($0.utf8) }
  }

  /// A sentence in ten columns.
  mutating func conlluSentence(_ sentence: CutSentence) -> [UInt8] {
    let tokens = sentence.text.tokens
    guard !tokens.isEmpty else { return [] }
    let passage = sentence.passage
    var lines: [String] = []
    if document != passage.document {
      document = passage.document
      lines.append("# newdoc id = \((passage.document.name ?? passage.document.path).inOneField)")
    }
    for entry in passage.metadata.entries {
      lines.append("# \(entry.name.inOneField) = \(entry.value.inOneField)")
    }
    lines.append("# text = \(sentence.text.source.string.inOneField)")
    let tagged = Dictionary(
      tags.map { ($0.tag.tokens.lowerBound, $0.tag) }, uniquingKeysWith: { first, _ in first })
    for (place, token) in tokens.enumerated() {
      let tag = tagged[place]
      let own = tag.flatMap { $0.tokens.count == 1 ? $0.sense : nil }
      let known = place < sentence.words.count ? sentence.words[place] : nil
      var features = tag.map(Self.features(of:)) ?? []
      let isGlued =
        place + 1 < tokens.count && token.bytes.upperBound == tokens[place + 1].bytes.lowerBound
      if isGlued { features.insert(Array("SpaceAfter=No".utf8), at: 0) }
      let last =
        features.isEmpty
        ? "_"
        : features.map { String(decoding: $0, as: UTF8.self) }
          .joined(separator: "|")
      lines.append(
        [
          "\(place + 1)", token.text.inOneField, (known?.lemma ?? own?.lemma ?? "_").inOneField,
          known?.kind?.universalTag ?? own?.partOfSpeech?.universalTag ?? "_", "_", "_", "_", "_",
          "_", last,
        ].joined(separator: "\t"))
    }
    return Array((lines.joined(separator: "\n") + "\n\n").utf8)
  }
}

extension PartOfSpeech {
  /// As Universal Dependencies have it.
  fileprivate var universalTag: String {
    switch self {
    case .noun: "NOUN"
    case .verb: "VERB"
    case .adjective: "ADJ"
    case .adverb: "ADV"
    }
  }
}

extension WordKind {
  /// As Universal Dependencies have it; `nil` of a word that is not a content word, of which there are many kinds.
  fileprivate var universalTag: String? {
    switch self {
    case .content(let partOfSpeech): partOfSpeech.universalTag
    case .name: "PROPN"
    case .other: nil
    }
  }
}

extension String {
  /// With the escapes of the last column of CoNLL-U, in which a bar parts features.
  fileprivate var escapedAsFeature: String {
    unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "|": "\\p"
      case " ": "\\s"
      case "\t": "\\t"
      case "\n": "\\n"
      case "\r": "\\r"
      default: String(Character(scalar))
      }
    }.joined()
  }

  /// With a space for each tab and end of a line.
  var inOneField: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { "\t\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) ? " " : $0 }
      ))
  }
}

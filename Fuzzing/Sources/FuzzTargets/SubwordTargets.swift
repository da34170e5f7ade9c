import Tokenization
import UnicodeText

/// A map in which "a" becomes "bc" and "é" goes.
private let map: [UInt8] = {
  var units = [UInt32](repeating: 0, count: 256)
  // The root's children are where it is; a leaf has the place of its text.
  units[0x61] = UInt32(0x61 ^ 1) << 10 | 0x100 | 0x61
  units[1] = 0x8000_0000
  units[0xC3] = UInt32(0xC3 ^ 2) << 10 | 0xC3
  units[2 ^ 0xA9] = UInt32(2 ^ 0xA9 ^ 3) << 10 | 0x100 | 0xA9
  units[3] = 0x8000_0002
  return ([1024] + units).flatMap { unit in
    (0..<4).map { UInt8(truncatingIfNeeded: unit >> (8 * $0)) }
  } + Array("bc\0".utf8)
}()

private let texts = [
  "a", "xaé\u{301}a", "a\u{301}\u{302}", "\r\n", "\0a", "中a é🙂", "", "é\u{200D}a", "\u{600}a",
].map { Array($0.utf8) }

private let characterMap = FuzzTarget("character-map", seeds: [map]) { bytes in
  guard let map = try? CharacterMap(bytes) else { return }
  for text in texts {
    var end = 0
    map.forEachReplacement(in: text.span) { range, replacement in
      require(range.lowerBound >= end && !range.isEmpty, "replacements follow one another")
      require(range.upperBound <= text.count, "and stand in the text")
      end = range.upperBound
      require(firstIllFormedByte(in: replacement) == nil, "a text for a text")
    }
    require(firstIllFormedByte(in: text.span.extracting(0..<end)) == nil, "no character is cut")
  }
}

/// The first line chooses settings, the last is cut; between them are pieces, and pairs of pieces that are joined.
private let models = FuzzTarget(
  "subwords",
  seeds: [
    "0\na\nb\nab\nabc\nc\na b\nab c\nabcab", "1\n<unk>\n<0xC3>\n<0xA9>\na\naa\na a\naé🙂aaa",
    "7\n▁\nt\nth\n▁th\nt h\n▁ th\n<unk>\n▁th▁th日",
  ].map { Array($0.utf8) },
  dictionary: ["<unk>", "<0x41>", "▁", "\n", " ", "é", "a a"]
) { bytes in
  let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
    String(decoding: $0, as: UTF8.self)
  }
  guard lines.count > 2, let text = lines.last.map({ Array($0.utf8) }), !text.isEmpty else {
    return
  }
  let flags = lines[0].utf8.first ?? 0
  var (pieces, merges): ([String], [(left: String, right: String)]) = ([], [])
  for line in lines[1..<lines.count - 1] {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2 { merges.append((parts[0], parts[1])) } else { pieces.append(line) }
  }
  if let model = try? UnigramModel(
    pieces: pieces.enumerated().map { ($1, Double($0 % 7) - 9) }, unknown: 0,
    byteFallback: flags & 1 != 0)
  {
    var found: [Subword] = []
    model.cut(text.span, into: &found)
    var again: [Subword] = []
    model.cut(text.span, into: &again)
    require(again == found, "the same again")
    var (start, end) = (0, 0)
    for piece in found {
      require(piece.start == end || piece.start == start && piece.end == end, "without a gap")
      (start, end) = (piece.start, piece.end)
      require(pieces.indices.contains(Int(piece.id)), "of the vocabulary")
    }
    require(end == text.count, "to the end")
  }
  var options = BPEModel.Options()
  options.byteFallback = flags & 1 != 0
  options.fusesUnknown = flags & 2 != 0
  options.unknown = flags & 4 != 0 ? "<unk>" : nil
  options.ignoresMerges = flags & 8 != 0
  if let model = try? BPEModel(
    pieces: pieces.enumerated().map { ($1, Int32($0)) }, merges: merges, options: options)
  {
    var found: [Subword] = []
    model.cut(text.span, into: &found)
    var again: [Subword] = []
    model.cut(text.span, into: &again)
    require(again == found, "the same again")
    var end = 0
    for piece in found {
      require(piece.start == end && piece.end > end, "without a gap")
      end = piece.end
      require(pieces.indices.contains(Int(piece.id)), "of the vocabulary")
    }
    require(end <= text.count, "in the text")
  }
}

/// A pattern, a line feed, and a text to look for it in.
private let patterns = FuzzTarget(
  "patterns",
  seeds: [
    #"'s|'t| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"# + "\nthe bank's  12 é🙂",
    #"[^\r\n\p{L}\p{N}]?+\p{L}++|(?i:'re|[sk])|\p{N}{1,3}?|\s*[\r\n]|^a|b$|\bc"#
      + "\nI're a 123\u{212A}",
    "(a|ab)*?c|(?<=x)[a-z&&[^aeiou]]{2,}\nababc xbcd",
  ].map { Array($0.utf8) },
  dictionary: [
    #"\p{Lu}"#, "(?!", "(?i)", "{2,}", "[^", "&&", #"\x{e9}"#, "*", "+", "?", "|", ")", "]",
    #"\u0041"#,
  ], longest: 256
) { bytes in
  let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.count == 2, let pattern = try? Pattern(String(decoding: parts[0], as: UTF8.self))
  else { return }
  let text = Array(String(decoding: parts[1], as: UTF8.self).utf8)
  var (end, count) = (0, 0)
  pattern.forEachMatch(in: text.span, within: text.indices) { match in
    require(match.lowerBound >= end && match.upperBound <= text.count, "one after another")
    require(firstIllFormedByte(in: text[match].span) == nil, "whole characters")
    end = match.upperBound
    count += 1
  }
  require(count <= text.count + 1, "no place twice")
}

/// Steps of a tokenizer, chosen by the first byte, on a text.
private let tokenizers = FuzzTarget(
  "subword-tokenizer",
  seeds: [
    "0the bank's e\u{301} 中文 <mask> ﬁ", "1  a\u{1} \u{AD}x", "2ΣΑΣ ế ½ 12", "3a b", "4\u{301}a",
  ].map {
    Array($0.utf8)
  }, dictionary: ["<mask>", "\u{301}", "▁", " ", "é", "\u{200D}"]
) { bytes in
  guard let first = bytes.first else { return }
  let words = ["<unk>", "<mask>", "a", "▁", "▁a", "the", "é", "Ġ", "Ã"]
  let specials = SpecialWords(padding: "", unknown: "<unk>", start: "a", end: "a", mask: "<mask>")
  let normalizers: [TextNormalizer?] = [
    nil, .sequence([.form(.nfd), .stripAccents, .lowercase]),
    .sequence([.form(.nfkc), .nmt, .strip(left: true, right: true)]),
    .characterMap(try! CharacterMap(map)),
    .sequence([.prepend("▁"), .replace(.text([0x20]), by: "▁")]), .bert(.init()), .byteLevel,
  ]
  let cutters: [PreTokenizer?] = [
    nil, .metaspace(Metaspace(prefix: .first)), .byteLevel(prefixesSpace: true, splits: true),
    .bert, .digits(individually: true),
    .sequence([.whitespace, .fixedLength(2)]),
  ]
  let vocabulary = try! Vocabulary(words: words, specials: specials)
  let model = try! UnigramModel(pieces: words.map { ($0, -1) }, unknown: 0)
  let mask = AddedToken("<mask>", id: 1, isSpecial: true, stripsBefore: true)
  let normalizer = normalizers[Int(first) % normalizers.count]
  let tokenizer = SubwordTokenizer(
    vocabulary: vocabulary,
    steps: .init(
      normalizer: normalizer, preTokenizer: cutters[Int(first) / normalizers.count % cutters.count],
      model: model,
      trims: [OffsetTrim(prefixesSpace: false)]),
    added: AddedTokens([mask, AddedToken("the", id: 5)]) {
      Array((normalizer?.normalized($0) ?? $0).utf8)
    },
    frame: TextFrame(before: [], after: []))
  let source = SourceText(bytes: Array(bytes.dropFirst()))
  let text = tokenizer.tokenize(source)
  require(tokenizer.pieces(of: source).map(\.id) == text.ids, "a piece for each row")
  var end = 0
  for token in text.tokens {
    require(
      token.bytes.lowerBound >= end && token.bytes.upperBound <= source.bytes.count,
      "words in order")
    require(!token.pieces.isEmpty && token.pieces.upperBound <= text.ids.count, "each with rows")
    end = token.bytes.upperBound
  }
  guard let last = text.tokens.indices.last else { return }
  for edited in [
    text.replacing(token: last, with: "the a"), text.removing(tokens: [0]),
    try! text.masking(token: 0),
  ] {
    require(
      edited.tokens.allSatisfy { !$0.pieces.isEmpty && $0.pieces.upperBound <= edited.ids.count },
      "rows for all")
  }
}

let subwordTargets = [characterMap, models, patterns, tokenizers]

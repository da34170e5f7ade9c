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

let subwordTargets = [characterMap, models]

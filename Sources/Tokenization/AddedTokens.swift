import UnicodeText

/// A token that was added to a vocabulary after it was made, with a row of its own: it is found in a text before
/// anything else is done to it (`AddedToken` in Hugging Face's tokenizers).
public struct AddedToken: Sendable, Hashable {
  /// As it is written.
  public var content: String
  /// Its row; `nil` where the table of rows is too short for it.
  public var id: Int32?
  /// Whether it stands for something else than text, as `[MASK]` does.
  public var isSpecial: Bool
  /// Whether it is found only where no letter or number is next to it.
  public var isSingleWord: Bool
  /// Whether it takes the white space before it.
  public var stripsBefore: Bool
  /// Whether it takes the white space after it.
  public var stripsAfter: Bool
  /// Whether it is looked for in the normalized text, itself normalized: with a tokenizer that lowercases,
  /// in any case.
  public var isNormalized: Bool

  /// A special token is looked for as it is written unless told otherwise.
  public init(
    _ content: String, id: Int32?, isSpecial: Bool = false, isSingleWord: Bool = false,
    stripsBefore: Bool = false, stripsAfter: Bool = false, isNormalized: Bool? = nil
  ) {
    self.content = content
    self.id = id
    self.isSpecial = isSpecial
    self.isSingleWord = isSingleWord
    self.stripsBefore = stripsBefore
    self.stripsAfter = stripsAfter
    self.isNormalized = isNormalized ?? !isSpecial
  }
}

/// The added tokens of a tokenizer, and where they are in a text. Of those that start at the same place the
/// longest is found, and the next search starts where it ends; first those that are not normalized, then, in
/// what is left, the others. The rules are those of
/// https://github.com/huggingface/tokenizers/blob/v0.21.0/tokenizers/src/tokenizer/added_vocabulary.rs
public struct AddedTokens: Sendable, Hashable {
  /// No content is longer, in bytes: a search never looks farther ahead.
  public static let longestContent = 1024

  /// In the order of their ids.
  public let tokens: [AddedToken]
  /// Whether special tokens that are typed are text like any other (`split_special_tokens` in transformers).
  public let readsSpecialsAsText: Bool
  private let exact: ContentTree
  private let normalized: ContentTree
  /// What normalized tokens are looked for as, by their ids.
  private let spellings: [Int32: String]

  /// - Parameters:
  ///   - normalize: What the tokenizer does to a text before it looks for normalized tokens.
  /// - Precondition: No content is empty, or longer than `longestContent`, before or after it is normalized.
  public init(
    _ tokens: [AddedToken] = [], readsSpecialsAsText: Bool = false,
    normalize: (String) -> [UInt8] = { Array($0.utf8) }
  ) {
    self.tokens = tokens
    self.readsSpecialsAsText = readsSpecialsAsText
    // Of two that are the same once normalized, a special one is found.
    let order =
      tokens.indices.filter { tokens[$0].isSpecial }
      + tokens.indices.filter { !tokens[$0].isSpecial }
    var (exact, normalized) = (ContentTree(), ContentTree())
    var spellings: [Int32: String] = [:]
    for index in order {
      if tokens[index].isNormalized {
        let content = normalize(tokens[index].content)
        normalized.insert(content, index)
        if let id = tokens[index].id { spellings[id] = String(decoding: content, as: UTF8.self) }
      } else {
        exact.insert(Array(tokens[index].content.utf8), index)
      }
    }
    self.exact = exact
    self.normalized = normalized
    self.spellings = spellings
  }

  /// What a normalized token is looked for as; nil for any other id.
  func spelling(of id: Int32) -> String? { spellings[id] }

  public var isEmpty: Bool { tokens.isEmpty }

  /// Whether any is looked for in the normalized text.
  var hasNormalized: Bool { !normalized.isEmpty }

  /// A stretch of a text: an added token, or what is to be cut by other rules.
  enum Part: Equatable {
    case text(Range<Int>)
    /// Where the token's content stands, and the same with the white space it takes.
    case token(AddedToken, Range<Int>, taken: Range<Int>)
  }

  /// The parts of well-formed UTF-8 by the tokens that are not normalized, in order. White space that a token
  /// takes is in none.
  func parts(of utf8: Span<UInt8>) -> [Part] { parts(of: utf8, within: 0..<utf8.count, exact) }

  /// The same of a stretch of a text.
  func parts(of utf8: Span<UInt8>, within range: Range<Int>) -> [Part] {
    parts(of: utf8, within: range, exact)
  }

  /// The token that a whole stretch of a text is.
  func token(_ range: Range<Int>, of utf8: Span<UInt8>) -> AddedToken? {
    guard case .token(let token, range, _) = parts(of: utf8, within: range).first else {
      return nil
    }
    return token
  }

  /// The parts of a stretch of normalized text by the tokens that are normalized.
  func normalizedParts(of utf8: Span<UInt8>, within range: Range<Int>) -> [Part] {
    parts(of: utf8, within: range, normalized)
  }

  private func parts(
    of utf8: Span<UInt8>, within range: Range<Int>, _ tree: ContentTree
  ) -> [Part] {
    guard !tree.isEmpty else { return range.isEmpty ? [] : [.text(range)] }
    var parts: [Part] = []
    // What is before `taken` is in a part, or is white space that a token took.
    var (place, taken) = (range.lowerBound, range.lowerBound)
    while place < range.upperBound {
      guard let (end, index) = tree.longest(at: place, in: utf8, before: range.upperBound) else {
        place += 1
        continue
      }
      let (token, found) = (tokens[index], place..<end)
      place = end
      if token.isSpecial, readsSpecialsAsText { continue }
      if token.isSingleWord, isInWord(found, of: utf8, within: range) { continue }
      var (start, stop) = (found.lowerBound, found.upperBound)
      if token.stripsBefore {
        start = min(stop, max(taken, spaceStart(before: start, in: utf8, from: range.lowerBound)))
      }
      if token.stripsAfter { stop = spaceEnd(after: stop, in: utf8, to: range.upperBound) }
      if taken < start { parts.append(.text(taken..<start)) }
      parts.append(.token(token, found, taken: start..<stop))
      // One that is white space itself may stand in what was taken before.
      taken = stop
    }
    if taken < range.upperBound { parts.append(.text(taken..<range.upperBound)) }
    return parts
  }
}

/// Whether a word character is next to a stretch of a text.
private func isInWord(
  _ found: Range<Int>, of utf8: Span<UInt8>, within range: Range<Int>
) -> Bool {
  if found.lowerBound > range.lowerBound {
    var place = scalarStart(before: found.lowerBound, in: utf8)
    if Unicode.Scalar(decodeScalar(at: &place, in: utf8))!.isWordCharacter { return true }
  }
  var place = found.upperBound
  return place < range.upperBound
    && Unicode.Scalar(decodeScalar(at: &place, in: utf8))!.isWordCharacter
}

private func scalarStart(before end: Int, in utf8: Span<UInt8>) -> Int {
  var start = end - 1
  while utf8[start] & 0xC0 == 0x80 { start -= 1 }
  return start
}

private func spaceStart(before end: Int, in utf8: Span<UInt8>, from lower: Int) -> Int {
  var start = end
  while start > lower {
    let before = scalarStart(before: start, in: utf8)
    var place = before
    guard Unicode.Scalar(decodeScalar(at: &place, in: utf8))!.isWhiteSpace else { break }
    start = before
  }
  return start
}

private func spaceEnd(after start: Int, in utf8: Span<UInt8>, to upper: Int) -> Int {
  var end = start
  while end < upper {
    var place = end
    guard Unicode.Scalar(decodeScalar(at: &place, in: utf8))!.isWhiteSpace else { break }
    end = place
  }
  return end
}

/// Texts by their bytes, to find the longest that starts at a place.
private struct ContentTree: Sendable, Hashable {
  /// A byte of some contents. 0 is no node: that of the root, which is nobody's child or sibling.
  private struct Node: Sendable, Hashable {
    let byte: UInt8
    var child: Int32 = 0
    var sibling: Int32 = 0
    /// The token whose content ends here; -1 for none.
    var token: Int32 = -1
  }

  private var nodes = [Node(byte: 0)]
  /// Which bytes a content starts with: most places are passed by with one look.
  private var starts = [Bool](repeating: false, count: 256)

  var isEmpty: Bool { nodes.count == 1 }

  /// The first of two with the same content is kept.
  mutating func insert(_ content: [UInt8], _ token: Int) {
    precondition(1...AddedTokens.longestContent ~= content.count)
    starts[Int(content[0])] = true
    var node = 0
    for byte in content {
      var next = child(of: node, byte)
      if next == 0 {
        next = nodes.count
        nodes.append(Node(byte: byte, sibling: nodes[node].child))
        nodes[node].child = Int32(next)
      }
      node = next
    }
    if nodes[node].token < 0 { nodes[node].token = Int32(token) }
  }

  /// Where the longest content that starts at a place ends, and whose it is.
  func longest(
    at start: Int, in utf8: Span<UInt8>, before end: Int
  ) -> (end: Int, token: Int)? {
    guard starts[Int(utf8[start])] else { return nil }
    var found: (Int, Int)?
    var (node, place) = (0, start)
    while place < end {
      node = child(of: node, utf8[place])
      if node == 0 { break }
      place += 1
      if nodes[node].token >= 0 { found = (place, Int(nodes[node].token)) }
    }
    return found
  }

  private func child(of node: Int, _ byte: UInt8) -> Int {
    var next = Int(nodes[node].child)
    while next != 0, nodes[next].byte != byte { next = Int(nodes[next].sibling) }
    return next
  }
}

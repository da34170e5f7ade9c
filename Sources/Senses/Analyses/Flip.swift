import ContextualEmbeddings
import Tokenization

/// One change to the context of a use.
public enum ContextEdit: Sendable, Hashable {
  /// Token `at` is deleted.
  case delete(at: Int, word: String)
  /// Token `at` is replaced by another word.
  case replace(at: Int, word: String, with: String)

  public var token: Int {
    switch self {
    case .delete(let at, _), .replace(let at, _, _): at
    }
  }
  public var name: String {
    switch self {
    case .delete(_, let word): "delete “\(word)”"
    case .replace(_, let word, let other): "“\(word)” → “\(other)”"
    }
  }
}

/// The smallest change of a use's context that carries it across to, or away from, the sense of
/// another use.
public struct Flip: Sendable {
  /// A change that does it, verified by reading the edited sentence anew from its text.
  public struct Change: Sendable {
    public let edits: [ContextEdit]
    /// The edited sentence and where the use stands in it.
    public let marked: MarkedText
    public let judgement: Judgement
  }

  public let before: Judgement
  /// Changes of the smallest size that was found, the most decisive first; none if the search
  /// found none.
  public let changes: [Change]
  /// Where nothing flips: the change that comes nearest.
  public let nearest: Change?
  /// Sentences encoded on the way.
  public let tried: Int
  /// Whether it was interrupted, so that not all was tried.
  public let isCut: Bool
}

extension Flip {
  /// Searches the changes of A's sentence by size: one word deleted, one replaced by a word of its
  /// own kind, two words changed. An interrupt leaves the nearest of what was tried by then, if anything was.
  ///
  /// - Parameters:
  ///   - candidates: Words tried in a place, at most; fewer where the first of them hardly move the use.
  ///   - results: Changes kept.
  /// - Throws: `SensesError.noThreshold` when the model cannot say where one sense ends.
  public init(
    of a: Use, to b: Use, by reader: any UseReader, candidates: Int = 64,
    results: Int = 3
  ) throws {
    let before = try reader.judgement(of: a, and: b)
    guard let leaning = before.leansToSame else { throw SensesError.noThreshold }
    var search = try Search(a: a, b: b, reader: reader, towardsSame: !leaning)
    let kinds = try WordKinds(of: a, towards: b, by: reader)
    let places = a.context
    let word = { (place: Int) in a.text.tokens[place].text }

    let deletions = places.map { [ContextEdit.delete(at: $0, word: word($0))] }
    var changes: [Change] = []
    var isCut = false
    do {
      for round in 0..<3 where changes.isEmpty {
        let first = search.tried
        switch round {
        case 0: try search.attempt(deletions)
        case 1: try search.replace(places, by: kinds, candidates: candidates)
        default: try search.attempt(search.pairs())
        }
        changes = try search.flipping(since: first, results: results)
      }
    } catch is Interruption where search.tried > 0 {
      isCut = true
    }
    self.init(
      before: before, changes: changes, nearest: changes.isEmpty ? try search.nearest() : nil,
      tried: search.tried, isCut: isCut)
  }

  /// What has been tried so far, and how far each change carried the use.
  private struct Search {
    let a: Use
    let reader: any UseReader
    let towardsSame: Bool
    private let b: Use
    private let target: [Float]
    private(set) var scored: [(edits: [ContextEdit], similarity: Double)] = []
    var tried: Int { scored.count }
    /// Changes encoded together: an interrupt leaves those of before.
    private static let atOnce = 32

    init(a: Use, b: Use, reader: any UseReader, towardsSame: Bool) throws {
      self.a = a
      self.b = b
      self.reader = reader
      self.towardsSame = towardsSame
      target = try reader.vectors(of: [b])[0]
    }

    /// Tries edits on token ids.
    mutating func attempt(_ edits: [[ContextEdit]]) throws {
      let direction = unit(target)
      var left = edits[...]
      while !left.isEmpty {
        let part = Array(left.prefix(Self.atOnce))
        left = left.dropFirst(part.count)
        scored += zip(part, try reader.vectors(of: part) { a.edited($0) }).map {
          (edits: $0, similarity: dot(unit($1), direction))
        }
      }
    }

    /// Tries words in the place of one: an eighth of the candidates everywhere, half of them in the third of the places where
    /// one of these carried the use furthest, all of them in the first of these places.
    mutating func replace(_ places: [Int], by kinds: WordKinds, candidates: Int) throws {
      var left: [(place: Int, edits: ArraySlice<[ContextEdit]>)] = []
      for place in places {
        let word = a.text.tokens[place].text
        let words = try kinds.words(for: place, count: candidates)
        if words.isEmpty { continue }
        left.append((place, words.map { [.replace(at: place, word: word, with: $0)] }[...]))
      }
      let first = scored.count
      let eighth = (candidates + 7) / 8
      for (many, words) in [
        (left.count, eighth), ((left.count + 2) / 3, 3 * eighth), (1, candidates),
      ] {
        try attempt(left.prefix(many).flatMap { $0.edits.prefix(words) })
        for index in left.indices.prefix(many) {
          left[index].edits = left[index].edits.dropFirst(words)
        }
        let best = Dictionary(
          scored[first...].map { ($0.edits[0].token, $0.similarity) },
          uniquingKeysWith: { further($0, $1) ? $0 : $1 })
        left.sort { further(best[$0.place]!, best[$1.place]!) }
      }
    }

    /// Reads the best anew from text until enough are verified.
    func flipping(since first: Int, results: Int) throws -> [Change] {
      let round = scored[first...].sorted { further($0.similarity, $1.similarity) }
      var verified: [Change] = []
      // What ranks lower moved the use less; past the first few failures none of it will flip.
      for candidate in round.prefix(4 * results) where verified.count < results {
        try reader.checkInterrupt()
        if let change = try verify(candidate.edits), change.judgement.leansToSame == towardsSame {
          verified.append(change)
        }
      }
      return verified
    }

    /// The edited sentence written out, tokenized and encoded as if it had been typed.
    func verify(_ edits: [ContextEdit]) throws -> Change? {
      let marked = a.marked.applying(edits, to: a.text)
      guard let use = Use(marked, read: reader.tokenize) else { return nil }
      let judgement = reader.judgement(
        of: try reader.vectors(of: [use])[0], and: target, doubts: Doubt.about(use, and: b))
      return Change(edits: edits, marked: marked, judgement: judgement)
    }

    func nearest() throws -> Change? {
      try scored.min { further($0.similarity, $1.similarity) }.flatMap { try verify($0.edits) }
    }

    /// Two changes at once: the best that single changes promise, in different places.
    func pairs(best: Int = 16) -> [[ContextEdit]] {
      var places: [Int: Int] = [:]
      // At most three from one place, so that one strong word does not crowd out the rest.
      let singles = scored.sorted { further($0.similarity, $1.similarity) }.map { $0.edits[0] }
        .filter {
          places[$0.token, default: 0] += 1; return places[$0.token]! <= 3
        }.prefix(best)
      return singles.indices.flatMap { i in
        singles[..<i].filter { $0.token != singles[i].token }.map { [$0, singles[i]] }
      }
    }

    private func further(_ x: Double, _ y: Double) -> Bool { towardsSame ? x > y : x < y }
  }
}

extension Use {
  /// The use after some edits of its context, done on token ids.
  func edited(_ edits: [ContextEdit]) -> Use {
    var use = self
    for case .replace(let at, _, let other) in edits { use = use.replacing(at, with: other) }
    return use.removing(
      Set(edits.compactMap { if case .delete(let at, _) = $0 { at } else { nil } }))
  }
}

extension MarkedText {
  /// The text with words deleted or replaced where they stand.
  ///
  /// A deleted word takes the spaces before it along; a word that starts the sentence, those
  /// after it.
  func applying(_ edits: [ContextEdit], to tokenized: TokenizedText) -> MarkedText {
    edits.sorted { $0.token > $1.token }.reduce(self) { marked, edit in
      let token = tokenized.tokens[edit.token]
      let text = marked.text
      func index(_ byte: Int) -> String.Index {
        text.utf8.index(
          text.startIndex, offsetBy: tokenized.source.repairedOffset(ofByte: byte))
      }
      var start = index(token.bytes.lowerBound)
      var end = index(token.bytes.upperBound)
      switch edit {
      case .replace(_, _, let other):
        return marked.replacing(start..<end, with: other.cased(like: text[start..<end]))
      case .delete:
        if edit.token > 0 {
          while start > text.startIndex, text[text.index(before: start)].isWhitespace {
            start = text.index(before: start)
          }
        } else {
          while end < text.endIndex, text[end].isWhitespace { end = text.index(after: end) }
        }
        return marked.replacing(start..<end, with: "")
      }
    }
  }
}

extension String {
  /// The word with a capital if the other has one.
  func cased(like other: Substring) -> String {
    other.first?.isUppercase == true ? prefix(1).uppercased() + dropFirst() : self
  }
}

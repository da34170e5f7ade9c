import ContextualEmbeddings
import Tokenization
import UnicodeText

/// The similarities of judged pairs after every layer of a model.
package struct JudgedCosines: Sendable {
  /// Of each pair whether people call it one sense.
  package private(set) var same: [Bool] = []
  /// By layer, of each pair: the cosine, less what all uses share.
  package private(set) var centred: [[Double]]
  /// Pairs left out, since the model knows the word of neither use.
  package private(set) var unknown = 0
  private var words: [[String]] = []
  private let model: Model
  private let means: [[Float]]

  /// - Parameter means: The mean vector of all uses after each layer. Shape `[L, C]`
  package init(by model: Model, means: [[Float]]) {
    self.model = model
    self.means = means
    centred = model.layers.map { _ in [] }
  }

  var groups: WordGroups { WordGroups(words) }

  /// Adds pairs judged 1 or 0.
  ///
  /// - Parameters:
  ///   - pairs: A few; they are encoded together.
  ///   - path: Of their file, for messages.
  /// - Throws: `JudgedSetError`, where no word stands at a place; `CalibrationError.grades`; what `check` throws.
  package mutating func add(
    _ pairs: some Sequence<JudgedPair>, of path: String, checking check: () throws -> Void
  ) throws {
    var known: [(pair: JudgedPair, a: Use, b: Use)] = []
    for pair in pairs {
      guard pair.isYesOrNo else { throw CalibrationError.grades }
      let uses = try [pair.a, pair.b].map { try Use($0, of: path, read: model.tokenize) }
      if uses[0].isUnknown, uses[1].isUnknown {
        unknown += 1
      } else {
        known.append((pair, uses[0], uses[1]))
      }
    }
    let read = try model.sentences(
      known.flatMap { [$0.a.text, $0.b.text] }, layers: Set(model.layers), checking: check)
    for (place, (pair, a, b)) in known.enumerated() {
      add(
        same: pair.gold == 1, words: pair.words(a, b),
        centred: model.layers.map { layer in
          let vectors = [
            read[2 * place].vector(of: a.tokens, layer: layer),
            read[2 * place + 1].vector(of: b.tokens, layer: layer),
          ].map { zip($0, means[layer]).map { $0 - $1 } }
          return cosine(vectors[0], vectors[1])
        })
    }
  }

  /// Adds a pair whose similarities are known.
  ///
  /// - Parameters:
  ///   - words: That it is of.
  ///   - centred: Shape `[L]`
  mutating func add(same: Bool, words: [String], centred: [Double]) {
    self.same.append(same)
    self.words.append(words)
    for (layer, cosine) in centred.enumerated() { self.centred[layer].append(cosine) }
  }
}

extension JudgedPair {
  /// What words it is of: those that the file names, or else those that stand there.
  package func words(_ a: Use, _ b: Use) -> [String] {
    named.isEmpty ? [a.key, b.key] : named.map { $0.lemma.lowercased() }
  }
}

extension Use {
  /// A use that a file marks, read.
  ///
  /// - Throws: `JudgedSetError`, where no word stands there.
  package init(
    _ marked: MarkedText, of path: String, read tokenize: (SourceText) -> TokenizedText
  ) throws(JudgedSetError) {
    guard let use = Use(marked, read: tokenize) else {
      throw JudgedSetError("\(path): no word stands at bytes \(marked.use) of “\(marked.text)”")
    }
    self = use
  }
}

extension JudgedSet {
  /// Pairs judged 1 or 0: those of the file, or, of uses with their senses, as many pairs of one sense as of two, drawn word by word.
  ///
  /// - Parameter most: Pairs of one word that are drawn.
  package func judgedPairs(atMostOfOneWord most: Int = 60, seed: UInt64) -> [JudgedPair] {
    guard case .uses(let uses) = self else {
      guard case .pairs(let pairs) = self else { return [] }
      return pairs
    }
    var generator = SeededGenerator(seed: seed)
    let byWord = Dictionary(grouping: uses) { $0.named?.lemma ?? $0.word.lowercased() }
    return byWord.keys.sorted().flatMap { word -> [JudgedPair] in
      let own = byWord[word]!
      var pairs: [Bool: [JudgedPair]] = [true: [], false: []]
      // Of a word with one sense, or with one use of each, one kind is not to be had.
      for _ in 0..<20 * most where own.count > 1 {
        let first = generator.next(below: own.count)
        let second = (first + 1 + generator.next(below: own.count - 1)) % own.count
        let (a, b) = (own[first], own[second])
        let isSame = a.sense == b.sense
        guard pairs[isSame]!.count < most / 2, a.use.text != b.use.text else { continue }
        pairs[isSame]!.append(
          JudgedPair(
            a: a.use, b: b.use, gold: isSame ? 1 : 0, named: [a, b].compactMap(\.named)))
      }
      let fewer = min(pairs[true]!.count, pairs[false]!.count)
      return Array(pairs[true]!.prefix(fewer) + pairs[false]!.prefix(fewer))
    }
  }
}

extension LabelledUse {
  fileprivate var word: String {
    String(decoding: Array(use.text.utf8)[use.use], as: UTF8.self)
  }
}

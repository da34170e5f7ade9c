import ContextualEmbeddings

/// How far an answer moves under edits that no reader would say change the meaning.
public struct Stability: Sendable {
  public enum Side: String, Sendable, CaseIterable { case first, second, both }

  public struct Trial: Sendable {
    public let edit: HarmlessEdit
    public let side: Side
    /// The two sentences after the edit.
    public let texts: [String]
    public let judgement: Judgement
    /// How much the similarity rose or fell.
    public let change: Double
    /// Whether the answer crosses from one sense to two, or back.
    public let flips: Bool
  }

  public let whole: Judgement
  /// Each edit on the first sentence, on the second, and on both where both allow it.
  public let trials: [Trial]

  public var similarities: ClosedRange<Double> { range(of: \.similarity)! }
  public var probabilities: ClosedRange<Double>? { range(of: \.probability) }
  /// Whether no harmless edit can flip the answer.
  public var isStable: Bool { !trials.contains(where: \.flips) }

  private func range(of value: (Judgement) -> Double?) -> ClosedRange<Double>? {
    let values = ([whole] + trials.map(\.judgement)).compactMap(value)
    return values.isEmpty ? nil : values.min()!...values.max()!
  }

  public init(of a: Use, and b: Use, by reader: any UseReader) throws {
    try Use.checkComparable([a, b])
    let originals = [a, b]
    let marked = originals.map(\.marked)
    let variants = marked.map { marked in
      HarmlessEdit.every.map { edit in
        edit.applied(to: marked).flatMap { Use($0, read: reader.tokenize) }
      }
    }
    // The originals are encoded along with all their variants.
    let uses = originals + variants.joined().compactMap { $0 }
    let vectors = try reader.vectors(of: uses) { $0 }
    var next = vectors.dropFirst(2)
    let read = variants.map { $0.map { $0.map { ($0, next.popFirst()!) } } }
    let untouched = [(a, vectors[0]), (b, vectors[1])]
    func judge(_ pair: [(Use, [Float])]) -> Judgement {
      reader.judgement(
        of: pair[0].1, and: pair[1].1, doubts: Doubt.about(pair[0].0, and: pair[1].0))
    }

    let whole = judge(untouched)
    trials = HarmlessEdit.every.enumerated().flatMap { index, edit in
      Side.allCases.compactMap { side in
        guard let first = side == .second ? untouched[0] : read[0][index],
          let second = side == .first ? untouched[1] : read[1][index]
        else { return nil }
        let judgement = judge([first, second])
        return Trial(
          edit: edit, side: side,
          texts: [first.0.text.source.string, second.0.text.source.string], judgement: judgement,
          change: judgement.similarity - whole.similarity,
          flips: judgement.leansToSame != whole.leansToSame)
      }
    }
    self.whole = whole
  }
}

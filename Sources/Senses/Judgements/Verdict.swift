import ContextualEmbeddings
import Tokenization
import UnicodeText

/// Whether two uses have one sense, said plainly, or why it cannot be said.
public enum Verdict: Sendable, Hashable {
  case same
  case different
  case unsure([Doubt])

  public var name: String {
    switch self {
    case .same: "same sense"
    case .different: "different senses"
    case .unsure: "unsure"
    }
  }
}

/// A reason to abstain.
public enum Doubt: Sendable, Hashable {
  /// The model brings no calibration, so there is no probability.
  case noCalibration
  /// The vector of this word rests on a guess, because the word is not in the vocabulary.
  case guess(word: String)
  /// The model reads these words, all the same, as one unknown word.
  case unknown(words: [String])
  /// This use has no context to be judged by.
  case noContext(word: String)
  /// Two uses in one sentence share their context, and look alike for it whatever they mean.
  case oneSentence(word: String)
  /// The calibration speaks about two uses of one word.
  case twoWords(String, String)
  /// The probability is too near to even odds.
  case nearEven
  /// The interval of the probability holds even odds.
  case intervalHoldsEven

  public var reason: String {
    switch self {
    case .noCalibration: "the model has no calibration"
    case .guess(let word): "“\(word)” is not in the vocabulary, its vector is a guess"
    case .unknown(let words): "\(SensesError.unknown(words: words))"
    case .noContext(let word): "“\(word)” stands without context"
    case .oneSentence(let word): "both uses of “\(word)” stand in one sentence"
    case .twoWords(let a, let b): "“\(a)” and “\(b)” are two words"
    case .nearEven: "the odds are nearly even"
    case .intervalHoldsEven: "the interval includes even odds"
    }
  }

  /// Stable code for machines.
  public var code: String {
    switch self {
    case .noCalibration: "no-calibration"
    case .guess: "guess"
    case .unknown: "unknown"
    case .noContext: "no-context"
    case .oneSentence: "one-sentence"
    case .twoWords: "two-words"
    case .nearEven: "near-even"
    case .intervalHoldsEven: "interval-holds-even"
    }
  }
}

extension Doubt {
  /// What makes a comparison of two uses thin, whatever its result.
  public static func about(_ a: Use, and b: Use) -> [Doubt] {
    var doubts: [Doubt] = []
    let (first, second) = (a.key, b.key)
    if first != second, !isInflection(first, of: second) {
      doubts.append(.twoWords(a.word, b.word))
    } else if a.tokens != b.tokens, a.text.source.string == b.text.source.string {
      doubts.append(.oneSentence(word: a.word))
    }
    for use in [a, b] {
      if use.isGuess {
        doubts.append(.guess(word: use.word))
      }
      if !use.context.contains(where: { use.text.tokens[$0].text.contains(where: \.isLetter) }) {
        doubts.append(.noContext(word: use.word))
      }
    }
    var seen: Set<Doubt> = []
    return doubts.filter { seen.insert($0).inserted }
  }
}

extension Verdict {
  /// Probabilities nearer to ½ than this are not decided.
  public static let evenMargin = 0.1

  /// - Parameters:
  ///   - probability: Of the same sense; `nil` without a calibration.
  ///   - interval: Where the probability is thought to lie.
  ///   - doubts: Reasons that have nothing to do with the probability.
  public init(probability: Double?, interval: ClosedRange<Double>?, doubts: [Doubt] = []) {
    guard let probability else {
      self = .unsure([.noCalibration] + doubts)
      return
    }
    var doubts = doubts
    if abs(probability - 0.5) < Self.evenMargin {
      doubts.append(.nearEven)
    } else if let interval, interval.contains(0.5) {
      doubts.append(.intervalHoldsEven)
    }
    self = doubts.isEmpty ? (probability > 0.5 ? .same : .different) : .unsure(doubts)
  }
}

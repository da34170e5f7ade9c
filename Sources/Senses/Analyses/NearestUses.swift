import ContextualEmbeddings
import Tokenization
import UnicodeText

/// The words of some sentences that are most like a use, or a sum of uses.
public struct NearestUses {
  public struct Place: Sendable, Hashable {
    public let sentence: Int
    public let token: Int
    /// The cosine, less what all uses share where that is known.
    public let similarity: Double
  }

  private let sum: UseSum
  private let reader: SenseReader
  private let count: Int
  private var uses: [Place] = []

  /// - Parameter count: The most that are found.
  public init(to sum: UseSum, by reader: SenseReader, count: Int) {
    (self.sum, self.reader, self.count) = (sum, reader, count)
  }

  /// Looks at a sentence; what has neither letter nor digit is no word.
  ///
  /// - Parameters:
  ///   - number: What the sentence is called.
  ///   - own: Words that are not looked at.
  public mutating func add(_ sentence: Sentence, number: Int, except own: Set<Int>) {
    for (token, word) in sentence.text.tokens.enumerated() {
      guard word.text.unicodeScalars.contains(where: \.isLetterOrNumber),
        !own.contains(token)
      else { continue }
      uses.append(
        Place(
          sentence: number, token: token,
          similarity: reader.similarity(of: sentence.vector(of: token), to: sum)))
    }
    if uses.count > Self.most { uses = found }
  }

  /// More are not remembered than this and a sentence.
  private static let most = 4096

  /// The most alike first; of equals, in the order in which they stand.
  public var found: [Place] {
    Array(
      uses.sorted {
        ($0.similarity, $1.sentence, $1.token) > ($1.similarity, $0.sentence, $0.token)
      }.prefix(count))
  }
}

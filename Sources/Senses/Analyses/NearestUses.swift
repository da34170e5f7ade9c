import ContextualEmbeddings
import Tokenization
import UnicodeText

/// The words of some sentences that are most like a use.
public struct NearestUses {
  public struct Place: Sendable, Hashable {
    public let sentence: Int
    public let token: Int
    /// The cosine, less what all uses share where that is known.
    public let similarity: Double
  }

  private let vector: [Float]
  private let reader: SenseReader
  private let count: Int
  private var uses: [Place] = []

  /// - Parameters:
  ///   - vector: Of the use. Shape `[C]`
  ///   - count: The most that are found.
  public init(to vector: [Float], by reader: SenseReader, count: Int) {
    (self.vector, self.reader, self.count) = (vector, reader, count)
  }

  /// Looks at a sentence; what has neither letter nor digit is no word.
  ///
  /// - Parameters:
  ///   - number: What the sentence is called.
  ///   - own: The use itself, where it is in this sentence.
  public mutating func add(_ sentence: Sentence, number: Int, except own: Range<Int>?) {
    for (token, word) in sentence.text.tokens.enumerated() {
      guard word.text.unicodeScalars.contains(where: \.isLetterOrNumber),
        own?.contains(token) != true
      else { continue }
      let judgement = reader.judgement(of: vector, and: sentence.vector(of: token), doubts: [])
      uses.append(
        Place(
          sentence: number, token: token, similarity: judgement.centred ?? judgement.similarity))
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

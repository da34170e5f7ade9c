import ContextualEmbeddings
import Senses
import Tokenization
import UnicodeText

/// A use that has been found, and what to call it.
public struct ResolvedUse: Sendable {
  public let occurrence: Use
  /// The number of its sentence, where that is kept.
  public let sentence: Int?
  /// How to write it so that it is found again: `1:bank`, `1:bank#2`; of a sentence that is not kept,
  /// the word itself.
  public let name: String
  /// Where it stands in a corpus, where an index has it.
  public let origin: FoundUse?

  public init(occurrence: Use, sentence: Int?, name: String, origin: FoundUse? = nil) {
    (self.occurrence, self.sentence, self.name) = (occurrence, sentence, name)
    self.origin = origin
  }

  /// A use in an index.
  init(_ occurrence: Use, from found: FoundUse) {
    self.init(occurrence: occurrence, sentence: nil, name: occurrence.word, origin: found)
  }

  public var word: String { occurrence.word }
  public var isGuess: Bool { occurrence.isGuess }
  /// For people: a guess is starred.
  public var label: String { (isGuess ? name + "*" : name).onOneLine }
  /// Where it stands in a corpus: `novels/a.txt:12`; `nil` of one that is kept or written out.
  var place: String? { origin.map { "\($0.file):\($0.line)".onOneLine } }

  /// Where it stands in its sentence. Counts Unicode scalars from 0.
  public var characters: Range<Int> { first.characters.lowerBound..<last.characters.upperBound }
  /// Where it stands in the bytes of its sentence as typed.
  public var bytes: Range<Int> { first.bytes.lowerBound..<last.bytes.upperBound }

  private var first: Token { occurrence.text.tokens[occurrence.tokens.lowerBound] }
  private var last: Token { occurrence.text.tokens[occurrence.tokens.upperBound - 1] }
}

extension Use {
  /// The sentence with the use in brackets and a few words around it.
  ///
  /// - Parameter width: Columns at most, the brackets and the dots included.
  public func excerpt(width: Int) -> String {
    marked.excerpt(width: width)
  }
}

extension MarkedText {
  /// The text with the use in brackets and a few words around it.
  ///
  /// - Parameter width: Columns at most, the brackets and the dots included.
  func excerpt(width: Int) -> String {
    let parts = parts(width: width - 2)
    return parts.before + "[" + parts.use + "]" + parts.after
  }

  /// The use and a few words on either side.
  ///
  /// - Parameter width: Columns at most, the dots included.
  func parts(width: Int) -> (before: String, use: String, after: String) {
    let bytes = Array(text.utf8)
    func part(_ range: Range<Int>) -> String {
      String(decoding: bytes[range], as: UTF8.self).onOneLine
    }
    var before = part(0..<self.use.lowerBound)
    let use = part(self.use)
    var after = part(self.use.upperBound..<bytes.count)
    var room = max(0, width - use.displayWidth)
    if before.displayWidth + after.displayWidth > room {
      let share = max(room / 2, room - after.displayWidth)
      before = fittedLeft(before, min(share, before.displayWidth))
      room -= before.displayWidth
      after = fitted(after, min(room, after.displayWidth))
    }
    return (before, use, after)
  }
}

/// The end of a text that fits some columns, with dots before it where it was cut.
func fittedLeft(_ text: String, _ columns: Int) -> String {
  guard text.displayWidth > columns else { return text }
  guard columns > 0 else { return "" }
  var kept: [Character] = []
  var width = 1
  for character in text.reversed() {
    width += character.displayWidth
    if width > columns { break }
    kept.append(character)
  }
  return "…" + String(kept.reversed())
}

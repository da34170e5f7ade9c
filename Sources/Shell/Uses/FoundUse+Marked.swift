import Senses
import UnicodeText

extension FoundUse {
  /// The sentence as text, the use marked.
  var marked: MarkedText {
    // A byte that is not UTF-8 is read as a character of three.
    func place(_ byte: Int) -> Int { byte + 2 * sentence.badBytes.count { $0 < byte } }
    return MarkedText(
      text: sentence.string, use: place(bytes.lowerBound)..<place(bytes.upperBound))
  }
}

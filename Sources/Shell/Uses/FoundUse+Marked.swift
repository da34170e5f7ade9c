import Senses
import UnicodeText

extension FoundUse {
  /// The sentence as text, the use marked.
  var marked: MarkedText {
    MarkedText(
      text: sentence.string,
      use: sentence.repairedOffset(
        ofByte: bytes.lowerBound)..<sentence
        .repairedOffset(ofByte: bytes.upperBound))
  }

  /// Where the word stands in its sentence. Counts Unicode scalars.
  var characters: Range<Int> {
    let use = marked.use
    func scalars(before byte: Int) -> Int { sentence.utf8[..<byte].count { $0 & 0xC0 != 0x80 } }
    return scalars(before: use.lowerBound)..<scalars(before: use.upperBound)
  }
}

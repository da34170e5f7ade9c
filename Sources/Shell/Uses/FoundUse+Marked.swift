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
    let (start, end) = (marked.use.lowerBound, marked.use.upperBound)
    func scalars(_ range: Range<Int>) -> Int {
      sentence.utf8[range].count { $0 & 0xC0 != 0x80 }
    }
    return scalars(0..<start)..<scalars(0..<end)
  }

  /// Where the word stands in its sentence as text. Unicode scalars.
  var characters: Range<Int> {
    let marked = marked
    let bytes = Array(marked.text.utf8)
    func scalars(before byte: Int) -> Int { bytes[..<byte].count { $0 & 0xC0 != 0x80 } }
    return scalars(before: marked.use.lowerBound)..<scalars(before: marked.use.upperBound)
  }
}

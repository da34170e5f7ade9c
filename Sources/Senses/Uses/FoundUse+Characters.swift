import UnicodeText

extension FoundUse {
  /// Where the word stands in its sentence. Counts Unicode scalars.
  package var characters: Range<Int> {
    let use = marked.use
    func scalars(before byte: Int) -> Int { sentence.utf8[..<byte].count { $0 & 0xC0 != 0x80 } }
    return scalars(before: use.lowerBound)..<scalars(before: use.upperBound)
  }
}

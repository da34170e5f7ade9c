import Senses

extension IndexedUse {
  /// The same as a use that was found in the corpus file.
  public var found: FoundUse {
    let (line, place) = lines.place(of: bytes)
    return FoundUse(
      file: file, line: line, place: place, sentence: use.text.source, bytes: bytes,
      words: words.map(\.range), metadata: metadata)
  }
}

/// Files of any of the formats that corpora come in, one after another.
public struct Corpus: Sendable, Hashable {
  public let files: [CorpusFile]

  /// - Parameters:
  ///   - places: Paths of files; of folders, for all files in them and in their folders, by name and without hidden
  ///     ones; patterns such as `novels/*.txt`, as a shell knows them; `-` is standard input.
  /// - Throws: `FileLinesError`, where a folder cannot be read; `CorpusError`, where there is no file in one.
  public init(_ places: [String], options: CorpusOptions = CorpusOptions()) throws {
    files = try places.flatMap { place in
      try Place(place).files(options)
    }
  }

  /// Hands out every passage of every file, in order; memory does not grow with them.
  ///
  /// - Parameters:
  ///   - reading: What is known so far, kept up to date for a body that stops by throwing.
  ///   - checkInterrupt: Asked while there is nothing to read, and now and then.
  ///   - body: Takes a passage, and what is known by then.
  /// - Throws: As `CorpusFile` does: the first file that cannot be read ends it.
  public func forEach(
    _ reading: inout CorpusReading, checkInterrupt: () throws -> Void = {},
    _ body: (Passage, CorpusReading) throws -> Void
  ) throws {
    for file in files { try file.forEach(&reading, checkInterrupt: checkInterrupt, body) }
  }
}

import Platform

/// What is in an index.
public struct IndexSummary: Sendable, Hashable {
  /// The model that made it, and the layer of its vectors.
  public let model: String
  public let layer: Int
  /// Corpus files, and those of them that have not been read to their end.
  public let files: Int
  public let unfinishedFiles: Int
  public let sentences: Int
  /// Different words.
  public let words: Int
  public let uses: Int
  /// Bytes of the database: texts, places, metadata, words.
  public let databaseBytes: Int
  /// Bytes of the files of uses, the codes of vectors among them.
  public let segmentBytes: Int
  /// Bytes of a vector's code.
  public let codeBytes: Int
  /// How many files of uses there are.
  public let segments: Int

  public var bytes: Int { databaseBytes + segmentBytes }
  /// `nil` where there are no uses.
  public var bytesPerUse: Double? { uses == 0 ? nil : Double(bytes) / Double(uses) }
}

extension IndexedUses {
  /// What is in it.
  ///
  /// - Throws: `IndexError`.
  public func summary() throws(IndexError) -> IndexSummary {
    let place = IndexPlace(path)
    let words = try words()
    let database = ["", "-wal"].compactMap { try? FileStatus(ofFile: place.database + $0).size }
    return IndexSummary(
      model: model.name, layer: model.layer, files: files.count,
      unfinishedFiles: files.values.count { !$0.isDone },
      sentences: sentences.reduce(0) { $0 + $1.count }, words: words.count,
      uses: words.reduce(0) { $0 + $1.uses }, databaseBytes: database.reduce(0, +),
      segmentBytes: segments.reduce(0) { $0 + $1.layout.size }, codeBytes: code.bytes,
      segments: segments.count)
  }

  /// Reads every byte, and holds what is written against the digests of when it was.
  ///
  /// - Parameter check: Called now and then; what it throws is thrown on.
  /// - Throws: `IndexError`, at the first fault.
  public func checkAll(checking check: () throws -> Void = {}) throws {
    try database.check()
    let entries = try database.read { try $0.segments() }
    let digests = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.digest) })
    for segment in segments {
      let digest = try sha256(ofFile: segment.path, checking: check)
      // One that has been merged meanwhile is not named any more.
      guard digests[segment.name] == nil || digests[segment.name] == digest else {
        throw IndexError.damaged(
          path: segment.path, what: "its bytes are not those that were written")
      }
      for run in 0..<segment.layout.words { _ = try segment.rows(ofRun: run) }
    }
    try database.read { database in
      try database.forEachBlock { block in
        try check()
        _ = try database.sentences(of: block)
      }
    }
    let digest = try model.weightsDigest()
    if let made = try database.read({ try $0.about()["digest"] }), made != digest {
      throw IndexError.otherModel(
        place: path, what: "weights of SHA-256", made: String(made.prefix(12)),
        given: String(digest.prefix(12)))
    }
  }
}

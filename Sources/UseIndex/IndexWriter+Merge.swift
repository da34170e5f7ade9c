import ContextualEmbeddings
import Platform

extension IndexWriter {
  /// Takes in all that another index has, which was made apart by the same model. Nothing is encoded.
  ///
  /// Files that both have are taken once.
  ///
  /// - Returns: How many uses came.
  /// - Throws: `IndexError`; `FileError.unwritable`.
  public func add(_ other: IndexedUses) throws -> Int {
    let known = Dictionary(
      try database.read { try $0.files() }.map { ($0.place, $0) },
      uniquingKeysWith: { first, _ in first })
    var isNew: Set<Int> = []
    for file in other.files.values {
      if let own = known[file.place] {
        guard own.digest == file.digest, own.options == file.options else {
          throw IndexError.twoVersions(path: file.path, places: [place.path, other.path])
        }
        // Of a file that both have begun, the first is gone on with.
      } else {
        isNew.insert(file.number)
      }
    }
    guard !isNew.isEmpty else { return 0 }
    try takeCodes(of: other)
    var written: [String] = []
    do {
      return try database.write { database in
        try other.database.read { source in
          try copy(source, of: other, files: isNew, to: database, naming: &written)
        }
      }
    } catch {
      for name in written { writing.remove("\(place.segments)/\(name)") }
      throw error
    }
  }

  private func copy(
    _ source: IndexReading, of other: IndexedUses, files: Set<Int>, to database: IndexWriting,
    naming written: inout [String]
  ) throws -> Int {
    let (sentenceShift, documentShift, metadataShift) = (
      try database.number("sentences"), try database.number("documents"),
      try database.number("metadata")
    )
    let sentences = sentenceShift + (try source.number("sentences"))
    guard sentences <= Int(UInt32.max) else {
      throw IndexError.unwritable(
        place: place.path, reason: "no more than \(UInt32.max) sentences")
    }
    var numbers: [Int: Int] = [:]
    for file in try source.files() where files.contains(file.number) {
      numbers[file.number] = try database.put(file)
    }
    for document in try source.documents() {
      guard let file = numbers[document.file] else { continue }
      try database.add(
        DocumentEntry(number: document.number + documentShift, file: file, name: document.name))
    }
    try source.forEachMetadata { try database.addMetadata($0 + metadataShift, $1) }
    var kept = SentenceSet()
    try source.forEachBlock { block in
      guard let file = numbers[block.file] else { return }
      kept.insert(block.range)
      let spans = try source.spans(of: block).map {
        SentenceBlock.Span(
          count: $0.count, document: $0.document == 0 ? 0 : $0.document + documentShift,
          metadata: $0.metadata == 0 ? 0 : $0.metadata + metadataShift)
      }
      try database.add(
        BlockEntry(
          first: block.first + sentenceShift, count: block.count, file: file,
          spans: SentenceBlock.pack(spans), sentences: block.sentences))
    }
    var words: [UInt32: UInt32] = [:]
    try source.forEachWordPart { keys, own in
      for (number, new) in zip(own, try database.numbers(ofWords: keys)) { words[number] = new }
    }
    var uses = 0
    var next = try database.number("segments")
    var recoding: ((UnsafeRawBufferPointer) -> [UInt8])?
    if let code, code.basis != other.code.basis {
      recoding = { code.encode([other.code.decode($0)]) }
    }
    // As the source is now: it may have been written to since it was opened.
    for entry in try source.segments() {
      let segment = try Segment(
        folder: IndexPlace(other.path).segments, entry, codeBytes: other.code.bytes)
      for run in 0..<segment.layout.words where words[segment.word(run)] == nil {
        throw IndexError.damaged(path: segment.path, what: "it names a word that there is not")
      }
      let merge = try SegmentMerge(
        [segment], shifts: [UInt32(sentenceShift)], number: { words[$1]! },
        keeping: { [kept] _, sentence in kept.contains(sentence) })
      guard merge.rows > 0 else { continue }
      let name = "\(next).uses"
      written.append(name)
      try database.add(
        merge.write(
          folder: place.segments, name: name, level: entry.level, codeBytes: other.code.bytes,
          recoding: recoding, by: writing))
      uses += merge.rows
      next += 1
    }
    try database.set("sentences", sentences)
    try database.set("documents", documentShift + source.number("documents"))
    try database.set("metadata", metadataShift + source.number("metadata"))
    try database.set("segments", next)
    return uses
  }
}

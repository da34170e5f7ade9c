import Platform

/// Several segments made into one, without the uses whose sentences are gone. Their memory does not grow with them.
struct SegmentMerge {
  /// A word's rows in one of them.
  private struct Run {
    let word: UInt32
    let segment: UInt32
    let firstRow: UInt32
    let endRow: UInt32
    /// How many of these stay.
    let kept: UInt32

    var rows: Range<Int> { Int(firstRow)..<Int(endRow) }
  }

  private let segments: [Segment]
  private let runs: [Run]
  private let sentenceShifts: [UInt32]
  private let kept: @Sendable (Int, UInt32) -> Bool

  /// - Parameters:
  ///   - number: What a segment's word is called in the new one.
  ///   - shifts: What is added to each segment's sentences.
  ///   - kept: Whether a segment's sentence is still there.
  init(
    _ segments: [Segment], shifts: [UInt32]? = nil,
    number: (_ segment: Int, _ word: UInt32) -> UInt32 = { $1 },
    keeping kept: @escaping @Sendable (_ segment: Int, _ sentence: UInt32) -> Bool
  ) throws(IndexError) {
    self.segments = segments
    self.kept = kept
    sentenceShifts = shifts ?? segments.map { _ in 0 }
    var runs: [Run] = []
    for (place, segment) in segments.enumerated() {
      for run in 0..<segment.layout.words {
        let rows = try segment.rows(ofRun: run)
        let count = rows.count { kept(place, segment.sentence($0)) }
        guard count > 0 else { continue }
        runs.append(
          Run(
            word: number(place, segment.word(run)), segment: UInt32(place),
            firstRow: UInt32(rows.lowerBound), endRow: UInt32(rows.upperBound),
            kept: UInt32(count)))
      }
    }
    self.runs = runs.sorted { ($0.word, $0.segment) < ($1.word, $1.segment) }
  }

  /// How many uses stay.
  var rows: Int { runs.reduce(0) { $0 + Int($1.kept) } }

  /// - Parameters:
  ///   - codeBytes: Of one code.
  ///   - recoding: Makes a code of another, where they are not kept as they are.
  /// - Throws: `FileError.unwritable`.
  func write(
    folder: String, name: String, level: Int, codeBytes: Int,
    recoding: ((UnsafeRawBufferPointer) -> [UInt8])? = nil, by writing: FileWriting
  ) throws(FileError) -> SegmentEntry {
    var words: [UInt32] = []
    var ends: [UInt32] = []
    for run in runs {
      let end = (ends.last ?? 0) + run.kept
      if words.last == run.word {
        ends[ends.count - 1] = end
      } else {
        words.append(run.word)
        ends.append(end)
      }
    }
    let layout = SegmentLayout(words: words.count, rows: rows, code: codeBytes)
    var file = try SegmentFile(folder: folder, name: name, layout, by: writing)
    for word in words { try file.append(number: word) }
    try file.align()
    for end in ends { try file.append(number: end) }
    try file.align()
    for run in runs {
      let (segment, shift) = (segments[Int(run.segment)], sentenceShifts[Int(run.segment)])
      for row in keptRows(of: run) { try file.append(number: segment.sentence(row) + shift) }
    }
    try file.align()
    for run in runs {
      let segment = segments[Int(run.segment)]
      for row in keptRows(of: run) { try file.append(number: UInt16(segment.token(row))) }
    }
    try file.align()
    // Codes are most of a segment: those that have been copied need not stay in memory.
    var copied = segments.map { _ in 0 }
    for run in runs {
      let place = Int(run.segment)
      let segment = segments[place]
      if let recoding {
        for row in keptRows(of: run) { try file.append(recoding(segment.codes(row..<row + 1))) }
      } else if run.kept == run.rows.count {
        try file.append(segment.codes(run.rows))
      } else {
        for row in keptRows(of: run) { try file.append(segment.codes(row..<row + 1)) }
      }
      if (run.rows.upperBound - copied[place]) * codeBytes >= 1 << 23 {
        segment.letGo(before: run.rows.upperBound, from: copied[place])
        copied[place] = run.rows.upperBound
      }
    }
    return SegmentEntry(
      name: name, level: level, rows: layout.rows, words: layout.words,
      digest: try file.finish())
  }

  private func keptRows(of run: Run) -> some Sequence<Int> {
    let place = Int(run.segment)
    let segment = segments[place]
    return run.rows.lazy.filter { kept(place, segment.sentence($0)) }
  }
}

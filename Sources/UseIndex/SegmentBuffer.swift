import Platform

/// Uses in memory, as they come, until there are enough for a file of their own.
struct SegmentBuffer {
  private var places: [String: UInt32] = [:]
  /// Of each word, by its place here.
  private(set) var keys: [String] = []
  private var counts: [Int] = []
  // Of each use.
  private var words: [UInt32] = []
  private var sentences: [UInt32] = []
  private var tokens: [UInt16] = []
  private var codes: [UInt8] = []

  var count: Int { words.count }

  /// - Parameters:
  ///   - keys: Of the words used, in their sentence's order.
  ///   - tokens: Their places there.
  ///   - codes: One after another.
  mutating func append(
    keys: [String], tokens: [Int], codes: [UInt8], ofSentence sentence: UInt32
  ) {
    for key in keys {
      if let place = places[key] {
        words.append(place)
        counts[Int(place)] += 1
      } else {
        let place = UInt32(self.keys.count)
        places[key] = place
        self.keys.append(key)
        counts.append(1)
        words.append(place)
      }
      sentences.append(sentence)
    }
    self.tokens += tokens.map(UInt16.init)
    self.codes += codes
  }

  /// Writes all as a segment.
  ///
  /// - Parameter numbers: Of the words, by their places here.
  /// - Throws: `FileError.unwritable`.
  func write(
    numbers: [UInt32], folder: String, name: String, codeBytes: Int, by writing: FileWriting
  ) throws(FileError) -> SegmentEntry {
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    var starts = [Int](repeating: 0, count: order.count)
    var ends: [UInt32] = []
    for word in order {
      starts[word] = ends.last.map(Int.init) ?? 0
      ends.append(UInt32(starts[word] + counts[word]))
    }
    var rows = [Int](repeating: 0, count: count)
    for (use, word) in words.enumerated() {
      rows[starts[Int(word)]] = use
      starts[Int(word)] += 1
    }
    let layout = SegmentLayout(words: order.count, rows: count, code: codeBytes)
    var file = try SegmentFile(folder: folder, name: name, layout, by: writing)
    for word in order { try file.append(number: numbers[word]) }
    try file.align()
    for end in ends { try file.append(number: end) }
    try file.align()
    for use in rows { try file.append(number: sentences[use]) }
    try file.align()
    for use in rows { try file.append(number: tokens[use]) }
    try file.align()
    for use in rows { try file.append(codes[use * codeBytes..<(use + 1) * codeBytes]) }
    return SegmentEntry(
      name: name, level: 0, rows: count, words: order.count, digest: try file.finish())
  }

  mutating func removeAll() {
    places.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    sentences.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
  }
}

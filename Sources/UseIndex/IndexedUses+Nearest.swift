import ContextualEmbeddings
import Corpora
import Synchronization
import Tensors

// N uses, C channels.

extension IndexedUses {
  /// A use and how alike it is to what was asked for.
  public struct Near: Sendable {
    public let use: IndexedUse
    /// The exact vector. Shape `[C]`
    public let vector: [Float]
    /// The cosine of the vectors.
    public let similarity: Double
  }

  /// How many uses are encoded again where nobody says: of the exact ten nearest among 290,000, 96 in 100 are among them.
  public static let usuallyReread = 20

  /// The uses whose vectors are most like one, the most alike first.
  ///
  /// All codes are looked through; the best of them are encoded again, and these alone are told apart exactly.
  ///
  /// - Parameters:
  ///   - vector: Shape `[C]`
  ///   - count: How many.
  ///   - word: Whose uses; `nil` for those of any word.
  ///   - condition: What holds of all; `nil` for nothing.
  ///   - reread: How many are encoded again; no fewer than `count`.
  ///   - excluded: Sentences whose uses are not wanted, as that of the use that was asked for.
  /// - Throws: `IndexError`.
  public func nearest(
    to vector: [Float], count: Int, among word: String? = nil, where condition: Condition? = nil,
    rereading reread: Int = IndexedUses.usuallyReread, excluding excluded: Set<UInt32> = []
  ) throws -> [Near] {
    let candidates = try nearestCodes(
      to: vector, count: max(count, reread), among: word, where: condition, excluding: excluded)
    var uses: [IndexedUse] = []
    try forEach(at: candidates.map(\.place).sorted()) { uses.append($0) }
    let vectors = try model.vectors(of: uses.map(\.use))
    return zip(uses, vectors).map { Near(use: $0, vector: $1, similarity: cosine(vector, $1)) }
      .sorted { ($1.similarity, $0.use.place) < ($0.similarity, $1.use.place) }
      .prefix(count).map { $0 }
  }

  /// The uses whose codes are most like a vector, the most alike first, and about how alike they are.
  ///
  /// - Throws: `IndexError`.
  public func nearestCodes(
    to vector: [Float], count: Int, among word: String? = nil, where condition: Condition? = nil,
    excluding excluded: Set<UInt32> = []
  ) throws(IndexError) -> [(place: UsePlace, similarity: Float)] {
    let allowed = try allowed(condition)
    var parts: [(segment: Int, rows: Range<Int>)] = []
    let number = try word.map { word throws(IndexError) in try self.number(ofWord: word) }
    for (place, segment) in segments.enumerated() {
      var rows = 0..<segment.layout.rows
      if let number {
        rows =
          try number.map { number throws(IndexError) in try segment.rows(ofWord: number) } ?? 0..<0
      }
      for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.rowsAtOnce) {
        parts.append((place, start..<min(rows.upperBound, start + Self.rowsAtOnce)))
      }
    }
    let queue = WorkQueue(count: parts.count)
    let best = Mutex<[Best.Row]>([])
    let (segments, code, query) = (segments, code, code.query(vector))
    ThreadPool(count: model.encoder.threads).run { [parts] _ in
      var own = Best(count: count)
      var similarities = [Float](repeating: 0, count: Self.rowsAtOnce)
      while let part = queue.next() {
        let (place, rows) = parts[part]
        let segment = segments[place]
        similarities.withUnsafeMutableBufferPointer { all in
          let some = UnsafeMutableBufferPointer(rebasing: all[..<rows.count])
          code.write(similaritiesOf: segment.codes(rows), to: query, into: some)
          for (offset, similarity) in some.enumerated() where similarity >= own.least {
            let row = rows.lowerBound + offset
            let sentence = segment.sentence(row)
            guard allowed?.contains(sentence) ?? true, !excluded.contains(sentence) else {
              continue
            }
            own.insert(.init(similarity: similarity, segment: place, row: row))
          }
        }
      }
      best.withLock { $0 += own.rows }
    }
    return best.withLock { $0 }.sorted().prefix(count).map { row in
      let segment = segments[row.segment]
      let token = segment.token(row.row)
      return (
        UsePlace(sentence: segment.sentence(row.row), tokens: token..<token + 1), row.similarity
      )
    }
  }

  /// Codes compared between two looks at what is left.
  private static var rowsAtOnce: Int { 1 << 14 }
}

/// The rows that are most alike of many.
private struct Best {
  struct Row: Comparable {
    let similarity: Float
    let segment: Int
    let row: Int

    /// The more alike first; of equals the one that was read first.
    static func < (a: Row, b: Row) -> Bool {
      (b.similarity, a.segment, a.row) < (a.similarity, b.segment, b.row)
    }
  }

  private let count: Int
  private(set) var rows: [Row] = []
  /// What a row has to have to be one of them.
  private(set) var least = -Float.infinity

  init(count: Int) { self.count = max(0, count) }

  mutating func insert(_ row: Row) {
    rows.append(row)
    // Now and then the worst are thrown away, many at once.
    guard rows.count >= 2 * count + 64 else { return }
    rows.sort()
    rows.removeSubrange(count...)
    least = rows.last?.similarity ?? .infinity
  }
}

/// A text of more rows than a model has positions, cut into windows that overlap by half.
///
/// Each row is read in the window where it has the most context: where the shorter of its two sides
/// is longest. A side that ends with the text lacks nothing.
struct Windows: Sendable, Hashable {
  /// The rows of each window, in order. Never empty.
  let ranges: [Range<Int>]
  private let rows: Int
  private let step: Int

  /// - Parameters:
  ///   - rows: Rows of the text, without `[CLS]` and `[SEP]`.
  ///   - size: The most rows one window holds.
  init(rows: Int, size: Int) {
    precondition(size > 0, "a window holds at least one row")
    self.rows = rows
    step = max(1, size / 2)
    guard rows > size else {
      ranges = [0..<rows]
      return
    }
    ranges =
      stride(from: 0, to: rows - size, by: step).map { $0..<$0 + size } + [rows - size..<rows]
  }

  /// The window in which a row has the most context; of equals the first.
  ///
  /// - Complexity: O(1): a row is in four windows at most.
  func best(for row: Int) -> Int {
    let first = max(0, (row - ranges[0].count) / step)
    var best = (window: 0, context: -1)
    for window in first..<ranges.count {
      let range = ranges[window]
      if range.lowerBound > row { break }
      guard range.contains(row) else { continue }
      let before = range.lowerBound == 0 ? rows : row - range.lowerBound
      let after = range.upperBound == rows ? rows : range.upperBound - 1 - row
      if min(before, after) > best.context { best = (window, min(before, after)) }
    }
    return best.window
  }
}

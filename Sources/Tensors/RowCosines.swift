// R rows, C channels.

extension StoredTensor {
  /// The cosines of some rows with directions: 0 where a row has none, and not a number where its length is none.
  /// Shape `[directions, R]`.
  ///
  /// - Parameter directions: Of length 1. Shape `[directions][C]`.
  public func cosines(of rows: Range<Int>, with directions: [[Float]]) -> [[Float]] {
    let width = shape[1]
    var cosines = directions.map { _ in [Float](repeating: 0, count: rows.count) }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { space in
      let row = UnsafeBufferPointer(space)
      for (place, number) in rows.enumerated() {
        write(row: number, to: space.baseAddress!)
        let square = dot(row, row)
        guard square != 0 else { continue }
        let length = square.isFinite ? square.squareRoot() : .nan
        for (index, direction) in directions.enumerated() {
          cosines[index][place] = direction.withUnsafeBufferPointer { dot(row, $0) } / length
        }
      }
    }
    return cosines
  }
}

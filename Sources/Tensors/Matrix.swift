/// Numbers in rows, one row after another.
public struct Matrix: Sendable, Hashable {
  public let rows: Int
  public let columns: Int
  /// Shape `[rows, columns]`.
  public var values: [Float]

  /// - Precondition: `values` holds exactly `rows · columns` numbers.
  public init(rows: Int, columns: Int, values: [Float]) {
    precondition(
      values.count == rows * columns, "\(values.count) numbers for [\(rows), \(columns)]")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public init(rows: Int, columns: Int, repeating value: Float = 0) {
    self.init(
      rows: rows, columns: columns, values: [Float](repeating: value, count: rows * columns))
  }

  /// Whether all are numbers, and none is infinite.
  public var isFinite: Bool {
    // Without a way out of the loop, which the compiler then does many at a time.
    var strange: UInt32 = 0
    for value in values { strange |= (value.bitPattern & 0x7F80_0000) &+ 0x0080_0000 }
    return strange & 0x8000_0000 == 0
  }

  public subscript(row: Int, column: Int) -> Float {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// One row. Shape `[columns]`.
  public func row(_ row: Int) -> [Float] {
    Array(values[row * columns..<(row + 1) * columns])
  }

  /// Some rows in a matrix of their own.
  public func rows(_ range: Range<Int>) -> Matrix {
    Matrix(
      rows: range.count, columns: columns,
      values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
  }

  /// Some columns in a matrix of their own.
  public func columns(_ range: Range<Int>) -> Matrix {
    var part: [Float] = []
    part.reserveCapacity(rows * range.count)
    for row in 0..<rows {
      part += values[row * columns + range.lowerBound..<row * columns + range.upperBound]
    }
    return Matrix(rows: rows, columns: range.count, values: part)
  }

  /// Matrices of the same height side by side.
  public static func concatenating(_ parts: [Matrix]) -> Matrix {
    let rows = parts.first?.rows ?? 0
    var values: [Float] = []
    values.reserveCapacity(parts.reduce(0) { $0 + $1.values.count })
    for row in 0..<rows {
      for part in parts {
        values += part.values[row * part.columns..<(row + 1) * part.columns]
      }
    }
    return Matrix(rows: rows, columns: parts.reduce(0) { $0 + $1.columns }, values: values)
  }

  /// The sum of two matrices of one shape.
  public static func + (a: Matrix, b: Matrix) -> Matrix {
    precondition(a.rows == b.rows && a.columns == b.columns, "shapes differ")
    var sum = a
    for index in sum.values.indices { sum.values[index] += b.values[index] }
    return sum
  }
}

import Platform

/// Rows under named columns, aligned in any script, no wider than the window.
public struct Table: Sendable, Hashable {
  public struct Column: Sendable, Hashable {
    public let name: String
    public let isRight: Bool
    /// Whether it gives up width where there is too little.
    public let shrinks: Bool
    /// Whether it only draws what another column says, so that plain text does without.
    public let isDrawing: Bool
    /// Whether what it draws goes to either side of a middle line.
    public let isSigned: Bool

    /// - Parameters:
    ///   - right: Whether its cells end in line, as numbers do.
    ///   - shrinks: Whether it gives up width where there is too little.
    ///   - isDrawing: Whether it only draws what another column says.
    ///   - isSigned: Whether that goes to either side of a middle line.
    public init(
      _ name: String, right: Bool = false, shrinks: Bool = false, isDrawing: Bool = false,
      isSigned: Bool = false
    ) {
      self.name = name.onOneLine
      isRight = right
      self.shrinks = shrinks
      self.isDrawing = isDrawing
      self.isSigned = isSigned
    }
  }

  public let columns: [Column]
  public let rows: [[Run]]

  /// - Precondition: Every row has a cell for each column.
  public init(_ columns: [Column], _ rows: [[Run]]) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a cell for each column")
    self.columns = columns
    self.rows = rows
  }

  public init(_ columns: [Column], text rows: [[String]]) {
    self.init(columns, rows.map { $0.map { Run($0) } })
  }
}

import JSON

/// An answer as rows under named columns, for TSV and CSV.
public struct Rows: Sendable {
  /// The name of each column.
  public var columns: [String] = []
  public var values: [[JSONValue]] = []

  public init(columns: [String] = [], _ values: [[JSONValue]] = []) {
    (self.columns, self.values) = (columns, values)
  }
}

/// How an answer becomes rows, declared once.
public struct RowFields<Found>: Sendable {
  public let description: [FieldDescription]
  let rows: @Sendable (Found) -> Rows

  /// - Parameter subjects: What each row is of.
  public init<Subject>(
    _ fields: [Field<Subject>], _ subjects: @escaping @Sendable (Found) -> [Subject]
  ) {
    description = fields.map(\.description)
    rows = { found in
      let subjects = subjects(found)
      let values = subjects.map { subject in fields.map { $0.value(subject) } }
      return Rows(
        columns: zip(fields, fields.indices).flatMap { field, place in
          guard let first = field.firstColumn else { return [field.name] }
          let most = values.map { $0[place].array?.count ?? 0 }.max() ?? 0
          return (0..<most).map { "\(field.name)_\(first + $0)" }
        },
        values.map { values in
          zip(fields, values).flatMap { field, value in
            field.firstColumn == nil ? [value] : value.array ?? []
          }
        })
    }
  }

  /// One row.
  public init(_ fields: [Field<Found>]) { self.init(fields) { [$0] } }

  /// Rows that something else has made.
  init(
    _ description: [FieldDescription] = [], _ rows: @escaping @Sendable (Found) -> Rows
  ) {
    (self.description, self.rows) = (description, rows)
  }

  /// The same, of what is part of something else.
  func of<Whole>(_ part: @escaping @Sendable (Whole) -> Found) -> RowFields<Whole> {
    let rows = rows
    return RowFields<Whole>(description) { rows(part($0)) }
  }

  public static var none: RowFields { RowFields([Field<Found>]()) { _ in [] } }
}

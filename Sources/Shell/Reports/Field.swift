import JSON

/// A named value of an answer, declared once: its name for machines, what it is, how it is found, and, where it is a
/// column of a table, how people are shown it.
public struct Field<Subject>: Sendable {
  /// The member of a JSON object and the head of a column. Names are for good.
  public let name: String
  /// In one line, for the reference.
  public let meaning: String
  public let kind: Kind
  /// The number of the first of the columns that a list of numbers takes in a row; `nil` for a value that takes one.
  public let firstColumn: Int?
  /// Whether it is left out where there is nothing to say.
  public let isLeftOut: Bool
  let value: @Sendable (Subject) -> JSONValue
  /// Whether there is what it is a value of; `nil` where that always is.
  private(set) var isThere: (@Sendable (Subject) -> Bool)?
  /// How it stands in a table for people; `nil` where it does not.
  let column: TableColumn<Subject>?

  private init(
    _ name: String, _ meaning: String, _ kind: Kind, firstColumn: Int? = nil,
    isLeftOut: Bool = false, column: TableColumn<Subject>?,
    _ value: @escaping @Sendable (Subject) -> JSONValue
  ) {
    (self.name, self.meaning, self.kind) = (name, meaning, kind)
    (self.firstColumn, self.isLeftOut) = (firstColumn, isLeftOut)
    (self.column, self.value) = (column, value)
  }

  /// - Parameters:
  ///   - title: The head of its column, where people see it in a table.
  ///   - shrinks: Whether the column gives up width where there is too little.
  ///   - shown: How people are shown it; without it, as its type says.
  public init<Value: Datum>(
    _ name: String, _ meaning: String, title: String? = nil, shrinks: Bool? = nil,
    as shown: @escaping @Sendable (Value) -> String = { $0.shown },
    _ value: @escaping @Sendable (Subject) -> Value
  ) {
    let column = title.map { title in
      TableColumn<Subject>(
        .init(title, right: Value.kind.isNumber, shrinks: shrinks ?? !Value.kind.isNumber)
      ) { Run(shown(value($0))) }
    }
    self.init(name, meaning, Value.kind, column: column) { value($0).json }
  }

  /// What is made of the kind that is named.
  init(
    _ name: String, _ meaning: String, kind: Kind,
    _ value: @escaping @Sendable (Subject) -> JSONValue
  ) {
    self.init(name, meaning, kind, column: nil, value)
  }

  /// A list of objects.
  ///
  /// - Parameter kind: What many answers call them.
  public init<Element>(
    _ name: String, _ meaning: String, each fields: [Field<Element>], named kind: String? = nil,
    _ value: @escaping @Sendable (Subject) -> [Element]
  ) {
    let members = fields.map(\.description)
    self.init(
      name, meaning, .list(kind.map { .named($0, members) } ?? .object(members)), column: nil
    ) {
      .array(value($0).map { .object(fields.object(of: $0)) })
    }
  }

  /// An object, or null where there is none.
  public init<Element>(
    _ name: String, _ meaning: String, with fields: [Field<Element>],
    _ value: @escaping @Sendable (Subject) -> Element?
  ) {
    self.init(name, meaning, .optional(.object(fields.map(\.description))), column: nil) {
      value($0).map { .object(fields.object(of: $0)) } ?? .null
    }
  }

  /// A list whose values take a column each in a row, numbered in its head.
  func spread(from first: Int) -> Field {
    Field(name, meaning, kind, firstColumn: first, column: nil, value)
  }

  /// The same, left out where it is null or empty.
  var whereKnown: Field { Field(name, meaning, kind, isLeftOut: true, column: column, value) }

  /// The same, of what is part of something else.
  func of<Whole>(_ part: @escaping @Sendable (Whole) -> Subject) -> Field<Whole> {
    let value = value
    return Field<Whole>(
      name, meaning, kind, firstColumn: firstColumn, isLeftOut: isLeftOut, column: column?.of(part)
    ) { value(part($0)) }
  }

  /// The same, of what may not be there.
  func ofOptional<Whole>(
    _ part: @escaping @Sendable (Whole) -> Subject?
  ) -> Field<Whole> {
    let value = value
    return Field<Whole>(name, meaning, .optional(kind), isLeftOut: isLeftOut, column: nil) {
      part($0).map(value) ?? .null
    }
  }

  /// The same, of a part that some answers lack, which leave it out.
  func ofPart<Whole>(_ part: @escaping @Sendable (Whole) -> Subject?) -> Field<Whole> {
    let value = value
    var field = Field<Whole>(
      name, meaning, kind, firstColumn: firstColumn, isLeftOut: isLeftOut, column: nil
    ) { part($0).map(value) ?? .null }
    field.isThere = { part($0) != nil }
    return field
  }

  public var description: FieldDescription {
    FieldDescription(
      name: name, meaning: meaning, kind: kind, firstColumn: firstColumn,
      isLeftOut: isLeftOut || isThere != nil,
      title: column?.head.name)
  }
}

/// What the reference says of a field.
public struct FieldDescription: Sendable {
  public let name: String
  public let meaning: String
  public let kind: Kind
  /// The number of the first of the columns that a list takes in a row; `nil` for a value that takes one.
  public let firstColumn: Int?
  /// Whether it is left out where there is nothing to say.
  public let isLeftOut: Bool
  /// The head of its column in a table for people; `nil` where it has none.
  public var title: String?
}

extension Kind {
  /// Whether columns of it end in line.
  var isNumber: Bool {
    switch self {
    case .count, .number: true
    case .optional(let kind): kind.isNumber
    case .flag, .text, .list, .object, .named, .any: false
    }
  }
}

/// What stands in a column of a table for people.
struct TableColumn<Subject>: Sendable {
  let head: Table.Column
  let run: @Sendable (Subject) -> Run

  init(_ head: Table.Column, _ run: @escaping @Sendable (Subject) -> Run) {
    (self.head, self.run) = (head, run)
  }

  func of<Whole>(_ part: @escaping @Sendable (Whole) -> Subject) -> TableColumn<Whole> {
    let run = run
    return TableColumn<Whole>(head) { run(part($0)) }
  }
}

extension Array {
  /// The JSON object of some fields.
  func object<Subject>(of subject: Subject) -> JSONObject where Element == Field<Subject> {
    var object = JSONObject()
    for field in self where field.isThere?(subject) ?? true {
      let value = field.value(subject)
      if field.isLeftOut, value.isNull || value == [] { continue }
      object[field.name] = value
    }
    return object
  }

  /// The same, of what is part of something else.
  func of<Subject, Whole>(
    _ part: @escaping @Sendable (Whole) -> Subject
  ) -> [Field<Whole>] where Element == Field<Subject> { map { $0.of(part) } }

  /// Those with some names, in that order.
  ///
  /// - Precondition: There is one of each name.
  func only<Subject>(_ names: String...) -> [Field<Subject>] where Element == Field<Subject> {
    names.map { name in first { $0.name == name }! }
  }

  /// The columns of a table for people.
  func columns<Subject>() -> [TableColumn<Subject>] where Element == Field<Subject> {
    compactMap(\.column)
  }
}

extension Table {
  /// - Parameter columns: Those of fields with a title, and what only draws what they say.
  init<Subject>(_ rows: some Sequence<Subject>, _ columns: [TableColumn<Subject>]) {
    self.init(columns.map(\.head), rows.map { row in columns.map { $0.run(row) } })
  }
}

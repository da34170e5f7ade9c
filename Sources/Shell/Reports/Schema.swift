/// What every answer says: the members of its JSON object and the columns of its rows, as they are declared.
public struct Schema: Sendable {
  public let command: String
  public let members: [FieldDescription]
  public let columns: [FieldDescription]

  public init<Command: SessionCommand>(of type: Command.Type) {
    command = type.name
    members = type.fields.map(\.description)
    columns = type.rows.description
  }

  /// One thing that can stand in an answer.
  public struct Entry: Sendable {
    /// `first[].share` is the member `share` of each object in the list `first`.
    public let path: String
    public let type: String
    public let meaning: String
  }

  /// The members, those of objects below them.
  public var entries: [Entry] { Self.entries(of: members) }

  public var columnEntries: [Entry] {
    columns.map { column in
      let name = column.firstColumn.map { "\(column.name)_\($0), …" } ?? column.name
      return Entry(
        path: name, type: column.firstColumn == nil ? column.kind.name : "number",
        meaning: column.meaning)
    }
  }

  /// The columns of tables for people, by their heads.
  var titled: [(head: String, meaning: String)] {
    func all(_ members: [FieldDescription]) -> [(head: String, meaning: String)] {
      members.flatMap { member in
        (member.title.map { [($0, member.meaning)] } ?? []) + all(member.kind.members.members)
      }
    }
    return all(members).filter { !$0.head.isEmpty }
  }

  static func entries(of members: [FieldDescription], in path: String = "") -> [Entry] {
    members.flatMap { member -> [Entry] in
      let path = path.isEmpty ? member.name : "\(path).\(member.name)"
      let (inner, isList) = member.kind.members
      return [Entry(path: path, type: member.kind.name, meaning: member.meaning)]
        + entries(of: inner, in: isList ? path + "[]" : path)
    }
  }

  /// The objects that many answers hold, each once.
  public static var shared: [(name: String, members: [FieldDescription])] {
    [
      ("use", ResolvedUse.fields.map(\.description)),
      ("token", ReadToken.fields.map(\.description)),
    ]
  }
}

extension Kind {
  /// In words.
  public var name: String {
    switch self {
    case .flag: "true or false"
    case .count: "whole number"
    case .number: "number"
    case .text: "text"
    case .list(let kind): "list of \(kind.plural)"
    case .object: "object"
    case .named(let name, _): "a \(name)"
    case .optional(let kind): "\(kind.name) or null"
    case .any: "any value"
    }
  }

  private var plural: String {
    switch self {
    case .flag: "true or false"
    case .count: "whole numbers"
    case .number: "numbers"
    case .text: "texts"
    case .list(let kind): "lists of \(kind.plural)"
    case .object: "objects"
    case .named(let name, _): "\(name)s"
    case .optional(let kind): "\(kind.plural) or null"
    case .any: "values"
    }
  }

  /// Of an object, or of a list of objects, what is in it that has no page of its own.
  var members: (members: [FieldDescription], isList: Bool) {
    switch self {
    case .object(let members): (members, false)
    case .optional(let kind): kind.members
    case .list(let kind): (kind.members.members, true)
    case .flag, .count, .number, .text, .named, .any: ([], false)
    }
  }
}

import UnicodeText

/// The members of an object. Names are told apart by their UTF-8, not by canonical equivalence.
public struct JSONObject: Sendable, ExpressibleByDictionaryLiteral {
  public struct Member: Sendable, Hashable {
    public let name: String
    public var value: JSONValue

    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// Members in their order, made when they are asked for where they were read.
  public struct Members: Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
    fileprivate enum Storage {
      case made([Member])
      case read(JSONParts)
    }

    fileprivate var storage: Storage

    /// Where they were read.
    var parts: JSONParts? { if case .read(let parts) = storage { parts } else { nil } }

    fileprivate init(storage: Storage) { self.storage = storage }

    public init(arrayLiteral elements: Member...) { storage = .made(elements) }

    public var startIndex: Int { 0 }

    public var endIndex: Int {
      switch storage {
      case .made(let members): members.count
      case .read(let parts): parts.places.count
      }
    }

    public subscript(index: Int) -> Member {
      switch storage {
      case .made(let members): members[index]
      case .read(let parts): parts.member(index)
      }
    }
  }

  public private(set) var members: Members

  public init() { self.init(distinct: []) }

  /// - Precondition: No name comes twice.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    let members = elements.map { Member(name: $0.0, value: $0.1) }
    precondition(Set(members.map { ExactName($0.name) }).count == members.count, "a name twice")
    self.init(distinct: members)
  }

  /// For who has seen to it that no name comes twice.
  package init(distinct members: [Member]) { self.members = Members(storage: .made(members)) }

  init(_ parts: JSONParts) { members = Members(storage: .read(parts)) }

  public var names: [String] {
    switch members.storage {
    case .made(let members): members.map(\.name)
    case .read(let parts): parts.places.indices.map(parts.name)
    }
  }

  /// Sets a member where it stands, or adds it at the end; nil removes it.
  ///
  /// - Complexity: O(*n*)
  public subscript(name: String) -> JSONValue? {
    get {
      switch members.storage {
      case .made(let members): members.first { isSame($0.name, name) }?.value
      case .read(let parts): parts.firstIndex(of: name).map(parts.value(behindName:))
      }
    }
    set {
      // Taken out, so that they are changed where they are.
      var made: [Member] =
        if case .made(let members) = members.storage { members } else { Array(members) }
      members = Members(storage: .made([]))
      let place = made.firstIndex { isSame($0.name, name) }
      switch (place, newValue) {
      case (let place?, let value?): made[place].value = value
      case (let place?, nil): made.remove(at: place)
      case (nil, let value?): made.append(Member(name: name, value: value))
      case (nil, nil): break
      }
      members = Members(storage: .made(made))
    }
  }
}

extension JSONObject: Hashable {
  public static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.members.elementsEqual(b.members)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(members.count)
    for member in members { hasher.combine(member) }
  }
}

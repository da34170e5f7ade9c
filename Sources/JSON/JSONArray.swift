/// The elements of an array, made when they are asked for where they were read.
public struct JSONArray: Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
  private enum Storage {
    case made([JSONValue])
    case read(JSONParts)
  }

  private let storage: Storage

  public init(_ values: [JSONValue]) { storage = .made(values) }

  public init(arrayLiteral elements: JSONValue...) { self.init(elements) }

  init(_ parts: JSONParts) { storage = .read(parts) }

  /// Where it was read.
  var parts: JSONParts? { if case .read(let parts) = storage { parts } else { nil } }

  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .made(let values): values.count
    case .read(let parts): parts.places.count
    }
  }

  public subscript(index: Int) -> JSONValue {
    switch storage {
    case .made(let values): values[index]
    case .read(let parts): parts.value(index)
    }
  }
}

extension JSONArray: Hashable {
  public static func == (a: JSONArray, b: JSONArray) -> Bool { a.elementsEqual(b) }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for value in self { hasher.combine(value) }
  }
}

import UnicodeText

/// What a corpus says of a passage, by name and in its order.
///
/// What is said of a structure around it bears that structure's name in front, as in `doc.year`.
public struct Metadata: Sendable, Hashable {
  public struct Entry: Sendable, Hashable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name.streamSafe
      self.value = value
    }
  }

  public private(set) var entries: [Entry]

  public init(_ entries: [Entry] = []) { self.entries = entries }

  /// The value of a name, of several the narrowest; without one, that of the narrowest structure that has the name.
  public subscript(name: String) -> String? {
    if let entry = entries.last(where: { $0.name == name }) { return entry.value }
    return entries.last {
      $0.name.utf8.count > name.utf8.count && $0.name.hasSuffix(name)
        && $0.name.utf8.dropLast(name.utf8.count).last == UInt8(ascii: ".")
    }?.value
  }

  public var isEmpty: Bool { entries.isEmpty }

  mutating func append(_ name: String, _ value: String) { entries.append(Entry(name, value)) }

  static func + (wider: Metadata, narrower: Metadata) -> Metadata {
    if wider.isEmpty { return narrower }
    return narrower.isEmpty ? wider : Metadata(wider.entries + narrower.entries)
  }
}

/// The structures of a corpus that are open where it is being read, the widest first.
struct Structures {
  private struct Structure {
    let name: String
    let metadata: Metadata
  }

  private var open: [Structure] = []
  /// What is said of all of them.
  private(set) var metadata = Metadata()

  /// Those that hold one sentence, and those that part the text.
  static let sentences: Set<String> = ["s", "sentence"]
  /// Those that hold a whole document.
  static let documents: Set<String> = ["doc", "text", "file", "bncDoc", "TEI", "TEI.2", "article"]
  private static let names = ["id", "xml:id", "name", "title", "n"]

  func contains(_ name: String) -> Bool { open.contains { $0.name == name } }

  /// Opens a structure.
  ///
  /// - Parameter attributes: Their names bear that of the structure afterwards.
  mutating func open(_ name: String, _ attributes: [Metadata.Entry]) {
    let entries = attributes.map { Metadata.Entry("\(name).\($0.name)", $0.value) }
    open.append(Structure(name: name, metadata: Metadata(entries)))
    metadata = metadata + Metadata(entries)
  }

  /// Adds what is said of the innermost one, without its name.
  mutating func annotate(_ entries: [Metadata.Entry]) {
    guard !entries.isEmpty, let last = open.popLast() else { return }
    open.append(Structure(name: last.name, metadata: last.metadata + Metadata(entries)))
    metadata = metadata + Metadata(entries)
  }

  /// Closes the innermost structure of a name, and all in it.
  ///
  /// - Returns: Whether there was one.
  mutating func close(_ name: String) -> Bool {
    guard let place = open.lastIndex(where: { $0.name == name }) else { return false }
    let hadMetadata = open[place...].contains { !$0.metadata.isEmpty }
    open.removeSubrange(place...)
    if hadMetadata { metadata = open.reduce(Metadata()) { $0 + $1.metadata } }
    return true
  }

  /// What the attributes of a document call it.
  static func name(of attributes: [Metadata.Entry]) -> String? {
    for name in names {
      if let attribute = attributes.first(where: { $0.name == name }) { return attribute.value }
    }
    return nil
  }
}

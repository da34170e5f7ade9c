/// A name that equals only what has the same bytes.
package struct ExactName: Hashable, Sendable {
  package let name: String

  package init(_ name: String) { self.name = name }

  package static func == (a: ExactName, b: ExactName) -> Bool { isSame(a.name, b.name) }

  package func hash(into hasher: inout Hasher) {
    var name = name
    name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// Whether two texts have the same bytes; Swift takes canonically equivalent ones for equal.
package func isSame(_ a: String, _ b: String) -> Bool {
  var (a, b) = (a, b)
  return a.withUTF8 { a in b.withUTF8 { b in a.count == b.count && a.elementsEqual(b) } }
}

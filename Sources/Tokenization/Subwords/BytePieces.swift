/// The pieces for single bytes, `<0x00>` to `<0xFF>`, which stand for what has no piece of its own. Some may be missing.
struct BytePieces: Sendable {
  /// By byte; -1 for none.
  private let ids: [Int32]

  init(_ trie: PieceTrie) {
    ids = (0..<256).map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return trie.id(of: "<0x\(byte < 16 ? "0" : "")\(digits)>") ?? -1
    }
  }

  /// A piece for each byte; `nil` where one is missing.
  func ids(of text: Span<UInt8>) -> [Int32]? {
    var found: [Int32] = []
    for index in text.indices {
      let id = ids[Int(text[index])]
      if id < 0 { return nil }
      found.append(id)
    }
    return found
  }
}

/// The bytes of a scalar of well-formed UTF-8, by the first.
@inline(__always)
func scalarLength(_ lead: UInt8) -> Int { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

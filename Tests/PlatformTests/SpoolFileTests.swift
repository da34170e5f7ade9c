import Platform
import Testing

struct SpoolFileTests {
  @Test func whatGoesInComesOutInOrder() throws {
    let file = try SpoolFile()
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    for start in stride(from: 0, to: bytes.count, by: 70_001) {
      try file.write(Array(bytes[start...].prefix(70_001)))
    }
    for _ in 0..<2 {
      var found: [UInt8] = []
      try file.forEachPart { found += $0 }
      #expect(found == bytes)
    }
    try SpoolFile().forEachPart { _ in Issue.record("nothing was written") }
  }
}

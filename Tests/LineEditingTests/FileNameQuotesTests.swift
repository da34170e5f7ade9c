import Testing

@testable import LineEditing

@Suite struct FileNameQuotesTests {
  @Test(
    arguments: [
      (#"plain name"#, #"plain name"#), (#"a"b"#, #"a\"b"#), (#"a\b"#, #"a\\b"#),
      (#"a\"b"#, #"a\\\"b"#), (#"[a]"#, #"[a]"#), (#"\[a\\]"#, #"\[a\\]"#), (#"a\"#, #"a\\"#),
      ("", ""),
    ])
  func namesAreWrittenAsTheyAreRead(name: String, written: String) {
    #expect(FileNameQuotes.escaped(Array(name.utf8)) == Array(written.utf8))
    #expect(FileNameQuotes.unescaped(Array(written.utf8)) == Array(name.utf8))
  }

  /// All names of up to six bytes of those that matter.
  @Test func everyNameComesBack() {
    var names: [[UInt8]] = [[]]
    for _ in 0..<6 {
      names = names.flatMap { name in #"a"\["#.utf8.map { name + [$0] } } + [[]]
      for name in names {
        #expect(FileNameQuotes.unescaped(FileNameQuotes.escaped(name)) == name)
      }
    }
  }
}

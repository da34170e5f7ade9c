import TestSupport
import Testing
import UnicodeText

@testable import Tokenization

/// What patterns match; that they match what Oniguruma does is seen by the tokenizers of TokenizerGoldenTests.
struct PatternTests {
  private func matches(_ pattern: String, _ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    var found: [String] = []
    try Pattern(pattern).forEachMatch(in: bytes.span, within: bytes.indices) {
      found.append(String(decoding: bytes[$0], as: UTF8.self))
    }
    return found
  }

  @Test(
    arguments: [
      ("a|ab", "abab", ["a", "a"]), ("ab|a", "aab", ["a", "ab"]), ("a*?b", "aab", ["aab"]),
      ("a{2}", "aaaaa", ["aa", "aa"]), ("a{2,}", "aaaaa", ["aaaaa"]),
      ("a{,2}", "aaa", ["aa", "a"]),
      ("a{2}?b", "aabb", ["aab", "b"]), ("a{x", "a{x", ["a{x"]), ("[^a-c]+", "abdec", ["de"]),
      ("[]a]+", "a]b", ["a]"]), ("[a-z&&[^aeiou]]+", "hello", ["h", "ll"]),
      (#"\s+(?!\S)"#, "a   b  ", ["  ", "  "]),
      (#"(?<=\p{L})\p{N}"#, "a1 2", ["1"]), ("(?=b)", "ab", [""]), ("x*", "axb", ["", "x", ""]),
      (#"\bb"#, "b ab b", ["b", "b"]), ("^a|b$", "a\na\nb\n", ["a", "a", "b"]),
      (#"\x41\u0042\x{43}"#, "ABC", ["ABC"]),
      ("(?i:k)", "kK\u{212A}", ["k", "K", "\u{212A}"]), ("(?i)é", "É", ["É"]),
      (#"\p{^Lu}\P{Ll}"#, "aA", ["aA"]),
      (".", "\n\u{1F600}", ["\u{1F600}"]), (#"\p{N}{1,3}+"#, "12345", ["12345"]),
      ("a++b|a", "aac", ["a", "a"]),
      ("a?+a", "aa", ["aa"]), (#"\d"#, "²3٣", ["3", "٣"]),
      (#"\p{Cc}"#, "a\0", ["\0"]), ("[^a]", "a\0", ["\0"]), (#"\w+"#, "a\u{200D}b½", ["a", "b½"]),
    ] as [(String, String, [String])])
  func whatIsMatched(pattern: String, text: String, expected: [String]) throws {
    #expect(try matches(pattern, text) == expected, "\(pattern)")
  }

  @Test(arguments: [
    ("(?>a)", PatternError.unsupported("“(?>”")), ("(?<name>a)", .unsupported("“(?<”")),
    ("(?=ab)", .unsupported("“(?=…)” of more than one character")),
    (#"\p{Han}"#, .unsupported(#"“\p{Han}”"#)),
    (#"\G"#, .unsupported(#"“\G”"#)), ("[[:alpha:]]", .unsupported("“[:”")),
    ("(ab)*+", .unsupported("“*+” behind more than one character")),
    ("(?i)ss", .unsupported("“ss” without distinction of case")),
    ("(?i)ß", .unsupported("“ß” without distinction of case")),
    ("a{9999}", .unsupported("more than 256 repetitions")),
    ("(a", .malformed("a group is not closed")),
    ("a)", .malformed("“)” closes no group")), ("[a", .malformed("“[” is not closed")),
    ("*a", .malformed("“*” repeats nothing")),
    (#"a\"#, .malformed("a backslash at the end")),
    ("[z-a]", .malformed("a range in brackets without a first and last character in order")),
    ("((a{200}){200}){200}", .tooLarge(states: Pattern.mostStates)),
    (String(repeating: "(", count: 100), .malformed("groups in more than 64 groups")),
  ])
  func whatIsRefused(pattern: String, error: PatternError) {
    #expect(throws: error) { try Pattern(pattern) }
    #expect(!error.description.contains("\n"))
  }

  /// Nothing backtracks: neither within a match nor from match to match.
  @Test(arguments: [
    ("(a|aa)+b", "a"), ("a*b|a", "a"), (#"\s*[\r\n]+|\s+(?!\S)|\s+"#, "\n  "), ("(a*)*c", "a"),
    (".*x|.", "é"),
  ])
  func takesLinearTime(pattern: String, unit: String) throws {
    let pattern = try Pattern(pattern)
    expectLinearTime(upTo: 200_000 / unit.utf8.count) { count in
      let bytes = Array(String(repeating: unit, count: count).utf8)
      var matches = 0
      pattern.forEachMatch(in: bytes.span, within: bytes.indices) { _ in matches += 1 }
    }
  }
}

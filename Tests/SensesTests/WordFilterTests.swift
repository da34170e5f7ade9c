import Testing
import UnicodeText

@testable import Senses

@Suite struct WordFilterTests {
  static func mayFind(_ word: String, in line: String) -> Bool {
    WordFilter(word).mayFind(in: Array(line.utf8).span)
  }

  @Test func caseDoesNotCount() {
    for line in ["bank", "the BANK.", "a Bank", "embankment", "xxban bank"] {
      #expect(Self.mayFind("Bank", in: line), "\(line)")
    }
    for line in ["", "ban", "ban k", "bang", "the river"] {
      #expect(!Self.mayFind("bank", in: line), "\(line)")
    }
  }

  @Test func theLongestRunOfTheWordIsLookedFor() {
    #expect(Self.mayFind("ice cream", in: "he said CREAM"))
    #expect(!Self.mayFind("ice cream", in: "nice"))
    #expect(Self.mayFind("naïveté", in: "NAÏVETÉ"))
    #expect(Self.mayFind("水", in: "anything"))
  }

  /// A scalar that folds to ASCII letters would be missed by its bytes, so each must be known.
  @Test func everyScalarThatFoldsToASCIIIsLetThrough() {
    for value in UInt32(0x80)...0x1FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let folded = String(scalar).wordKey
      guard let ascii = folded.utf8.first(where: { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 }),
        folded.unicodeScalars.contains(where: { $0.value < 0x80 && $0.properties.isAlphabetic })
      else { continue }
      let word = String(UnicodeScalar(ascii))
      // A letter with a mark composes: "é" stays "é", and holds no ASCII after all.
      #expect(
        Self.mayFind(word, in: "–\(scalar)–"), "U+\(String(value, radix: 16)) folds to \(folded)")
    }
  }
}

import Testing

@testable import UnicodeText

@Test func utf8procTableAndTestFilesAreOfOneVersion() {
  #expect("Unicode-\(unicodeVersion)" == UnicodeData.folder)
  #expect(wordBreakTableVersion == unicodeVersion)
}

import Testing

@testable import Shell

@Suite struct SuggestionsTests {
  let session = TinySession.new(TinySession.bank + ["The bank left the bank."])

  /// Where the cursor is marked by `|`.
  func words(_ text: String) -> [String] {
    guard case .words(let words, _) = suggestions(text) else { return ["a file"] }
    return words.map(\.text)
  }

  func suggestions(_ text: String) -> Suggestions {
    let line = text.replacing("|", with: "")
    let cursor = text.utf8.firstIndex(of: UInt8(ascii: "|")).map {
      text.utf8.distance(from: text.startIndex, to: $0)
    }
    return session.suggestions(for: line, cursor: cursor ?? line.utf8.count)
  }

  @Test func commandsAreCompleted() {
    #expect(words("/si") == ["/sim"])
    #expect(words("/ne") == ["/neighbours"])
    #expect(words("/").count == Commands.all.count)
    #expect(words("/help si") == ["sim"])
    #expect(words("/nonsense 1") == [])
  }

  @Test func sentencesAndTheirWordsAreCompleted() {
    #expect(words("/sim ") == ["1:", "2:", "3:"])
    #expect(words("/sim 2:ba") == ["2:bank"])
    #expect(words("/sim 1:bank 2:BA") == ["2:bank"])
    #expect(words("/sim 2:ba| 1:bank") == ["2:bank"])
    #expect(words("/sim 3:ba") == ["3:bank#1", "3:bank#2"])
    #expect(words("/sim 9:") == [])
    #expect(words("/sim 1:bank 2:bank ") == [])
    #expect(words("/tokens ") == ["1", "2", "3"])
    #expect(words("/forget 1 ") == ["1", "2", "3"])
    #expect(words("/compare ba") == ["bank"])
    #expect(words("/compare bank ") == ["1", "2", "3"])
    #expect(words("/axis 1:bank 2:bank 3:bank#1 1:mo") == ["1:money"])
    #expect(words("/induce ba") == ["bank"])
    #expect(words("/kwic bank file --like 2:ba") == ["2:bank"])
    #expect(words("/neighbours 1:bank --count ") == [])
    #expect(words("/same bank --expect ") == ["same", "different"])
  }

  @Test func placesCountBytes() {
    #expect(suggestions("/sim \"é [x]\" 2:ba") == .words([.init("2:bank")], from: 14))
    #expect(
      suggestions("/sim ") == .words((1...3).map { .init("\($0):", isFinished: false) }, from: 5))
  }

  @Test func optionsSettingsAndFilesAreCompleted() {
    #expect(words("/sim 1:bank --f") == ["--full"])
    #expect(words("/attention 1:bank -") == ["--layer", "--head", "--html", "--svg"])
    #expect(words("/set ke") == ["keep"])
    #expect(suggestions("/read no") == .fileNames(from: 6))
    #expect(suggestions("/vector 1:bank --npy ") == .fileNames(from: 21))
    #expect(suggestions("/save ") == .fileNames(from: 6))
  }

  @Test func sentencesAreNot() {
    #expect(words("The ba") == [])
    #expect(words("//si") == [])
    #expect(words("/sim \"The ba") == [])
  }
}

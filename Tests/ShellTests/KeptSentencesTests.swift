import Testing

@testable import Shell

@Suite struct KeptSentencesTests {
  @Test func theOldestMakeRoomAndNumbersGoOn() throws {
    var session = TinySession.new()
    session.sentences.limit = 2
    for text in ["a", "river", "bank"] { _ = try session.add(.init(text)) }
    #expect(session.sentences.numbers == [2, 3])
    session.sentences.forget(3)
    #expect(try session.add("tree") == 4)
    #expect(session.sentences.numbers == [2, 4])
    #expect(try session.add("a") == 5)
    #expect(session.sentences.numbers == [4, 5] && session.sentences.last == 5)
    session.sentences.limit = 1
    #expect(session.sentences.numbers == [5] && session.sentences.count == 1)
  }

  @Test func encodingIsKeptAndNoOtherThanEncodingAnew() throws {
    var session = TinySession.new(TinySession.bank)
    let uses = try ["1:bank", "2:bank", "The [bank]."].map { try session.use(UseReference($0)) }
    let vectors = try session.vectors(of: uses)
    #expect(session.sentences[1]?.encoded != nil)
    #expect(try session.reader.vectors(of: uses.map(\.occurrence)) == vectors)
    #expect(try session.vectors(of: uses) == vectors)
  }
}

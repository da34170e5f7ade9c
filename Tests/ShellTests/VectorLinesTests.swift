import Foundation
import Testing

@testable import Shell

@Suite struct VectorLinesTests {
  static let lines: [Result<[UInt8], LineTooLong>] = [
    .success(Array("The bank.".utf8)), .success([]), .failure(LineTooLong(bytes: 1 << 30)),
    .success(Array("/sim \"polysemes\u{0}".utf8)),
  ]

  @Test func everyLineHasItsObject() throws {
    var bulk = VectorLines(TinySession.model)
    let (output, failures) = bulk.answer(Self.lines)
    let objects = try output.split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
    #expect(objects.map { $0["line"] as? Int } == [1, 2, 3, 4])
    let tokens = objects.map { $0["tokens"] as? [[String: Any]] }
    #expect(tokens.map { $0?.count } == [3, 0, nil, 4])
    #expect(failures.map(\.line) == [3] && failures[0].error.code == "line-too-long")
    let vector = try #require(tokens[0]?[1]["vector"] as? [Double])
    let expected = try TinySession.model.sentence("The bank.").vector(of: 1)
    #expect(vector.map { Float($0) } == expected)
  }

  @Test func togetherOrOneByOneIsTheSame() {
    var together = VectorLines(TinySession.model)
    var single = VectorLines(TinySession.model)
    #expect(together.answer(Self.lines).output == Self.lines.flatMap { single.answer([$0]).output })
  }
}

import ModelFiles
import Testing

@testable import Shell

@Suite struct AnswerWritingTests {
  let answer = Answer(
    "text", fields: ["a": 1, "b": .double(0.1 + 0.2), "c": .double(.nan)],
    rows: [["x\ty\\z\r\n", .null, .double(0.1), [1, 2], true]])

  func written(_ format: OutputFormat) -> String {
    String(decoding: answer.written(as: format, style: TextStyle(), line: 7), as: UTF8.self)
  }

  @Test func oneAnswerIsWrittenThreeWays() {
    #expect(written(.text) == "text\n")
    #expect(written(.jsonl) == "{\"line\":7,\"a\":1,\"b\":0.30000000000000004,\"c\":null}\n")
    #expect(written(.tsv) == "7\tx\\ty\\\\z\\r\\n\t\t0.1\t[1,2]\ttrue\n")
  }
}

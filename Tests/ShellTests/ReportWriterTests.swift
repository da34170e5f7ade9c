import Testing

@testable import Shell

@Suite struct ReportWriterTests {
  static let report = Report(
    [
      .text("Two *words* | <b>", .strong), .gap,
      .table(
        Table(
          [.init("word", shrinks: true), .init("share", right: true), .init("", isDrawing: true)],
          text: [["a|b", "0.10", "██"], ["#c", "-0.20", "▒"]])),
      .text("█ is more", plain: "Positive is more."),
      .excerpt(Excerpt(lead: [Run("1  ")], use: .init(text: "The bank_ left.", use: 4..<8))),
    ], fields: ["a": 1, "b": .double(0.1 + 0.2), "c": .double(.nan)],
    rows: Rows(
      columns: ["text", "none", "number", "list", "flag"],
      [
        ["x\ty\\z\r\n", .null, .double(0.1), [1, 2], true], ["say \"a\", b", .null, 1, [], false],
      ]))

  func written(
    _ format: OutputFormat, header: Bool = false, _ reports: [Report] = [report]
  ) -> String {
    var settings = Settings()
    settings.output = format
    settings.header = header
    var writer = ReportWriter()
    return reports.map {
      String(decoding: writer.bytes(of: $0, as: settings, line: 7), as: UTF8.self)
    }.joined()
  }

  @Test func forMachines() {
    #expect(written(.jsonl) == "{\"line\":7,\"a\":1,\"b\":0.30000000000000004,\"c\":null}\n")
    #expect(
      written(.tsv)
        == "7\tx\\ty\\\\z\\r\\n\t\t0.1\t[1,2]\ttrue\n7\tsay \"a\", b\t\t1\t[]\tfalse\n")
    #expect(
      written(.csv)
        == "7,\"x\ty\\z\r\n\",,0.1,\"[1,2]\",true\n7,\"say \"\"a\"\", b\",,1,[],false\n")
  }

  @Test func aHeaderComesOnceAndWhenColumnsChange() {
    let other = Report(rows: Rows(columns: ["x"], [[1]]))
    let none = Report([.text("said")])
    let lines = written(.csv, header: true, [Self.report, none, Self.report, other, other])
      .replacing("\r\n", with: " ").split(separator: "\n")
    #expect(lines[0] == "line,text,none,number,list,flag")
    #expect(lines.count { $0.hasPrefix("line,") } == 2)
    #expect(lines.suffix(3) == ["line,x", "7,1", "7,1"])
    #expect(written(.tsv, header: true).hasPrefix("line\ttext\tnone\tnumber\tlist\tflag\n7\t"))
  }

  @Test func forPeople() {
    #expect(
      written(.text) == """
        Two *words* | <b>

        word  share
        a|b    0.10  ██
        #c    -0.20  ▒
        █ is more
        1  The [bank]_ left.

        """)
    #expect(
      written(.markdown) == """
        **Two \\*words\\* \\| \\<b\\>**

        | word | share |
        | --- | ---: |
        | a\\|b | 0.10 |
        | \\#c | -0.20 |

        Positive is more.

        1  The **bank**\\_ left.


        """)
    let html = written(.html)
    #expect(html.hasPrefix("<section>\n<p><strong>Two *words* | &lt;b&gt;</strong></p>\n"))
    #expect(html.contains("<td class=\"words\">a|b</td><td>0.10</td>"))
    let excerpt = "<p>1  <bdi>The <mark class=\"use\">bank</mark>_ left.</bdi></p>"
    #expect(html.hasSuffix("\(excerpt)\n</section>\n"))
  }
}

import Foundation
import JSON
import TestSupport
import Testing

@testable import Shell

@Suite struct PagesTests {
  static let commands = [
    "/why 1:bank 2:bank", "/attention 1:bank", "/attention 2:bank --layer 1", "/map bank",
    "/arithmetic 1:bank", "/arithmetic 1:bank --toy", "/attention 1:bank --head all",
    "/heads 1:bank 2:bank", "/contrast 1:bank 2:bank 1:money", "/reading 1:bank 1:money 2:bank",
    "/layers 1:bank 2:bank", "/compare bank", "/matrix 1 2", "/swap 1:money boat",
  ]

  /// The page that a command writes.
  private func page(_ command: String, of sentences: [String]) throws -> String {
    let folder = try TemporaryFolder()
    let path = folder("page.html")
    let (shell, output) = try Shell.reading(sentences + ["\(command) --html \(path)"])
    #expect(shell.status == .success, "\(output.notes)")
    #expect(output.text.hasSuffix("\nwritten to \(path)\n"))
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test(arguments: commands) func pagesNeedNothingElse(command: String) throws {
    let text = try page(command, of: TinySession.bank)
    #expect(text.hasPrefix("<!doctype html>"))
    for outside in ["src=", "href=", "@import", "url(", "//cdn"] {
      #expect(!text.contains(outside), "\(outside)")
    }
    #expect(text.replacing("http://www.w3.org/2000/svg", with: "").contains("http") == false)
    #expect(text.contains("prefers-color-scheme: dark"))
  }

  @Test(arguments: commands) func everyElementEnds(command: String) throws {
    let text = try page(command, of: TinySession.bank)
    var open: [Substring] = []
    for tag in text.matches(of: /<(\/?)([a-z0-9]+)[^>]*?(\/?)>/) {
      let name = tag.output.2
      if tag.output.1 == "/" {
        #expect(open.popLast() == name)
      } else if tag.output.3.isEmpty, !["meta", "br"].contains(name) {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
  }

  @Test(arguments: commands) func whatWasTypedIsText(command: String) throws {
    let sentences = ["The <b>bank</b> & <script>alert(1)</script> money closed.", "The bank left."]
    let text = try page(command, of: sentences)
    #expect(!text.contains("<script>alert") && !text.contains("<b>"))
  }

  @Test func sharesStandInTheirPlace() throws {
    let text = try page("/why 1:bank 2:bank", of: TinySession.bank)
    #expect(text.contains("I put my money in the <mark class=\"use\">bank</mark>."))
    #expect(text.matches(of: /<tr data-place="/).count == 15)
    #expect(text.contains("<th scope=\"row\">river</th>"))
  }

  @Test func chartsAreDrawnAsPagesDraw() throws {
    let map = try page("/map bank", of: TinySession.bank)
    #expect(map.matches(of: /<circle|<polygon|<rect/).count >= 2 && !map.contains("<pre"))
    let attention = try page("/attention 1:bank", of: TinySession.bank)
    // Eight words look at ten places; two layers of two heads.
    #expect(attention.matches(of: /<td style="background:#[0-9a-f]{6}"/).count == 8 * 10 + 4)
    #expect(!attention.contains("<pre") && !attention.contains("▓"))
    // A picture is as wide as there is room.
    for page in [map, attention] { #expect(page.matches(of: /<svg[^>]* width=/).isEmpty) }
  }

  /// What is left of a worksheet when its answers are hidden: what can be read, and all attributes.
  private func visible(_ page: String) -> (text: String, attributes: String, answers: [String]) {
    var (text, attributes) = ("", "")
    var answers: [String] = []
    var depth = 0
    let body = page[page.range(of: "<main>")!.lowerBound..<page.range(of: "</main>")!.upperBound]
    for part in body.matches(of: /<(\/?)([a-z0-9]+)([^>]*)>|([^<]+)/) {
      let (_, slash, name, inside, words) = part.output
      if let words {
        if depth > 0 { answers.append(String(words)) } else { text += words }
      } else if slash == "/" {
        if depth > 0 { depth -= 1 }
        if name != "span", name != "mark", depth == 0 { text += " " }
      } else if depth > 0 || inside!.contains("class=\"answer\"") {
        depth += 1
      } else {
        attributes += " " + inside!
      }
    }
    return (text, attributes, answers)
  }

  @Test func aWorksheetTellsNoAnswerAndAllThatItTakes() throws {
    let page = try page("/arithmetic 1:bank", of: TinySession.bank)
    let sheet = visible(page)
    // For each of 10 places a product, a score, an exponential and a weight; their sum; and 8 channels.
    #expect(sheet.answers.count == 4 * 10 + 1 + 8)
    let shown = Set(sheet.text.split { !"-.0123456789".contains($0) }.map(String.init))
    let told = sheet.answers.filter { shown.contains($0) }
    #expect(told.isEmpty, "\(told)")
    for word in ["style", "title", "aria-label", "value", "data-"] {
      #expect(!sheet.attributes.contains(word), "\(sheet.attributes)")
    }

    // The numbers to begin with, a row for each channel: q and the keys, the values, the output.
    let tables = page.split(separator: "<details").dropFirst().map { table in
      table.prefix(upTo: table.range(of: "</details>")!.lowerBound)
        .matches(of: /<tr><td class="words">\d+<\/td>(.*?)<\/tr>/).map { row in
          row.output.1.matches(of: /<td>(-?\d+\.\d{6})<\/td>/).map { Double($0.output.1)! }
        }
    }
    #expect(tables.count == 3 && tables[0].count == 8 && tables[0][0].count == 11)
    #expect(tables[1].count == 8 && tables[1][0].count == 10)
    let products = (0..<10).map { place in
      tables[0].reduce(0.0) { $0 + $1[0] * $1[place + 1] }
    }
    let scores = products.map { $0 / 8.0.squareRoot() }
    let exponentials = scores.map { exp($0 - scores.max()!) }
    let total = exponentials.reduce(0, +)
    let weights = exponentials.map { $0 / total }
    let found = tables[1].map { values in zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } }
    let worked =
      zip(products, scores).flatMap { [$0, $1] } + [total]
      + zip(exponentials, weights).flatMap { [$0, $1] } + found
    #expect(sheet.answers == worked.map { decimals($0, 3) })
  }

  @Test func aWorksheetIsNearWhatTheEncoderFinds() throws {
    let settings = {
      var settings = Settings(); settings.output = .jsonl; return settings
    }()
    let output = try Shell.reading(
      TinySession.bank + ["/arithmetic 1:bank"], settings: settings
    ).output.text
    let json = try JSONValue(parsing: Array(output.split(separator: "\n")[2].utf8))
    let sheet = visible(try page("/arithmetic 1:bank", of: TinySession.bank))
    for (place, row) in json["rows"]!.array!.enumerated() {
      #expect(abs(Double(sheet.answers[2 * place])! - row["product"]!.double!) < 0.001)
      #expect(abs(Double(sheet.answers[22 + 2 * place])! - row["weight"]!.double!) < 0.001)
    }
  }

  static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// A page as a browser has it after a click.
  private func page(_ text: String, clicked button: String) throws -> String {
    let folder = try TemporaryFolder()
    let click = "<script>document.getElementById(\"\(button)\").click()</script></body>"
    try Data(text.replacing("</body>", with: click).utf8).write(
      to: URL(filePath: folder("page.html")))
    let run = try ProgramRun(
      Self.browser!,
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder("profile"))",
        "--dump-dom", "file://\(folder("page.html"))",
      ], environment: ["HOME": folder("home"), "PATH": "/usr/bin:/bin"])
    return run.outputText
  }

  @Test(.enabled(if: browser != nil, "no browser is installed"))
  func aClickSortsTheShares() throws {
    let text = try page("/why 1:bank 2:bank", of: TinySession.bank)
    let clicked = try page(text, clicked: "order")
    #expect(clicked.contains("aria-pressed=\"true\""))
    let bodies = clicked.split(separator: "<tbody>").dropFirst()
    #expect(bodies.count == 2)
    for body in bodies {
      let shares = body.matches(of: /data-share="([^"]+)"/).map { abs(Double($0.output.1)!) }
      #expect(shares.count > 6 && shares == shares.sorted(by: >))
    }
  }

  @Test(.enabled(if: browser != nil, "no browser is installed"))
  func aClickHidesTheAnswers() throws {
    let text = try page("/arithmetic 1:bank", of: TinySession.bank)
    let clicked = try page(text, clicked: "answers")
    #expect(clicked.contains("<div id=\"sheet\" class=\"hidden\">"))
    #expect(clicked.contains("aria-pressed=\"true\""))
  }

  @Test func aFileThatCannotBeWrittenIsSaid() throws {
    let (shell, output) = try Shell.reading(
      TinySession.bank + ["/why 1:bank 2:bank --html /no/such/folder/page.html"])
    #expect(shell.status == .someFailed)
    #expect(output.notes[0].contains("/no/such/folder/page.html"))
  }
}

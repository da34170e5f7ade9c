import Foundation
import TestSupport
import Testing

@testable import Shell

@Suite struct PagesTests {
  static let commands = [
    "/why 1:bank 2:bank", "/attention 1:bank", "/attention 2:bank --layer 1", "/map bank",
    "/arithmetic 1:bank",
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
    let sentences = ["The <b>bank</b> & <script>alert(1)</script> closed.", "The bank left."]
    let text = try page(command, of: sentences)
    #expect(!text.contains("<script>alert") && !text.contains("<b>"))
  }

  @Test func sharesStandInTheirPlace() throws {
    let text = try page("/why 1:bank 2:bank", of: TinySession.bank)
    #expect(text.contains("I put my money in the <mark class=\"use\">bank</mark>."))
    #expect(text.matches(of: /<tr data-place="/).count == 15)
    #expect(text.contains("<th scope=\"row\">river</th>"))
  }

  @Test func aWorksheetHidesWhatIsToBeWorkedOut() throws {
    let text = try page("/arithmetic 1:bank", of: TinySession.bank)
    // Four columns of answers for seven words, the use and the two marks.
    #expect(text.matches(of: /class="answer"/).count == 4 * 10)
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

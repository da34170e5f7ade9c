import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import ContextualEmbeddings
@testable import Shell

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Whatever a model, a corpus, a file name or a line holds, answers show it.
@Suite struct ShownAnswersTests {
  /// A folder, a model and files in it whose names hold all that is hidden, and sentences and terms that do.
  private struct HiddenFiles {
    let folder: TemporaryFolder
    let inner: TemporaryFolder
    let model: Model

    init() throws {
      folder = try TemporaryFolder()
      inner = try TemporaryFolder(HiddenText.name)
      try TinyModel.write(to: inner("model"))
      let file = inner("model/weights/config.json")
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let hidden = JSONValue.string("tiny \(HiddenText.all)").compact
      try Data(text.replacing("\"tiny\"", with: hidden).utf8).write(to: URL(filePath: file))
      model = try Model(contentsOf: inner("model"), precision: .float32)
    }

    /// The example of a command, with hidden text in its sentences, its files and their names.
    func lines(of command: String) throws -> [String] {
      let lines = try CommandExamplesTests.lines(of: command, in: inner)
      for file in ["sentences.txt", "text.txt", "letters.csv"] {
        let text = try String(contentsOfFile: inner(file), encoding: .utf8)
        try Data(Self.hiding(Self.inFile, in: text).utf8).write(to: URL(filePath: inner(file)))
      }
      try Data("river\nno\(Self.inFile)term\n".utf8).write(to: URL(filePath: inner("terms.txt")))
      return lines.map { line in
        line.hasPrefix("/") && !line.contains("\"")
          ? line : Self.hiding(HiddenText.words, in: line)
      }
    }

    /// A file of text is refused for the controls of ASCII at its beginning.
    private static let inFile = String(
      String.UnicodeScalarView(
        HiddenText.words.unicodeScalars.filter {
          $0.value >= 0x20 && $0.value != 0x7F || $0 == "\u{1B}"
        }))

    private static func hiding(_ words: String, in text: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.replacing(#/(the|The|of) /#, maxReplacements: 1) {
          "\($0.output.0)\(words) "
        }
      }.joined(separator: "\n")
    }

    func session(_ settings: Settings) -> Session {
      Session(
        SenseReader(model, calibration: TinySession.calibration), settings: settings,
        files: FileWriting(data: inner("data")), inventories: TinySession.wordNet)
    }
  }

  /// What is written to standard output and standard error, as it is.
  private func written(_ lines: [String], in files: HiddenFiles, _ settings: Settings) throws -> (
    output: String, notes: String
  ) {
    let paths = [files.folder("output"), files.folder("notes")]
    let descriptors = paths.map { open($0, O_WRONLY | O_CREAT | O_TRUNC, 0o600) }
    defer { for descriptor in descriptors { close(descriptor) } }
    let output = StandardOutput(
      answers: descriptors[0], notes: descriptors[1], prefix: "polyseme: ")
    var shell = Shell(
      session: files.session(settings), source: .script(files.inner("script")), output: output)
    for line in lines where !shell.isOver { try shell.read(line) }
    try output.flush()
    let written = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) }
    return (written[0], written[1])
  }

  /// Without what the program colours with.
  private func withoutColours(_ text: String) -> String {
    text.replacing(/\u{1B}\[(38;5;\d+|1|2|0)(;[12])?m/, with: "")
  }

  /// Each way of writing an answer; wide, so that nothing is cut off.
  private static let ways: [Settings] =
    OutputFormat.allCases.flatMap { format in
      (format == .text ? [false, true] : [false]).map { isPlain in
        var settings = Settings()
        (settings.output, settings.plain, settings.colour) = (format, isPlain, !isPlain)
        (settings.width, settings.isAtTerminal) = (20_000, true)
        return settings
      }
    }

  @Test(arguments: Commands.all.map { $0.name }) func nothingIsSentRaw(command: String) throws {
    let files = try HiddenFiles()
    var session = files.session(Self.ways[0])
    for line in try files.lines(of: command) {
      let answer = try session.answer(Array(line.utf8).span)
      for settings in Self.ways {
        var writer = ReportWriter()
        let bytes = writer.bytes(of: answer, as: settings, line: 1)
        let written = String(decoding: bytes, as: UTF8.self)
        var raw = HiddenText.raw(in: withoutColours(written))
        if settings.output.isRows { raw.removeAll { $0 == "\t" } }
        #expect(raw == [], "\(line) as \(settings.output)")
        if settings.output == .jsonl {
          #expect(throws: Never.self) { try JSONValue(parsing: bytes) }
        } else if settings.output == .text, Self.repeating.contains(command) {
          #expect(written.contains("\u{FFFD}"), "\(line)")
        }
      }
    }
  }

  /// Commands that say again, in each line of their examples, what was typed or read.
  private static let repeating: Set = ["info", "list"]

  @Test func errorsShowWhatTheyName() throws {
    let files = try HiddenFiles()
    let hidden = HiddenText.words
    let lines = [
      "The bank closed.", "/\(hidden)", "/sim 1:\(hidden) bank", "/sim --\(hidden) 1:bank bank",
      "/read \"\(files.inner("none"))\"", "/set \(hidden) 1", "/set output \(hidden)",
      "/kwic \(hidden) \"\(files.inner("none"))\"", "/open \"\(files.inner("none"))\"",
      "/replay \(hidden)", "/sense 1:\(hidden)", "/senses \(hidden)", "/help \(hidden)",
      "/tour \(hidden)", "/layers 1:bank \(hidden)", "/sim 1:bank 1@\(hidden)", "\"\(hidden)",
    ]
    for format in [OutputFormat.text, .jsonl] {
      var settings = Settings()
      settings.output = format
      let (output, notes) = try written(lines, in: files, settings)
      #expect(HiddenText.raw(in: output) == [] && HiddenText.raw(in: notes) == [])
      #expect(notes.split(separator: "\n").count > 12 && notes.contains("␛"))
      if format == .jsonl {
        let errors = try output.split(separator: "\n").map {
          try JSONValue(parsing: Array($0.utf8))
        }
        #expect(errors.count == lines.count)
      }
    }
  }

  @Test func rowsGiveTheSentenceBackOnlyToAPipe() throws {
    let sentence = "The bank\u{1B}[31m\u{9B}2J\u{202E}closed."
    let report = Report(rows: Rows(columns: ["text"], [[.string(sentence)]]))
    var settings = Settings()
    for format in [OutputFormat.tsv, .csv] {
      settings.output = format
      var writer = ReportWriter()
      settings.isAtTerminal = false
      let whole = String(decoding: writer.bytes(of: report, as: settings, line: 1), as: UTF8.self)
      #expect(whole.contains(sentence))
      settings.isAtTerminal = true
      let seen = String(decoding: writer.bytes(of: report, as: settings, line: 1), as: UTF8.self)
      #expect(
        seen.contains("The bank␛[31m\u{FFFD}2J\u{FFFD}closed.")
          && HiddenText.raw(in: seen.replacing("\t", with: "")) == [])
    }
  }

  @Test(arguments: ["/map bank", "/why 1:bank 2:bank", "/matrix 1 2", "/layers 1:bank 2:bank"])
  func picturesAndPagesAreXML(command: String) throws {
    let files = try HiddenFiles()
    let hidden = HiddenText.words
    let (svg, html) = (files.folder("a.svg"), files.folder("a.html"))
    let lines = [
      "The bank \(hidden) שלום closed.", "We sat on the bank \(hidden) of the river.",
      "\(command) --svg \"\(svg)\" --html \"\(html)\"",
    ]
    _ = try written(lines, in: files, Settings())
    for path in [svg, html] {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(HiddenText.raw(in: text) == [], "\(path)")
      // A page is no XML at its top.
      let body = text.firstRange(of: "<main>").map { main in
        String(text[main.lowerBound..<text.firstRange(of: "</main>")!.upperBound])
      }
      let parser = XMLParser(data: Data((body ?? text).utf8))
      #expect(parser.parse(), "\(path): \(String(describing: parser.parserError))")
    }
  }
}

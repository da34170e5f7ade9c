import ArgumentParser
import Foundation
import JSON
import TestSupport
import Testing

@testable import Shell

/// A session file may come from a stranger: whatever its lines say, a replay writes nothing.
@Suite struct FileWritingTests {
  private let folder = try! TemporaryFolder()
  private static let kept = "not to be touched"

  /// Every line by which a command could write: its examples, alone and with each option that names a file to write.
  private static func lines(of type: any SessionCommand.Type) -> [[String]] {
    let writing = ["--svg", "--html", "--npy"].filter { option in
      HelpCommand.help(for: type, columns: 80).contains { $0.contains("\(option) <") }
    }
    return [type.example]
      + writing.map { type.example.dropLast() + ["\(type.example.last!) \($0) written"] }
  }

  /// A session file of lines that were never answered so.
  private func forged(_ lines: [String]) throws -> String {
    let session = TinySession.new(judged: true)
    let answer = #"{"forged":true}"#
    let digest = SavedSession.digest(of: Array(answer.utf8))
    var file = [JSONValue.object(try SavedSession.Head(of: session).json).compact]
    for line in lines {
      let typed = JSONValue.string(line).compact
      file.append(#"{"typed":\#(typed),"digest":"\#(digest)","answer":\#(answer)}"#)
    }
    file.append(#"{"end":\#(file.count)}"#)
    let path = folder("forged.jsonl")
    try Data(file.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: path))
    return path
  }

  private func listing() throws -> [String: Data?] {
    var found: [String: Data?] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder(".")) {
      found[name] = FileManager.default.contents(atPath: folder(name))
    }
    return found
  }

  @Test(arguments: Commands.all.map { $0.name }) func noCommandOfAReplayWrites(
    name: String
  ) throws {
    // The example reads some of these; where it would write them, they are there already.
    for file in CommandExamplesTests.files + ["written"] where file != "exported-model" {
      try Data(Self.kept.utf8).write(to: URL(filePath: folder(file)))
    }
    try Data(TinySession.text.utf8).write(to: URL(filePath: folder("sentences.txt")))
    for lines in Self.lines(of: try Commands.named(name)) {
      let named = lines.map { line in
        (CommandExamplesTests.files + ["written"]).reduce(line) {
          $0.replacing($1, with: folder($1))
        }
        .replacing("--layer 3", with: "--layer 2")
      }
      let path = try forged(named + ["The bank."])
      let before = try listing()
      let (_, output) = try Shell.reading(["/replay \(path) --tolerance 1"], judged: true)
      // It went on to the last line, which was answered otherwise.
      #expect(output.text.contains("line \(named.count + 1): The bank.\n"), "\(output.notes)")
      #expect(try listing() == before, "\(named)")
    }
  }

  @Test func theOptionsThatWriteAreAllTried() {
    // Found by their help: if that named them otherwise, nothing would have been tried.
    let tried = Commands.all.flatMap { Self.lines(of: $0).dropFirst() }
    #expect(tried.count > 10)
    for option in ["--svg", "--html", "--npy"] {
      #expect(tried.contains { $0.last!.hasSuffix("\(option) written") })
    }
  }

  @Test func aReplayOfItselfEnds() throws {
    let path = try forged(["/replay \(folder("forged.jsonl"))", "The bank."])
    let (_, output) = try Shell.reading(["/replay \(path)"])
    #expect(
      output.text.contains("1 line run again: 0 the same to the bit, 1 different, 1 left out"))
  }

  @Test func aSessionWithoutTheRightSaysSo() throws {
    let own = TinySession.new(["The bank."])
    var session = Session(own.reader, files: nil)
    for command in ["/save \(folder("x"))", "/export \(folder("y"))"] {
      var command = try Commands.parse(try TypedCommand(String(command.dropFirst())))
      let error = #expect(throws: ShellError.self) { try command.report(in: &session) }
      #expect(error?.code == "no-writing")
    }
    #expect(try listing().isEmpty)
  }

  /// The one place where a command can open a file for writing.
  @Test func theShellHasNoOtherWayToWrite() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Shell").standardizedFileURL
    var looked = 0
    for name in try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    where name.hasSuffix(".swift") {
      let source = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      looked += 1
      if name == "FileWriting.swift" { continue }
      for way in ["AtomicFile", "O_WRONLY", "O_RDWR", "O_CREAT", "fopen", "mkdir", ".export(to:"] {
        #expect(!source.contains(way), "\(name): \(way)")
      }
    }
    #expect(looked > 50)
  }
}

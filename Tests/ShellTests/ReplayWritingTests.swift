import ArgumentParser
import Foundation
import JSON
import TestSupport
import Testing

@testable import Shell

/// A session file may come from a stranger: whatever its lines say, a replay writes nothing, and says so.
@Suite struct ReplayWritingTests {
  private static let reason = "a replay writes no file"

  /// Every line by which a command could write: its examples, alone and with each option that names a file or a folder,
  /// read or written.
  private static func lines(of type: any SessionCommand.Type) -> [[String]] {
    let options = Usage(of: type).options.filter { $0.value != nil && $0.completion == .file }
    return [type.example]
      + options.map {
        type.example.dropLast() + ["\(type.example.last!) \($0.name) FOLDER/written"]
      }
  }

  /// Runs some lines in a folder where the files are that examples read.
  ///
  /// - Parameter run: Given the lines, with their files in the folder.
  /// - Returns: What the lines made or changed.
  private func changes(
    by lines: [String], of name: String, _ run: ([String], TemporaryFolder) throws -> Void
  ) throws -> [String] {
    let folder = try TemporaryFolder()
    _ = try CommandExamplesTests.lines(of: name, in: folder)
    let named = lines.map { line in
      CommandExamplesTests.files.reduce(line) { $0.replacing($1, with: folder($1)) }
        .replacing("FOLDER", with: folder.path)
        .replacing("--layer 3", with: "--layer 2")
    }
    let before = try contents(of: folder.path)
    try run(named, folder)
    let after = try contents(of: folder.path)
    return after.filter { before[$0.key] != $0.value }.map(\.key)
      + before.keys.filter { after[$0] == nil }
  }

  private func contents(of folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      found[name] = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
    }
    return found
  }

  /// A session file of lines that were never answered so.
  private func forge(_ lines: [String], at path: String) throws {
    let session = TinySession.new(judged: true)
    let answer = #"{"forged":true}"#
    let digest = SavedSession.digest(of: Array(answer.utf8))
    var file = [JSONValue.object(try SavedSession.Head(of: session).json).compact]
    for line in lines {
      let typed = JSONValue.string(line).compact
      file.append(#"{"typed":\#(typed),"digest":"\#(digest)","answer":\#(answer)}"#)
    }
    file.append(#"{"end":\#(file.count)}"#)
    try Data(file.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: path))
  }

  @Test(arguments: Commands.all.map { $0.name }) func noCommandOfAReplayWrites(
    name: String
  ) throws {
    let type = try Commands.named(name)
    for lines in Self.lines(of: type) {
      let written = try changes(by: lines, of: name) { lines, _ in
        _ = try Shell.reading(lines, judged: true)
      }
      let elsewhere = try TemporaryFolder()
      var notes: [String] = []
      let changed = try changes(by: lines, of: name) { lines, _ in
        let path = elsewhere("forged.jsonl")
        try forge(lines + ["The bank."], at: path)
        let (_, output) = try Shell.reading(["/replay \(path) --tolerance 1"], judged: true)
        // It went on to the last line, which was answered otherwise.
        #expect(output.text.contains("line \(lines.count + 1): The bank.\n"), "\(output.notes)")
        notes = output.notes
      }
      #expect(changed.isEmpty, "\(lines)")
      // What a session that a person started would have written is told, in one line for each file or command. Some
      // commands write elsewhere.
      let told = notes.filter { $0.contains(Self.reason) }
      #expect(
        told.isEmpty == written.isEmpty || type.replayGap == .writes,
        "\(lines): \(written), \(notes)")
      if lines == type.example { #expect(type.replayGap != .writes || !told.isEmpty) }
      #expect(Set(told).count == told.count)
    }
  }

  /// If nothing that writes were found, nothing would have been tried.
  @Test func whatWritesIsTried() {
    let tried = Commands.all.flatMap { Self.lines(of: $0) }.map { $0.last! }
    for part in [
      "--svg FOLDER", "--html FOLDER", "--npy FOLDER", "--vectors FOLDER", "--durel FOLDER",
      "/save ",
      "/export ", "/index ", "/calibrate ",
    ] { #expect(tried.contains { $0.contains(part) }, "\(part)") }
  }

  /// An index is asked, and nothing comes beside it.
  @Test func anIndexIsReadAndLeftAsItIs() throws {
    let name = "open"
    let changed = try changes(by: [], of: name) { _, folder in
      let index = folder("sentences.index")
      _ = try Shell.reading(["/index \(index) \(folder("sentences.txt"))"])
      let before = try contents(of: index)
      #expect(before.keys.sorted() == ["index.sqlite", "lock", "segments", "segments/0.uses"])
      try forge(["/open \(index)", "/kwic bank", "/kwic river --index \(index)"], at: folder("s"))
      let (_, output) = try Shell.reading(["/replay \(folder("s"))"])
      #expect(output.text.contains("3 lines run again: 0 the same to the bit, 3 different"))
      #expect(try contents(of: index) == before)
    }
    #expect(!changed.isEmpty)
  }

  @Test func aReplayOfItselfEndsAndSaysWhy() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (folder("first.jsonl"), folder("second.jsonl"))
    try forge(["/replay \(second)", "The bank."], at: first)
    try forge(["/replay \(first)", "/replay \(second)"], at: second)
    for (path, leftOut) in [(first, 1), (second, 2)] {
      let (_, output) = try Shell.reading(["/replay \(path)"])
      #expect(output.text.contains("\(leftOut) left out"))
      #expect(
        output.notes.first
          == "line 1: \(path): line 1: /replay is left out: a replay runs no other")
      #expect(output.notes.count == leftOut)
    }
  }

  @Test func aSessionWithoutTheRightSaysSo() throws {
    let folder = try TemporaryFolder()
    var session = Session(TinySession.new(["The bank."]).reader)
    for command in ["/save \(folder("x"))", "/export \(folder("y"))"] {
      var command = try Commands.parse(try TypedCommand(String(command.dropFirst())))
      let error = #expect(throws: ShellError.self) { try command.report(in: &session) }
      #expect(error?.code == "no-writing")
    }
    #expect(try contents(of: folder.path).isEmpty)
  }

  /// Whatever writes takes a `FileWriting`, and only what a person starts makes one.
  @Test func nothingElseOpensFilesToWrite() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources").standardizedFileURL
    let ways = [
      "O_WRONLY", "O_RDWR", "O_CREAT", "fopen(", "mkstemp", "mkdir(", "unlink(",
      "rename(", "truncate(", "symlink(", "forWriting", "FileManager", ".write(toFile",
    ]
    var looked = 0
    for name in try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    where name.hasSuffix(".swift") {
      let source = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      looked += 1
      if source.contains("FileWriting(") {
        #expect(["polyseme/Program.swift"].contains(name), "\(name)")
      }
      // A history takes back half a line from a file that it was given open.
      if name.hasPrefix("Platform/") || name == "LineEditing/HistoryFile.swift" { continue }
      for way in ways { #expect(!source.contains(way), "\(name): \(way)") }
    }
    #expect(looked > 50)
  }
}

import Foundation
import TestSupport
import Testing

@testable import Shell

@Suite struct ReadAndSaveTests {
  @Test func readTakesBackWhatSaveWrites() throws {
    let folder = try TemporaryFolder()
    let output = RecordedOutput()
    var shell = Shell(session: TinySession.new(), source: .prompt, output: output)
    let lines: [[UInt8]] = [
      Array("The bank.".utf8), Array("//slash".utf8), [0x61, 0xFF, 0x00, 0x62],
    ]
    for line in lines { try shell.read(line.span) }
    try shell.read("/save --sentences \(folder("s"))")
    #expect(
      try Array(Data(contentsOf: URL(filePath: folder("s")))) == lines.flatMap { $0 + [0x0A] })
    try shell.read("/read \(folder("s"))")
    #expect(shell.session.sentences.count == 6)
    for number in 1...3 {
      #expect(
        shell.session.sentences[number]!.text.source
          == shell.session.sentences[number + 3]!.text.source)
    }
    #expect(output.text.hasSuffix("3 sentences read: [4] to [6]\n"))
  }

  @Test func linesThatAreNoSentenceArePassedOver() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "a ", count: 40_000)
    try Data("\nThe bank.\n/quit\n\u{200B}\n\(long)\nriver".utf8).write(
      to: URL(filePath: folder("s")))
    let (shell, output) = try Shell.reading(["/read \(folder("s"))"])
    #expect(shell.session.sentences.count == 2 && shell.status == .success)
    #expect(output.notes.count == 1)
    #expect(
      output.notes[0].hasSuffix(
        "line 3: a command; only sentences are read; 3 lines passed over in all"))
  }

  @Test func onlyTheLastAreKept() throws {
    let folder = try TemporaryFolder()
    try Data(String(repeating: "The bank.\n", count: 30).utf8).write(to: URL(filePath: folder("s")))
    let (shell, output) = try Shell.reading(["/set keep 10", "/read \(folder("s"))"])
    #expect(shell.session.sentences.numbers == Array(21...30))
    #expect(output.text.contains("30 sentences read: [1] to [30], the last 10 kept"))
  }

  @Test func aFullDiskLeavesTheOldFileAndTheSession() throws {
    let (shell, output) = try Shell.reading([
      "river", "/save /dev/full", "/save /no/such/folder", "/list",
    ])
    #expect(output.notes.count == 2 && shell.session.sentences.count == 1)
    #expect(output.notes[0].contains("No space left on device"))
    #expect(output.notes[1].contains("No such file or directory"))
    #expect(output.text == "[1] river\n[1] river\n")
  }

  /// What a person typed is nobody else's, unless a file is there that others may read.
  @Test func whatIsSavedIsForItsOwner() throws {
    let folder = try TemporaryFolder()
    func mode(_ name: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: folder(name))[.posixPermissions] as? Int
    }
    try Data().write(to: URL(filePath: folder("there")))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: folder("there"))
    let names = ["session", "sentences", "there", "page"]
    _ = try Shell.reading([
      "The bank.", "/save \(folder("session"))", "/save --sentences \(folder("sentences"))",
      "/save \(folder("there"))", "/why 1:bank \"a [bank]\" --html \(folder("page"))",
    ])
    let mask = umask(0o022)
    umask(mask)
    #expect(try names.map(mode) == [0o600, 0o600, 0o644, Int(0o666 & ~mask)])
  }

  @Test func aMissingFileIsNamed() throws {
    let (_, output) = try Shell.reading(["/read /no/such/file"])
    #expect(output.notes == ["line 1: /no/such/file: cannot be opened: No such file or directory"])
  }
}

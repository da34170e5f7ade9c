import Foundation
import TestSupport
import Testing

@testable import Shell

/// Files that are no running text, given to commands that read it.
@Suite struct ForeignFilesTests {
  /// What no reader is for is refused by name.
  @Test func commandsRefuseUnlessTold() throws {
    let folder = try TemporaryFolder()
    try Data("{\n  \"text\": \"The bank closed.\"\n}\n".utf8)
      .write(to: URL(filePath: folder("a.txt")))
    try Data("bank\n".utf8).write(to: URL(filePath: folder("terms")))
    let file = folder("a.txt")
    for command in [
      "kwic bank \(file)", "induce bank \(file)", "lint \(file) --terms \(folder("terms"))",
      "read \(file)",
    ] {
      let (shell, output) = try Shell.reading(["/" + command], judged: true)
      #expect(shell.status == .someFailed)
      let note = output.notes.first ?? ""
      #expect(
        note.contains("looks like JSON, which is not read as a corpus: ")
          && note.contains("jq -r .text \(file) > NEW"), "\(note)")
      let (_, forced) = try Shell.reading(["/" + command + " --as-text"], judged: true)
      #expect(!forced.text.isEmpty, "\(command)")
    }
  }

  @Test func everyCommandThatReadsAFileSaysSo() throws {
    let folder = try TemporaryFolder()
    let bytes = "The bank closed.\nThe office opened, and the river rose.\n".data(using: .utf16)!
    try bytes.write(to: URL(filePath: folder("wide")))
    try Data("bank\n".utf8).write(to: URL(filePath: folder("terms")))
    for command in [
      "kwic bank \(folder("wide"))", "induce bank \(folder("wide"))",
      "lint \(folder("wide")) --terms \(folder("terms"))", "read \(folder("wide"))",
      "lint \(folder("terms")) --terms \(folder("wide"))", "score \(folder("wide"))",
      "replay \(folder("wide"))", "read \(folder("wide")) --paragraphs",
    ] {
      let (shell, output) = try Shell.reading(["/" + command], judged: true)
      #expect(shell.status == .someFailed)
      #expect(
        output.notes.first?.contains("is UTF-16, not UTF-8: iconv -f UTF-16 -t UTF-8") == true,
        "\(command): \(output.notes)")
    }
  }
}

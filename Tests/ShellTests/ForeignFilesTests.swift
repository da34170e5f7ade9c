import Foundation
import TestSupport
import Testing

@testable import Shell

/// Files that are no running text, given to commands that read it.
@Suite struct ForeignFilesTests {
  static let conllu = """
    # sent_id = 1
    # text = The bank closed.
    1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
    2-3\tbank's\t_\t_\t_\t_\t_\t_\t_\t_
    2\tbank\tbank\tNOUN\tNN\t_\t3\tnsubj\t_\t_
    3.1\tclosed\tclose\tVERB\tVBD\t_\t0\troot\t_\t_


    """

  @Test func commandsRefuseUnlessTold() throws {
    let folder = try TemporaryFolder()
    try Data(Self.conllu.utf8).write(to: URL(filePath: folder("a.conllu")))
    try Data("bank\n".utf8).write(to: URL(filePath: folder("terms")))
    let file = folder("a.conllu")
    for command in [
      "kwic bank \(file)", "induce bank \(file)", "lint \(file) --terms \(folder("terms"))",
      "read \(file)",
    ] {
      let (shell, output) = try Shell.reading(["/" + command], judged: true)
      #expect(shell.status == .someFailed)
      let note = output.notes.first ?? ""
      #expect(
        note.contains("looks like CoNLL-U, not running text: ")
          && note.contains("sed -n 's/^# text = //p' \(file) > NEW; --as-text reads"), "\(note)")
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

import Corpora
import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

/// Commands read corpora of any format, and what these say goes with the uses.
@Suite struct CorpusCommandsTests {
  let folder = try! TemporaryFolder()

  private static let conllu = """
    # newdoc id = d1
    # sent_id = s1
    # text = The bank's closed.
    1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
    2-3\tbank's\t_\t_\t_\t_\t_\t_\t_\t_
    2\tbank\tbank\tNOUN\tNN\t_\t4\tnsubj\t_\t_
    3\t's\tbe\tAUX\tVBZ\t_\t4\taux\t_\t_
    4\tclosed\tclose\tVERB\tVBN\t_\t0\troot\t_\tSpaceAfter=No
    5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

    # sent_id = s2
    1\tA\ta\tDET\tDT\t_\t2\tdet\t_\t_
    2\tbank\tbank\tNOUN\tNN\t_\t0\troot\t_\t_


    """

  private func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: folder(name)))
    return folder(name)
  }

  private func uses(
    of word: String, in places: [String], _ options: CorpusOptions = CorpusOptions()
  ) throws -> CorpusUses {
    try TinySession.new().uses(
      of: word, from: .corpus(places, options), atMost: 100, seed: 1)
  }

  @Test func wordsAreThoseOfTheCorpus() throws {
    let file = try write(Self.conllu, to: "a.conllu")
    let found = try uses(of: "bank", in: [file])
    #expect(found.uses.map(\.line) == [13] && found.uses[0].place == 2..<6)
    #expect(found.uses[0].sentence.string == "A bank" && found.uses[0].words == [0..<1, 2..<6])
    #expect(found.uses[0].file == file && found.uses[0].metadata["sent_id"] == "s2")
    #expect(found.uses[0].metadata["newdoc.id"] == "d1")
    // One word of the corpus, where our own boundaries have two.
    let clitic = try uses(of: "bank's", in: [file])
    #expect(
      clitic.uses.map(\.line) == [5] && clitic.uses[0].sentence.string == "The bank's closed.")
    #expect(clitic.occurrences[0].tokens.count == 1)
    #expect(clitic.occurrences[0].text.tokens.map(\.text) == ["The", "bank's", "closed", "."])
    #expect(clitic.vectors[0].allSatisfy { $0.isFinite })
  }

  @Test func anyFormatAndPlace() throws {
    let sentence = "The bank closed."
    for (name, text) in [
      ("a.csv", "id,text\n1,\"A, b.\"\n2,\(sentence)\n"),
      ("b.jsonl", "{\"text\": \"\(sentence)\"}\n"),
      ("c.vert", "<doc year=\"1900\">\n<s>\nThe\nbank\nclosed\n<g/>\n.\n</s>\n</doc>\n"),
      ("d.xml", "<TEI><text><p>\(sentence)</p></text></TEI>"), ("e.txt", sentence + "\r\n"),
    ] { _ = try write(text, to: name) }
    let found = try uses(of: "bank", in: [folder.path])
    #expect(found.found == 5 && found.text?.files == 5)
    #expect(found.uses.map(\.sentence.string) == Array(repeating: sentence, count: 5))
    #expect(
      found.uses.map { $0.file.split(separator: "/").last! }
        == ["a.csv", "b.jsonl", "c.vert", "d.xml", "e.txt"])
    #expect(found.uses[0].metadata["id"] == "2" && found.uses[2].metadata["year"] == "1900")
    let picked = try uses(of: "bank", in: [folder("*.csv"), folder("e.txt")])
    #expect(picked.found == 2)
    // The same sentence is the same vector, whoever has cut it.
    for vector in found.vectors { #expect(vector == found.vectors[0]) }
  }

  @Test func usesThatAFilePointsAt() throws {
    let rows = [
      "lemma\tidentifier\tcontext\tindexes_target_token\tindexes_target_sentence",
      "bank_nn\tu1\tA bank. The bank closed.\t12:16\t8:24",
      "river\tu2\tThe bank of a river.\t14:19\t0:20", "",
    ]
    let file = try write(rows.joined(separator: "\n"), to: "uses.csv")
    let found = try uses(of: "bank", in: [file])
    #expect(found.uses.map(\.sentence.string) == ["The bank closed.", "The bank of a river."])
    #expect(found.uses.map(\.bytes) == [4..<8, 4..<8] && found.uses.map(\.line) == [2, 3])
    #expect(found.uses[0].metadata["identifier"] == "u1")
  }

  @Test func whatIsDoubtfulIsSaidOnce() throws {
    let file = try write(
      "# text = Else.\n1\tA\ta\t_\t_\t_\t0\t_\t_\t_\n2\tbank\t_\t_\t_\t_\t0\t_\t_\t_\n\n",
      to: "a.conllu")
    let (_, output) = try Shell.reading(["/kwic bank \(file)"])
    #expect(output.notes.count { $0.contains("a.conllu:1: the words say something else") } == 1)
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let table = try write("id,body\n1,The bank closed.\n", to: "a.csv")
    for (line, note) in [
      ("/kwic bank \(table)", "Name one with --text-column: id, body"),
      ("/induce bank \(folder("*.xyz"))", "there is no file here"),
    ] {
      let (shell, output) = try Shell.reading([line])
      #expect(shell.status == .someFailed && output.notes[0].contains(note), "\(output.notes)")
    }
    let (shell, _) = try Shell.reading(["/kwic bank \(table) --text-column body"])
    #expect(shell.status == .success)
  }

  @Test func sensesOfACorpusComeBack() throws {
    let file = try write(Self.conllu + Self.conllu, to: "a.conllu")
    let saved = folder("saved")
    let (shell, _) = try Shell.reading(
      ["/induce bank's \(file) --senses 1", "/save \(saved)"])
    let (again, output) = try Shell.reading(["/read \(saved)"])
    #expect(output.notes.isEmpty)
    #expect(again.session.induction?.uses == shell.session.induction?.uses)
    #expect(again.session.induction?.uses.count == 2)
  }

  @Test func readKeepsTheSentencesOfACorpus() throws {
    let file = try write(Self.conllu, to: "a.conllu")
    let (shell, _) = try Shell.reading(["/read \(file)"])
    #expect(
      shell.session.sentences.numbers.map { shell.session.sentences[$0]!.text.source.string }
        == ["The bank's closed.", "A bank"])
  }
}

import ContextualEmbeddings
import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct CalibrateCommandTests {
  let folder = try! TemporaryFolder()
  let model: Model

  init() throws {
    try TinyModel.write(to: folder("model"))
    model = try Model(contentsOf: folder("model"), precision: .float32)
    try folder.write(TinySession.longText, "text.txt")
  }

  private func read(_ lines: [String], data: String? = nil) throws -> (Shell, RecordedOutput) {
    let output = RecordedOutput()
    var settings = Settings()
    settings.width = 1000
    let session = Session(
      try SenseReader(filesOf: model, data: data), settings: settings,
      files: FileWriting(data: data))
    var shell = Shell(session: session, source: .script(nil), output: output)
    for line in lines where !shell.isOver {
      try shell.read(line.replacing("FOLDER", with: folder.path))
    }
    return (shell, output)
  }

  /// Pairs whose answers a model finds: two readings of one line are one sense.
  private func writePairs(_ name: String, words: [String]) throws {
    let lines = words.flatMap { word in
      (0..<6).map { number -> String in
        let isSame = number % 2 == 0
        let a = "[\"the\",\"\(word)\",\"left\",\"the\",\"\(TinyModel.words[30 + number])\"]"
        let b = isSame ? a : "[\"\(TinyModel.words[40 + number])\",\"\(word)\"]"
        return "{\"a\":{\"words\":\(a),\"i\":1},\"b\":{\"words\":\(b),\"i\":1},"
          + "\"gold\":\(isSame ? 1 : 0),\"lemma\":\"\(word)\"}"
      }
    }
    try folder.write(lines.joined(separator: "\n") + "\n", name)
  }

  @Test func aModelLearnsWhatItsNumbersMean() throws {
    let words = [
      "bank", "river", "money", "lunch", "water", "boat", "fish", "tree", "cat", "dog", "light",
      "ball",
    ]
    try writePairs("pairs.jsonl", words: words)
    let sim = "/sim \"The [bank] closed.\" \"The [bank] left.\""
    let (shell, output) = try read([
      sim, "/calibrate --text FOLDER/text.txt --judged FOLDER/pairs.jsonl", sim, "/info",
    ])
    #expect(shell.status == .success, "\(output.notes)")
    #expect(output.text.contains("bare cosine; calibrate finds"))
    #expect(output.text.contains("Fitted to pairs.jsonl: 72 pairs of 12 words"))
    #expect(output.text.contains("written to \(folder("model/weights/same-sense.json"))"))
    #expect(output.text.contains("that they are the same"))
    #expect(output.text.contains("measured on  200 sentences of text.txt"))
    // Who opens the model again has it.
    let again = try read([sim]).1.text
    #expect(again.contains("that they are the same"))
    // Another text makes another yardstick, to which the old calibration does not belong.
    let text = try read(["/calibrate --text FOLDER/text.txt", sim]).1.text
    #expect(text.contains("of random pairs") && !text.contains("that they are the same"))
  }

  @Test func thePersonsFolderKeepsWhatIsTheirs() throws {
    let (shell, output) = try read(
      ["/calibrate FOLDER/model --text FOLDER/text.txt --own"], data: folder("data"))
    #expect(shell.status == .success && output.text.contains(folder("data/models/")))
    #expect(
      try read(["/info"], data: folder("data")).1.text.contains("kept in      \(folder.path)"))
    #expect(try read(["/info"]).1.text.contains("yardstick    no"))
  }

  @Test(arguments: [
    ("/calibrate", "calibrate takes running text: --text FILE"),
    ("/calibrate --text FOLDER/nowhere", "cannot be opened"),
    ("/calibrate --text FOLDER/short", "give more text in the language of the model"),
    ("/calibrate FOLDER/nowhere --text FOLDER/text.txt", "no such file"),
    ("/calibrate --text FOLDER/text.txt --judged FOLDER/grades", "not to grades"),
    ("/calibrate --text FOLDER/text.txt --judged FOLDER/text.txt", "line 1: not JSON"),
    ("/calibrate --text FOLDER/text.txt --gold FOLDER/text.txt", "--gold takes one file"),
  ]) func whatIsWrongIsNamed(line: String, expected: String) throws {
    try folder.write("The bank closed.\n", "short")
    try folder.write(
      #"{"a":{"words":["a"],"i":0},"b":{"words":["a"],"i":0},"gold":3.5}"#, "grades")
    let (shell, output) = try read([line])
    #expect(shell.status == .someFailed && output.notes.count == 1)
    #expect(output.notes[0].lowercased().contains(expected.lowercased()), "\(output.notes)")
    #expect(!FileManager.default.fileExists(atPath: folder("model/weights/yardstick.json")))
  }

  @Test func pairsThatSayNothingLeaveTheYardstick() throws {
    try writePairs("pairs.jsonl", words: ["bank"])
    let (shell, output) = try read([
      "/calibrate --text FOLDER/text.txt --judged FOLDER/pairs.jsonl"
    ])
    #expect(shell.status == .someFailed)
    #expect(
      output.notes.count == 1
        && output.notes[0].contains("no probability is made: 6 pairs of 1 word;"))
    #expect(try read(["/info"]).1.text.contains("yardstick    yes"))
  }

  @Test func filesThatCameWithTheModelAreNotReplaced() throws {
    try folder.write("{\"format\":1}", "model/weights/other.json")
    let (_, output) = try read(["/calibrate --text FOLDER/text.txt"])
    #expect(output.notes.isEmpty)
    let path = folder("model/weights/yardstick.json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try folder.write(
      text.replacing("\"weights\":\"\(model.weightsMark)\",", with: ""),
      "model/weights/yardstick.json")
    let (shell, notes) = try read(["/calibrate --text FOLDER/text.txt"])
    #expect(shell.status == .someFailed)
    #expect(
      notes.notes == [
        "line 1: \(path): came with the model and is not replaced; --own keeps yours in your data folder"
      ])
  }

  @Test func longWorkLooksUp() throws {
    let output = RecordedOutput()
    var shell = Shell(
      session: Session(try SenseReader(filesOf: model, data: nil), files: FileWriting(data: nil)),
      source: .script(nil), output: output)
    shell.session.checkInterrupt = Looks().interrupt(at: 5)
    try shell.read("/calibrate --text \(folder("text.txt"))")
    #expect(output.notes == ["line 1: interrupted"] && shell.status == .interrupted)
    #expect(!FileManager.default.fileExists(atPath: folder("model/weights/yardstick.json")))
  }
}

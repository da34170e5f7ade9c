import TestSupport
import Testing

@testable import Corpora

@Suite struct CoNLLUReaderTests {
  let folder = try! TemporaryFolder()

  func conllu(_ text: String) -> Reading { folder.read(text, "a.conllu") }

  static func word(_ id: String, _ form: String, _ misc: String = "_") -> String {
    "\(id)\t\(form)\t\(form)\tNOUN\t_\t_\t0\troot\t_\t\(misc)\n"
  }

  @Test func everyColumnIsKept() {
    let line = "1\tbanks\tbank\tNOUN\tNNS\tNumber=Plur\t0\troot\t0:root\tGloss=x=y|SpaceAfter=No\n"
    let reading = conllu("# sent_id = a\n# speaker =\n" + line + "\n")
    #expect(
      reading.passages[0].words![0].attributes == [
        .init("lemma", "bank"), .init("upos", "NOUN"), .init("xpos", "NNS"),
        .init("feats", "Number=Plur"), .init("head", "0"), .init("deprel", "root"),
        .init("deps", "0:root"), .init("misc", "Gloss=x=y|SpaceAfter=No"),
      ])
    #expect(reading.passages[0].isSentence && reading.passages[0].metadata["sent_id"] == "a")
    // Told by its look, without its name.
    #expect(
      folder.read("# sent_id = a\n" + line, "a.txt").passages
        == folder.read(
          "# sent_id = a\n" + line, "a.txt", CorpusOptions(format: .conllu)
        ).passages)
  }

  @Test func documentsAndParagraphsHoldUntilTheNext() {
    let w = Self.word("1", "bank") + "\n"
    let reading = conllu(
      "# newdoc id = d1\n# meta::year = 1990\n# newpar id = p1\n# sent_id = 1\n\(w)# sent_id = 2\n\(w)"
        + "# newpar\n\(w)# newdoc id = d2\n\(w)")
    let metadata = reading.passages.map(\.metadata)
    #expect(metadata.map { $0["meta::year"] } == ["1990", "1990", "1990", nil])
    #expect(metadata.map { $0["newdoc.id"] } == ["d1", "d1", "d1", "d2"])
    #expect(metadata.map { $0["newpar.id"] } == ["p1", "p1", nil, nil])
    #expect(metadata.map { $0["sent_id"] } == ["1", "2", nil, nil])
    #expect(reading.passages.map(\.document.name) == ["d1", "d1", "d1", "d2"])
  }

  @Test func wordsWinOverTheText() {
    let words =
      Self.word("1", "The") + Self.word("2", "bank", "SpaceAfter=No") + Self.word("3", ".")
    let reading = conllu("# text = The bank .\n\(words)\n# text = The  bank.\n\(words)\n")
    #expect(reading.texts == ["The bank.", "The bank."])
    #expect(
      reading.warnings == [
        "\(folder("a.conllu")):1: the words say something else than this text; they are what is read"
      ])
    #expect(reading.passages.map { $0.metadata["text"] } == ["The bank .", nil])
  }

  @Test(
    arguments: [
      ("1\tA\ta\tDET\t_\t_\t0\troot\t_\n", "9 columns, expected 10 with a tab between two"),
      ("1  A  a  DET  _  _  0  root  _  _\n", "1 column, expected 10 with a tab between two"),
      ("x" + String(word("1", "A").dropFirst()), "the line begins with 'x', expected the number"),
      (word("2-1", "A"), "the line begins with '2-1', expected the number"),
      (word("1.", "A"), "the line begins with '1.', expected the number"),
      (word("9999999999", "A"), "the line begins with '9999999999', expected the number"),
      ("# a\n" + word("1", ""), "the word is empty"),
      ("1\tA\ta", "3 columns, expected 10 with a tab between two"),
    ])
  func badLinesAreNamed(text: String, message: String) {
    let reading = conllu(Self.word("1", "One") + "\n" + text)
    #expect(reading.texts == ["One"])
    let line = text.hasPrefix("#") ? "4:3" : "3:1"
    #expect(
      reading.message.hasPrefix("\(folder("a.conllu")):\(line): \(message)"), "\(reading.message)")
  }

  /// A sentence need not be ended by a blank line, and comments alone are none.
  @Test func endsOfFiles() {
    #expect(conllu(Self.word("1", "One").dropLast().description).texts == ["One"])
    #expect(conllu("# text = nothing\n").texts == [] && conllu("").texts == [])
    // What a token stands for may be missing.
    #expect(conllu(Self.word("1-2", "zum")).texts == ["zum"])
    #expect(conllu(Self.word("1-2", "zum") + Self.word("3", "Tor")).texts == ["zum Tor"])
  }

  /// Whatever the words, what is written is read again.
  @Test func writtenSentencesAreReadAgain() {
    var generator = SplitMix64(seed: 43)
    let pieces = ["bank", "é", "🏦", "\"", "<", "&amp;", "10 000", "#", "_", "-", "|"]
    for _ in 0..<200 {
      var text = ""
      var expected: [(words: [String], text: String)] = []
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        var words: [String] = []
        var plain = ""
        for number in 1...Int.random(in: 1...6, using: &generator) {
          let word = (0..<Int.random(in: 1...3, using: &generator))
            .map { _ in pieces.randomElement(using: &generator)! }.joined()
          let isGlued = Bool.random(using: &generator)
          if Bool.random(using: &generator) { text += Self.word("\(number - 1).1", "empty") }
          text += Self.word("\(number)", word, isGlued ? "A=b|SpaceAfter=No" : "_")
          words.append(word)
          plain += word + (isGlued ? "" : " ")
        }
        if plain.hasSuffix(" ") { plain.removeLast() }
        expected.append((words, plain))
        text += "\n"
      }
      let reading = conllu(text)
      #expect(reading.texts == expected.map(\.text))
      for (passage, expected) in zip(reading.passages, expected) {
        let words = passage.words!.map { String(decoding: passage.text[$0.range], as: UTF8.self) }
        #expect(words == expected.words)
        // All columns have the form, or nothing.
        let lemmas = passage.words!.map { $0.lemma ?? "_" }
        #expect(lemmas == expected.words)
        for word in passage.words! {
          #expect(
            passage.source(of: word.range, in: Array(text.utf8))
              == String(decoding: passage.text[word.range], as: UTF8.self))
        }
      }
    }
  }
}

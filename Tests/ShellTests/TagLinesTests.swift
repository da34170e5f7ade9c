import Corpora
import Foundation
import JSON
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct TagLinesTests {
  private static let reader = SenseReader(TinySession.model)

  /// A corpus as it is written with its senses, and how many of them took the place of others.
  private static func tag(
    _ text: String, as format: TagFormat? = nil, from source: CorpusFormat? = nil,
    columns: [String] = []
  ) throws -> (text: String, replaced: Int, path: String) {
    let folder = try TemporaryFolder()
    let path = folder("corpus")
    try Data(text.utf8).write(to: URL(filePath: path))
    var options = CorpusOptions(format: source, attributes: columns)
    options.keepsSource = true
    var tagger = try SenseTagger(TinySession.wordNet.inventory, for: reader)
    var lines = TagLines(format ?? TagFormat(of: source))
    var reading = CorpusReading()
    var bytes: [UInt8] = []
    try CorpusFile(path, options: options).forEach(&reading) { passage, reading in
      let sentences = CutSentence.cut(passage, by: Self.reader)
      for (sentence, tags) in zip(sentences, try tagger.tags(of: sentences, by: Self.reader)) {
        bytes += try lines.bytes(of: TaggedSentence(sentence, tags), from: reading.format)
      }
    }
    bytes += lines.bytes(behind: reading.rest, from: reading.format) + lines.end()
    return (String(decoding: bytes, as: UTF8.self), lines.replaced, path)
  }

  private static let treebank = """
    # newdoc id = d1\r
    # text = He doesn't run the bank in New York.\r
    1\tHe\the\tPRON\tPRP\t_\t4\tnsubj\t_\t_\r
    2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_\r
    2\tdoes\tdo\tAUX\tVBZ\t_\t4\taux\t_\t_\r
    3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\r
    4\trun\trun\tVERB\tVB\t_\t0\troot\t_\t_\r
    5\tthe\tthe\tDET\tDT\t_\t6\tdet\t_\t_\r
    6\tbank\tbank\tNOUN\tNN\t_\t4\tobj\t_\tSense=old|Ref=3\r
    7\tin\tin\tADP\tIN\t_\t8\tcase\t_\t_\r
    8\tNew\tNew\tPROPN\tNNP\t_\t4\tobl\t_\t_\r
    9\tYork\tYork\tPROPN\tNNP\t_\t8\tflat\t_\tSpaceAfter=No\r
    10\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\r
    \r
    1-2\tchildren's\t_\t_\t_\t_\t_\t_\t_\t_\r
    1\tchildren\tchild\tNOUN\tNNS\t_\t3\tnmod\t_\t_\r
    2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_\r
    3\tboats\tboat\tNOUN\tNNS\t_\t0\troot\t_\t_\r
    \r
    # the end, without a line end
    """

  @Test func aTreebankStaysAsItIs() throws {
    let (text, replaced, _) = try Self.tag(Self.treebank, from: .conllu)
    let (before, after) = (
      Self.treebank.components(separatedBy: "\r\n"), text.components(separatedBy: "\r\n")
    )
    #expect(before.count == after.count && replaced == 1)
    var tagged: [String] = []
    for (old, new) in zip(before, after) where old != new {
      let (old, new) = (old.components(separatedBy: "\t"), new.components(separatedBy: "\t"))
      #expect(old.dropLast() == new.dropLast())
      let kept = new[9].split(separator: "|").filter { !$0.hasPrefix("Sense") }
      #expect(kept == old[9].split(separator: "|").filter { $0 != "_" && !$0.hasPrefix("Sense") })
      tagged.append(new[1])
    }
    // Neither the auxiliary nor the token that stands for two words.
    #expect(tagged == ["run", "bank", "New", "children", "boats"])
    #expect(text.contains("Sense=new_york%1:15:") && text.contains("SenseWords=2"))
    #expect(text.contains("Ref=3|Sense=bank%1:") && !text.contains("Sense=old"))
    // What was written is read again and gives the same.
    let again = try Self.tag(text, from: .conllu)
    #expect(again.text == text && again.replaced == 5)
  }

  @Test func verticalTextStaysAsItIs() throws {
    let text = """
      <!-- #vrt positional-attributes: word pos lemma -->
      <doc id="a">
      <s>
      The\tDT\tthe
      banks\tNNS\tbank-n
      failed\tVVD
      <g/>
      .\tSENT\t.
      </s>
      </doc>

      """
    let found = try Self.tag(text, from: .vertical, columns: ["word", "pos", "lemma"]).text
    let pairs = zip(
      text.split(separator: "\n"), found.split(separator: "\n", omittingEmptySubsequences: true))
    for (old, new) in pairs {
      #expect(new.hasPrefix(old.hasPrefix("<!--") ? old.dropLast(4) : old), "\(new)")
      if !old.hasPrefix("<") { #expect(new.split(separator: "\t").count == 6, "\(new)") }
    }
    #expect(found.contains("lemma sense sense_prob sense_verdict -->"))
    #expect(found.contains("banks\tNNS\tbank-n\tbank%1:"))
    #expect(found.contains("The\tDT\tthe\t__UNDEF__\t__UNDEF__\t__UNDEF__"))
    #expect(found.split(separator: "\n").count == text.split(separator: "\n").count)
  }

  @Test func objectsGetAMember() throws {
    let text =
      #"{"id":1,"text":"We sat on the bank. The \u201cbank\u201d of\u2028the river."}"# + "\n"
      + #"{"id":2,"text":null}"# + "\r\n" + #"  {"text":"","x":[]}"# + "\n"
      + #"{"text":"The bank closed.", "x" : [1] }"#
    let found = try Self.tag(text, from: .jsonLines).text
    func lines(_ text: String) -> [String] {
      // By bytes: a return and a line feed are one character.
      text.utf8.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }
    let (old, new) = (lines(text), lines(found))
    #expect(old.count == new.count)
    for (old, new) in zip(old, new) {
      let (old, new) = (
        try JSONValue(parsing: Array(old.utf8)), try JSONValue(parsing: Array(new.utf8))
      )
      for name in old.object!.names { #expect(old[name] == new[name]) }
      guard let senses = new["senses"]?.array else { continue }
      let scalars = Array(new["text"]!.string!.unicodeScalars)
      #expect(!senses.isEmpty)
      for sense in senses {
        let range = try #require(sense["characters"]?.array).map { $0.int! }
        let (start, end) = (range[0], range[1])
        var word = String.UnicodeScalarView()
        word.append(contentsOf: scalars[start..<end])
        #expect(String(word) == sense["word"]?.string)
      }
    }
    #expect(new[1] == "{\"id\":2,\"text\":null}\r" && new[2] == old[2])
    #expect(throws: ShellError.self) {
      try Self.tag(#"{"text":"The bank closed.","senses":[]}"#, from: .jsonLines)
    }
  }

  @Test func rowsSayWhereWordsStand() throws {
    let text =
      "We sat on the bank. The attorneys general had lunch in New York.\nThe ba\u{AD}nk closed. ｂａｎｋ"
    let (found, _, path) = try Self.tag(text, as: .tsv)
    let lines = text.split(separator: "\n").map { Array($0.utf8) }
    let rows = found.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows.map { $0[4] }.contains("attorneys general"))
    #expect(rows.map { $0[4] }.contains("New York"))
    #expect(rows.count { $0[5] == "bank" } == 3)
    for row in rows {
      #expect(row.count == TagLines.fields.count && row[0] == path)
      let word = lines[Int(row[1])! - 1][Int(row[2])!..<Int(row[3])!]
      #expect(String(decoding: word, as: UTF8.self) == row[4])
    }
    // Words that hold sentences together are none.
    #expect(!rows.contains { ["We", "on", "the", "The", "had", "in"].contains($0[4]) })
  }

  @Test func commonWordsAreTaggedAndFunctionWordsAreNot() throws {
    func words(_ text: String) throws -> [String] {
      try Self.tag(text, as: .tsv).text.split(separator: "\n").map {
        String($0.split(separator: "\t", omittingEmptySubsequences: false)[4])
      }
    }
    #expect(
      try words("The use of time in a long life: people say it was well known.") == [
        "use", "time", "long", "life", "people", "say", "well", "known",
      ])
    // A capital tells a name; a preposition behind a verb is no part of it.
    #expect(
      try words("They live in the street. He looked up the city and went to New York on time.") == [
        "live", "street", "looked", "city", "went", "New York", "on time",
      ])
    #expect(
      try words("The Street fell. A well-known man.") == ["Street", "fell", "well-known", "man"])
  }

  @Test func whatWasThereFromBeforeGoes() throws {
    let old = """
      1\tThe\tthe\tDET\t_\t_\t_\t_\t_\tSense=stale|SenseProb=1
      2\tbank\tbank\tNOUN\t_\t_\t_\t_\t_\tSense=old|Ref=1

      """
    let found = try Self.tag(old, from: .conllu)
    #expect(found.replaced == 2 && !found.text.contains("stale") && !found.text.contains("old"))
    #expect(found.text.hasPrefix("1\tThe\tthe\tDET\t_\t_\t_\t_\t_\t_\n"))
    let vertical =
      "<!-- #vrt positional-attributes: word pos lemma -->\n<s>\nThe\tDT\tthe\nbanks\tNNS\tbank\n</s>\n"
    let columns = ["word", "pos", "lemma"]
    let tagged = try Self.tag(vertical, from: .vertical, columns: columns).text
    let again = try Self.tag(
      tagged, from: .vertical, columns: columns + ["sense", "sense_prob", "sense_verdict"])
    #expect(again.text == tagged && again.replaced == 1)
  }

  @Test func filesStayApart() throws {
    var lines = TagLines(.conllu)
    var tagger = try SenseTagger(TinySession.wordNet.inventory, for: Self.reader)
    let folder = try TemporaryFolder()
    var bytes: [UInt8] = []
    var reading = CorpusReading()
    for (name, text) in [
      ("a", "1\tbank\tbank\tNOUN\t_\t_\t_\t_\t_\t_"),
      ("b", "1\tbank\tbank\tNOUN\t_\t_\t_\t_\t_\t_\n\n# end"), ("c", "The bank closed."),
    ] {
      try Data(text.utf8).write(to: URL(filePath: folder(name)))
      var options = CorpusOptions(format: name == "c" ? .text : .conllu)
      options.keepsSource = true
      try CorpusFile(folder(name), options: options).forEach(&reading) { passage, reading in
        let sentences = CutSentence.cut(passage, by: Self.reader)
        for (sentence, tags) in zip(sentences, try tagger.tags(of: sentences, by: Self.reader)) {
          bytes += try lines.bytes(of: TaggedSentence(sentence, tags), from: reading.format)
        }
      }
      bytes += lines.bytes(behind: reading.rest, from: reading.format)
    }
    try Data(bytes).write(to: URL(filePath: folder("all")))
    var texts: [String] = []
    try CorpusFile(folder("all"), options: CorpusOptions(format: .conllu)).forEach(&reading) {
      passage, _ in texts.append(String(decoding: passage.text, as: UTF8.self))
    }
    #expect(texts == ["bank", "bank", "The bank closed."])
  }

  @Test func anyCorpusIsWrittenAsAny() throws {
    let text = "We sat on the bank of the river. The bank closed.\n"
    for format in [TagFormat.conllu, .vertical] {
      let written = try Self.tag(text, as: format).text
      let folder = try TemporaryFolder()
      let path = folder("written")
      try Data(written.utf8).write(to: URL(filePath: path))
      var texts: [String] = []
      var senses = 0
      var reading = CorpusReading()
      try CorpusFile(path).forEach(&reading) { passage, _ in
        texts.append(String(decoding: passage.text, as: UTF8.self))
        senses += passage.words!.count { word in
          word.attributes.contains { $0.value.contains("%") }
        }
      }
      #expect(texts == ["We sat on the bank of the river.", "The bank closed."])
      #expect(senses == 5 && reading.warnings.isEmpty)
    }
  }

  @Test func aTagIsWhatNamingTheUseSays() throws {
    let text = "We sat on the bank of the river."
    let path = try Self.tag(text, as: .jsonl).text
    let senses = try #require(try JSONValue(parsing: Array(path.utf8))["senses"]?.array)
    for sense in senses {
      let word = sense["word"]!.string!
      var settings = Settings()
      settings.output = .jsonl
      let (_, output) = try Shell.reading(
        ["/sense \"\(text.replacing(word, with: "[\(word)]"))\""], settings: settings)
      let best = try #require(
        try JSONValue(parsing: Array(output.text.utf8))["senses"]?.array?.first)
      #expect(best["sense"] == sense["sense"])
      #expect(abs(best["probability"]!.double! - sense["probability"]!.double!) < 1e-6)
    }
  }

  @Test func sensesAreCountedByGroup() throws {
    let folder = try TemporaryFolder()
    let path = folder("a.csv")
    try Data("year,text\n1900,The bank closed.\n1950,The bank of the bank.\n,A bank.\n".utf8)
      .write(to: URL(filePath: path))
    var tagger = try SenseTagger(TinySession.wordNet.inventory, for: Self.reader)
    var counts = SenseCounts(by: try Grouping("year:1920"))
    var reading = CorpusReading()
    try CorpusFile(path).forEach(&reading) { passage, _ in
      let sentences = CutSentence.cut(passage, by: Self.reader)
      for (sentence, tags) in zip(sentences, try tagger.tags(of: sentences, by: Self.reader)) {
        counts.count(TaggedSentence(sentence, tags))
      }
    }
    #expect(counts.ungrouped == 1)
    let rows = String(decoding: counts.bytes(as: .jsonl), as: UTF8.self).split(separator: "\n")
    let found = try rows.map { try JSONValue(parsing: Array($0.utf8)) }
      .filter { $0["lemma"] == "bank" }
    func uses(_ group: JSONValue) -> Int {
      found.filter { $0["group"] == group }.reduce(0) { $0 + $1["uses"]!.int! }
    }
    #expect(uses("before 1920") == 1 && uses("from 1920") == 2 && uses(.null) == 1)
    for group in ["before 1920", "from 1920"] as [JSONValue] {
      let byKind = Dictionary(grouping: found.filter { $0["group"] == group }) { $0["pos"] }
      for rows in byKind.values {
        #expect(abs(rows.reduce(0) { $0 + $1["share"]!.double! } - 1) < 1e-9)
      }
    }
  }
}

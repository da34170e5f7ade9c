import Corpora
import Foundation

/// A format, and files of it that are sound.
private struct Sample {
  let format: CorpusFormat
  let texts: [String]
  let dictionary: [String]

  static let all: [Sample] = [
    Sample(
      format: .text,
      texts: [
        "One bank.\r\n\r\nTwo\nbanks\n", "The river\nrose and the\nbank fell.\n\n\u{0C}Two\n",
      ],
      dictionary: ["\r", "\n", "\u{2029}", "\u{FEFF}"]),
    Sample(
      format: .csv, texts: ["a,text,b\n1,\"A \"\"bank\"\",\nthere\",2\r\n3,x,\n", "text;a\n1;2\n"],
      dictionary: ["\"", "\"\"", ",", ";", "\r\n", "\"\n", "text"]),
    Sample(
      format: .tsv, texts: ["a\ttext\n1\t\"A\tb\"\n", "text\ta\n\"x\t2\n"],
      dictionary: ["\t", "\"", "\n"]),
    Sample(
      format: .jsonLines,
      texts: [
        "{\"a\":[1,{\"text\":2}],\"text\":\"A \\\"bank\\\" \\u00e9\\ud83c\\udfe6\\n\"}\n{\"text\":null}\n"
      ],
      dictionary: ["\"text\"", ":", "\\u", "\\ud83c", "\\\\", "{", "}", "null"]),
    Sample(
      format: .durel,
      texts: [
        "lemma\tcontext\tindexes_target_token\tindexes_target_sentence\nbank\tThe é bank.\t6:10\t0:11\n"
      ], dictionary: ["\t", ":", ",", "-1", "99", "6:10,0:1"]),
    Sample(
      format: .uses,
      texts: [
        "{\"text\":\"The é bank.\",\"start\":6,\"end\":10}\n{\"text\":\"A [bank].\",\"lemma\":\"bank\"}\n"
          + "{\"text\":\"A bank.\",\"characters\":[2,6],\"year\":1900}\n"
      ],
      dictionary: [
        "\"start\":", "\"end\":", "\"characters\":", "[0,1]", "-1", "99", "[", "]", "\\u00e9",
      ]),
    Sample(
      format: .conllu,
      texts: [
        "# newdoc id = a\n# text = The zum.\n1\tThe\tthe\tDET\t_\t_\t0\t_\t_\tSpaceAfter=No\n2-3\tzum\t_\t_\t_\t_\t_\t_\t_\t_\n"
          + "2\tzu\tzu\tADP\t_\t_\t0\t_\t_\t_\n3\tdem\tder\tDET\t_\t_\t0\t_\t_\t_\n3.1\tx\tx\tX\t_\t_\t0\t_\t_\t_\n\n"
      ], dictionary: ["\t", "\t_", "# newpar\n", "4-9", "SpaceAfter=No", "\n\n", "meta::", " = "]),
    Sample(
      format: .vertical,
      texts: [
        "<doc id=\"a\" n='b'>\n<s>\nThe\tDT\tthe\n<g/>\n&amp;x\tX\t&#65;\n</s>\n</doc>\nword\n"
      ],
      dictionary: [
        "<s>", "</s>", "<g/>", "<", ">", "=", "\"", "&", ";",
        "<!-- #vrt positional-attributes: word -->",
      ]),
    Sample(
      format: .xml,
      texts: [
        "<?xml version=\"1.0\"?><!DOCTYPE TEI [<!ENTITY e \"x\">]><TEI xml:id=\"a\"><teiHeader><titleStmt><title>T"
          + "</title></titleStmt></teiHeader><p n=\"1\">A <choice><sic>b</sic><corr>c</corr></choice><note>n</note><lb break=\"no\"/>"
          + "<s><w lemma=\"a\" join=\"left\">a <hi>b</hi></w>\n<mw c5=\"X\"><w>c</w></mw>&e;&amp;<![CDATA[<]]></s></p></TEI>"
      ],
      dictionary: [
        "<p>", "</p>", "<w>", "</w>", "<s>", "</s>", "<note>", "</note>", "&e;",
        "encoding=\"ISO-8859-1\"", "<lb/>",
        "<choice>", "<teiHeader>",
      ]),
  ]
}

/// In memory where that can be: thousands of files are written.
let home =
  FileManager.default.isWritableFile(atPath: "/dev/shm")
  ? URL(fileURLWithPath: "/dev/shm") : FileManager.default.temporaryDirectory

/// What every reader promises about every file.
private func check(_ bytes: [UInt8], as format: CorpusFormat?) {
  let file = home.appendingPathComponent("fuzz-\(UUID())")
  do { try Data(bytes).write(to: file) } catch { fatalError("\(error)") }
  defer { try? FileManager.default.removeItem(at: file) }
  var reading = CorpusReading()
  var count = 0
  do {
    let options = CorpusOptions(format: format, attributes: ["word", "tag", "lemma"])
    try CorpusFile(file.path, options: options).forEach(&reading) { passage, _ in
      count += 1
      let text = passage.text
      require(!text.isEmpty, "a passage has text")
      var end = 0
      for word in passage.words.map(Array.init) ?? [] {
        require(word.range.lowerBound >= end && !word.range.isEmpty, "words follow one another")
        end = word.range.upperBound
        _ = (word.lemma, word.partOfSpeech, word.attributes)
      }
      require(end <= text.count, "words end in the text")
      for target in passage.targets {
        require(
          (target.parts + [target.sentence].compactMap { $0 }).allSatisfy {
            !$0.isEmpty && $0.upperBound <= text.count
          }, "targets are in the text")
      }
      var last = 0
      for sentence in passage.sentences {
        require(sentence.lowerBound >= last && !sentence.isEmpty, "sentences follow one another")
        last = sentence.upperBound
      }
      require(last <= text.count, "sentences end in the text")
      for byte in [0, text.count / 2, text.count - 1] {
        require(0..<bytes.count ~= passage.lines.offset(of: byte), "it stands in the file")
      }
    }
  } catch {
    require(!"\(error)".contains { $0.isNewline }, "an error is one line")
  }
  require(reading.passages == count, "all passages are counted")
}

/// Bytes that are read as each format says, and by their look.
let corpusTargets = Sample.all.map { sample in
  FuzzTarget(
    "corpus-\(sample.format.rawValue)", seeds: sample.texts.map { Array($0.utf8) },
    dictionary: sample.dictionary
  ) { bytes in
    check(bytes, as: sample.format)
    check(bytes, as: nil)
  }
}

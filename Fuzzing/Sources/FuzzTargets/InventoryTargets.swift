import Foundation
import Senses

/// A kind of inventory, and files of it that are sound.
private struct Sample {
  let name: String
  let texts: [String]
  let dictionary: [String]

  static let all: [Sample] = [
    Sample(
      name: "table",
      texts: [
        "word\tsense\tgloss\texamples\tpos\tcount\nbank\tedge\tland by water\tthe bank | a bank\tn\t3\n"
          + "bank\tmoney\ta house\t\tn\n"
      ], dictionary: ["\t", "|", "\n", "\r\n", "lemma", "\ts\t", "\t-1", "word\tsense\tgloss\n"]),
    Sample(
      name: "json-lines",
      texts: [
        "{\"word\":\"bank\",\"sense\":\"a\",\"gloss\":\"land\",\"examples\":[\"a bank\"],\"pos\":\"n\",\"count\":2}\n"
      ], dictionary: ["\"examples\"", "[", "]", "null", ",", ":", "\"pos\":\"s\"", "{}"]),
    Sample(
      name: "lmf",
      texts: [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><LexicalResource><Lexicon id=\"x\" label=\"X\" language=\"en\" version=\"1\">"
          + "<LexicalEntry id=\"e1\"><Lemma writtenForm=\"bank\" partOfSpeech=\"n\"/><Form writtenForm=\"banken\"/>"
          + "<Sense id=\"oewn-bank__1.17.01..\" synset=\"s1\"><SenseRelation relType=\"derivation\" target=\"oewn-bank__1.17.01..\"/>"
          + "<Example>the bank</Example><Count>3</Count></Sense></LexicalEntry>"
          + "<Synset id=\"s1\" ili=\"i1\" partOfSpeech=\"n\" members=\"e1\"><Definition>land</Definition>"
          + "<SynsetRelation relType=\"hypernym\" target=\"s1\"/><Example>a bank</Example></Synset></Lexicon></LexicalResource>"
      ],
      dictionary: [
        "<Sense ", "</Sense>", "<Synset ", "id=\"", "target=\"", "members=\"", "-apos-", "-ap-",
        "&amp;", "<Count>", "</Lexicon>", "<Lexicon ", "lexfile=\"",
      ]),
  ]
}

/// What every reader promises about every file.
private func check(_ bytes: [UInt8]) {
  let file = home.appendingPathComponent("fuzz-\(UUID())")
  do { try Data(bytes).write(to: file) } catch { fatalError("\(error)") }
  defer { try? FileManager.default.removeItem(at: file) }
  do {
    let inventory = try inventory(at: file.path)
    for lemma in try inventory.lemmas(startingWith: "") {
      let senses = try inventory.senses(ofLemma: lemma, nil)
      require(!senses.isEmpty, "a lemma has a sense")
      for sense in senses {
        require(sense.number > 0 && sense.count >= 0, "numbers count from 1")
        require(try inventory.sense(sense.id) != nil, "a sense is found by its id")
        _ = try inventory.links(of: sense.id)
        _ = try inventory.forms(of: lemma, sense.partOfSpeech)
      }
      _ = try inventory.lemmas(ofForm: lemma, nil)
    }
  } catch {
    require(!"\(error)".contains { $0.isNewline }, "an error is one line")
  }
}

let inventoryTargets = Sample.all.map { sample in
  FuzzTarget(
    "inventory-\(sample.name)", seeds: sample.texts.map { Array($0.utf8) },
    dictionary: sample.dictionary, run: check)
}

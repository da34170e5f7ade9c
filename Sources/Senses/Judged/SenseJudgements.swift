import ContextualEmbeddings
import Corpora
import Platform
import Tokenization
import UnicodeText

/// A use and the senses of an inventory that people give it.
package struct JudgedSense: Sendable {
  package let text: SourceText
  /// The words of its sentence, as the file has them.
  package let words: [Range<Int>]
  /// Its bytes in the text.
  package let bytes: Range<Int>
  package let lemma: String
  package let partOfSpeech: PartOfSpeech?
  /// Ids of senses, each of which is right.
  package let senses: Set<String>

  /// The use, cut anew.
  package func use(read tokenize: (SourceText, [Range<Int>]) -> TokenizedText) -> Use? {
    let text = tokenize(text, words)
    return text.tokens(at: bytes).map { Use(text: text, tokens: $0) }
  }
}

extension JudgedSense {
  /// Reads the XML in which Raganato et al. 2017 ("Word sense disambiguation: a unified evaluation framework and empirical
  /// comparison") publish all-words sets: sentences of `wf` and `instance`, which have `lemma`, `pos` and, the latter, `id`.
  ///
  /// - Parameters:
  ///   - answers: A line for each instance: its id and the keys of its senses.
  ///   - check: Asked now and then; what it throws is thrown on.
  /// - Throws: `JudgedSetError`; `CorpusError`; `FileLinesError`.
  package static func read(
    _ path: String, answers: JudgedLines, checking check: () throws -> Void
  ) throws -> [JudgedSense] {
    var keys: [String: Set<String>] = [:]
    for (number, line) in answers.lines.enumerated() {
      let fields = line.split(whereSeparator: \.isWhitespace).map(String.init)
      guard fields.count > 1 else {
        throw JudgedSetError(
          "\(answers.path): line \(number + 1): expected an id and the keys of its senses")
      }
      keys[fields[0], default: []].formUnion(fields[1...])
    }
    var read: [JudgedSense] = []
    var reading = CorpusReading()
    let corpus = try Corpus([path], options: CorpusOptions(format: .xml))
    try corpus.forEach(&reading, checkInterrupt: check) { passage, _ in
      guard let words = passage.words else { return }
      let text = SourceText(bytes: passage.text)
      let ranges = words.map(\.range)
      for word in words {
        guard let id = word["id"], let lemma = word["lemma"] else { continue }
        guard let own = keys.removeValue(forKey: id) else {
          throw JudgedSetError("\(answers.path): has no line for \(id), which \(path) has")
        }
        read.append(
          JudgedSense(
            text: text, words: ranges, bytes: word.range, lemma: lemma,
            partOfSpeech: word["pos"].flatMap(PartOfSpeech.init(universal:)), senses: own))
      }
    }
    guard !read.isEmpty else {
      throw JudgedSetError("\(path): holds no instance with id and lemma")
    }
    guard keys.isEmpty else {
      throw JudgedSetError(
        "\(answers.path): \(keys.keys.min()!) is no instance of \(path)")
    }
    return read
  }
}

extension PartOfSpeech {
  /// By the names of universal parts of speech (Petrov et al. 2012, "A universal part-of-speech tagset").
  init?(universal name: String) {
    switch name {
    case "NOUN", "PROPN": self = .noun
    case "VERB", "AUX": self = .verb
    case "ADJ": self = .adjective
    case "ADV": self = .adverb
    default: return nil
    }
  }
}

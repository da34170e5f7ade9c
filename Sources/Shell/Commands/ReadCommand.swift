import ArgumentParser
import Corpora
import ContextualEmbeddings
import JSON
import Senses
import UnicodeText

struct ReadCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Keeps the sentences of a file, one a line.",
    discussion: """
      Of a session that /save has written, the sentences that were kept, and the senses that were \
      found last with all edits. \
      Blank lines are passed over. Lines that start with one slash are commands at the prompt, but \
      not in a file of sentences: they are passed over too, and counted. A sentence that starts with \
      a slash is written with two. polyseme -f FILE runs a file of sentences and commands. --paragraphs \
      is for running text: lines are joined up to a blank one and parted into sentences, and no line is \
      a command. Of a table, a corpus format or a packed file the sentences of its texts are kept.

      \(CorpusReadingOptions.rule)
      """)
  static let topic = Topic.session
  static let isForPromptOnly = true
  static let example = ["/read sentences.txt"]

  @Argument(help: "The file.", completion: .file())
  var file: String

  @OptionGroup var reading: CorpusReadingOptions

  static let fields: [Field<SentencesRead>] = [
    Field("read", "sentences read", \.count),
    Field("first_sentence", "the number of the first") { $0.count > 0 ? $0.first : nil },
    Field("last_sentence", "the number of the last") { $0.count > 0 ? $0.last : nil },
    Field("passed_over", "lines that are no sentence", \.passedOver),
    Field("word", "the word whose senses were brought back", \.senses),
  ]
  static let rows = RowFields<SentencesRead>(fields.only("read", "passed_over"))

  func find(in session: inout Session) throws -> SentencesRead {
    let options = reading.options
    if options.layout == .paragraphs || options.format ?? .text != .text {
      return try session.readCorpus(file: file, options)
    }
    do { return try session.read(file: file, asText: options.format == .text) } catch {
      guard Self.isOfCorpus(error) else { throw error }
      return try session.readCorpus(file: file, options)
    }
  }

  /// Whether a file is refused only because it holds no sentences line by line.
  private static func isOfCorpus(_ error: any Error) -> Bool {
    switch error {
    case let error as CorpusError:
      if case .notRunningText = error.fault { true } else { false }
    case FileLinesError.notText(_, .compressed): true
    default: false
    }
  }

  func blocks(_ found: SentencesRead, in session: Session) -> [Block] {
    var text = "\(counted(found.count, "sentence")) read"
    if found.count > 0 {
      text += found.count == 1 ? ": [\(found.first)]" : ": [\(found.first)] to [\(found.last)]"
    }
    if let word = found.senses { text += "; the senses of “\(word.onOneLine)” are back" }
    let kept = session.sentences.limit
    if found.count > kept { text += ", the last \(kept) kept (/set keep NUMBER keeps more)" }
    return [.text(text)]
  }

  func notes(on found: SentencesRead, in session: Session) -> Notes {
    Notes(warnings: found.warnings)
  }
}

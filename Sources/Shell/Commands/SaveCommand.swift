import ArgumentParser
import Senses

struct SaveCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "save", abstract: "Writes the session to a file.",
    discussion: """
      What was typed, each answer and its digest, the digests of vocabulary and weights, the Unicode \
      versions, the seed, the sentences that are kept, and the senses found last with all edits, as \
      JSON Lines. /read takes sentences and senses back, /replay runs everything again and shows what \
      differs. With --sentences the sentences alone are written, one a line, byte for byte as typed. \
      The file is written whole or not at all: where that fails, an older file of the name stays as \
      it was. Nobody else can read one that is made.
      """)
  static let isForOneModel = true
  static let topic = Topic.session
  static let isForPromptOnly = true
  static let replayGap: ReplayGap? = .writes
  static let example = ["I deposited money at the bank.", "/save session.jsonl"]

  @Argument(help: "The file.", completion: .file())
  var file: String
  @Flag(help: "Only the sentences that are kept, as plain text.")
  var sentences = false

  struct Found {
    let kept: Int
    let lines: Int
    let induction: Induction?
    let file: String
  }

  static let fields: [Field<Found>] = [
    Field("saved", "sentences written", \.kept), Field("lines", "lines that were typed", \.lines),
    Field("word", "the word whose senses were written", \.induction?.word),
    Field("file", "the file written", \.file),
  ]
  static let rows = RowFields<Found>(fields.only("saved", "file"))

  func find(in session: inout Session) throws -> Found {
    if sentences {
      try session.saveSentences(to: file)
    } else {
      guard session.log.isWhole else {
        throw ShellError(
          "too-much",
          "more was said than is remembered (\(session.log.most >> 20) MB), so it cannot be run "
            + "again; --sentences saves the sentences alone")
      }
      try session.save(to: file)
    }
    return Found(
      kept: session.sentences.count, lines: sentences ? 0 : session.log.entries.count,
      induction: sentences ? nil : session.induction, file: file)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    var parts = sentences ? [] : [counted(found.lines, "line")]
    parts.append(counted(found.kept, "sentence"))
    if let induction = found.induction {
      parts.append("\(counted(induction.senses.count, "sense")) of “\(induction.word)”")
    }
    return [.text("\(parts.joined(separator: ", ")) written to \(file)".onOneLine)]
  }
}

extension Session {
  fileprivate func saveSentences(to path: String) throws {
    var lines: [UInt8] = []
    for number in sentences.numbers {
      lines += Line.line(for: sentences[number]!.text.source)
      lines.append(0x0A)
    }
    try writing().write(lines, to: path, isPrivate: true)
  }
}

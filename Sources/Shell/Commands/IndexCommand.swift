import ArgumentParser
import Corpora
import JSON
import Platform
import Senses
import UseIndex

struct IndexCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Reads a corpus once and keeps every word's use on the disk, or tells what is kept.",
    discussion: """
      PLACE is a folder, made where there is none. Given again, only files that are new or have changed are read, \
      and the uses of changed and vanished files are taken away. Ctrl-C stops after what is being encoded, and the \
      same line goes on from there, as it does after any other end. One process writes at a time; others may read \
      meanwhile what it has put there. An index can be read with the model that made it, and no other.

      Without a corpus the answer tells what is in it. --check reads all of it, and says what is damaged.

      /index merge PLACE PLACE… puts into the first index, which may be new, what the others hold. They were made \
      apart by the same model; nothing is encoded.
      """)
  static let isForOneModel = true
  static let topic = Topic.text
  static let replayGap: ReplayGap? = .writes
  static let keepsWhatIsThere = true
  static let example = ["/index sentences.index sentences.txt"]

  @Argument(
    help: ArgumentHelp("The index's folder; or merge.", valueName: "place"), completion: .directory)
  var place: String
  @Argument(
    help: ArgumentHelp("Files, folders and patterns; after merge, places.", valueName: "corpus"),
    completion: .file())
  var corpus: [String] = []
  @Flag(name: .customLong("check"), help: "Read all of the index, and say what is damaged.")
  var isChecked = false
  @Option(
    help: ArgumentHelp(
      "How many uses are put on the disk together: what a killed process loses.",
      valueName: "number"))
  var together = 1 << 17
  @Option(
    help: ArgumentHelp(
      "Keep the vectors of a new index as this one does, so that merging both loses nothing.",
      valueName: "place"), completion: .directory)
  var like: String?
  @OptionGroup var reading: CorpusReadingOptions

  func validate() throws {
    try check("--together", together, from: 1, to: 1 << 24)
    if isMerge && corpus.count < 2 {
      throw ValidationError(
        "merge takes the place of the whole and one more: index merge PLACE PLACE…")
    }
  }

  private var isMerge: Bool { place == "merge" }

  struct Found {
    let place: String
    let summary: IndexSummary
    var outcome = IndexWriter.Outcome()
    var merged: Int?
    var isChecked = false

    var unread: [Unread] {
      outcome.failures.map { Unread(file: $0.path, error: ShellError($0.error)) }
    }
  }

  struct Unread {
    let file: String
    let error: ShellError
  }

  static let fields: [Field<Found>] =
    [Field("index", "the index's folder", \.place)]
    + IndexSummary.fields.of(\.summary) + [
      Field("size", "its bytes on the disk", \.summary.bytes),
      Field("bytes_per_use", "its bytes for each use", \.summary.bytesPerUse),
      Field("code_bytes", "bytes of a vector's code", \.summary.codeBytes),
      Field("added_uses", "uses that came now", \.added),
      Field("files_read", "corpus files that were read now", \.outcome.filesRead),
      Field("files_unchanged", "corpus files that had been read before", \.outcome.filesUnchanged),
      Field(
        "files_gone", "corpus files that are gone, and their uses with them", \.outcome.filesGone),
      Field(
        "files_unread", "corpus files that could not be read, or not further",
        each: [
          Field("file", "its path", \.file), Field("message", "what is wrong", \.error.message),
        ], \.unread),
      Field("verified", "whether all was read and found as it was written", \.isChecked),
      Field("complete", "whether nothing was left to read") { !$0.outcome.isCut },
    ]
  static let rows = RowFields<Found>(Array(fields[..<14]))

  func find(in session: inout Session) throws -> Found {
    defer { session.progress("") }
    let model = session.model
    if isMerge {
      let writing = try session.writing()
      let whole = corpus[0]
      let parts = try corpus.dropFirst().map { try IndexedUses(opening: $0, model: model) }
      let writer = try IndexWriter(whole, model: model, by: writing)
      var merged = 0
      for part in parts {
        try session.checkInterrupt()
        session.progress("\(part.path): \(counted(part.count, "use"))")
        merged += try writer.add(part)
      }
      return Found(
        place: whole, summary: try IndexedUses(opening: whole, model: model).summary(),
        merged: merged)
    }
    var outcome = IndexWriter.Outcome()
    if !corpus.isEmpty {
      let writing = try session.writing()
      let corpus = try Corpus(corpus, options: reading.options)
      let writer = try IndexWriter(place, model: model, by: writing)
      if let like { try writer.takeCodes(of: IndexedUses(opening: like, model: model)) }
      outcome = try writer.read(
        corpus, usesTogether: together, progress: { session.progress($0.inWords) },
        checkInterrupt: session.checkInterrupt)
    }
    let index = try IndexedUses(opening: place, model: model)
    if isChecked {
      session.progress("checking \(place)")
      try index.checkAll(checking: session.checkInterrupt)
    }
    return Found(
      place: place, summary: try index.summary(), outcome: outcome, isChecked: isChecked)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let summary = found.summary
    var sentences: [String] = []
    if let merged = found.merged {
      sentences.append("\(counted(merged, "use")) came from other indexes.")
    }
    if !corpus.isEmpty, !isMerge {
      sentences.append(
        "\(counted(found.outcome.usesAdded, "use")) came from \(counted(found.outcome.filesRead, "file")); "
          + "\(counted(found.outcome.filesUnchanged, "file")) had been read before.")
    }
    if found.isChecked { sentences.append("All of it is as it was written.") }
    let size = summary.bytesPerUse.map { ", \(decimals($0, 1)) for each use" } ?? ""
    return [
      .text(
        "\(found.place): \(summary.inWords); \(counted(summary.bytes, "byte"))\(size)".onOneLine)
    ] + sentences.map { .text($0) }
  }

  func notes(on found: Found, in session: Session) -> Notes {
    var notes = Notes(warnings: found.outcome.warnings.map(\.description))
    if found.outcome.badBytes > 0 {
      notes.warnings.append(
        "\(counted(found.outcome.badBytes, "byte")) \(found.outcome.badBytes == 1 ? "is" : "are") not UTF-8, and read as U+FFFD"
      )
    }
    for file in found.outcome.filesGone {
      notes.warnings.append("\(file) is gone, and its uses with it")
    }
    for unread in found.unread {
      notes.warnings.append(unread.error.message)
      notes.status = .someFailed
    }
    if found.outcome.isCut {
      notes.warnings.append(
        "interrupted; what was encoded is kept, and the same command goes on from there")
      notes.status = .interrupted
    }
    return notes
  }
}

extension IndexCommand.Found {
  fileprivate var added: Int { merged ?? outcome.usesAdded }
}

extension IndexWriter.Progress {
  /// How far it is, for a person who waits.
  fileprivate var inWords: String {
    let rate = Double(uses) / max(1e-3, seconds)
    var words = "\(counted(uses, "use")), \(Int(clamping: rate)) a second"
    guard bytesRead > 0, seconds > 1 else { return words }
    let left = Int(clamping: seconds * Double(bytes - bytesRead) / Double(bytesRead))
    words += left < 60 ? ", \(left) s left" : ", \((left + 59) / 60) min left"
    return words
  }
}

import Corpora
import JSON
import Senses
import Tokenization

extension CorpusReading {
  /// The first byte that is not UTF-8, and how many there are; `nil` where all are.
  var badBytesNote: String? {
    firstBadByte.map { place in
      "line \(place.line): byte \(place.byte) "
        + "\(badBytes > 1 ? "and \(badBytes - 1) more are" : "is") not UTF-8, read as U+FFFD"
    }
  }

  /// Said on standard error.
  public var notes: [String] {
    var notes = badBytesNote.map { ["\(firstBadByte!.path): \($0)"] } ?? []
    notes += warnings.map(\.description)
    if warningCount > warnings.count {
      notes.append("\(warningCount - warnings.count) more warnings of this kind are not shown")
    }
    return notes
  }

  /// How the corpus was read.
  static let fields: [Field<CorpusReading>] = [
    Field("corpus_files", "files read", \.files),
    Field(
      "layout",
      "what a line of running text was taken for: lines or paragraphs; null where none was read",
      \.layout?.rawValue),
    Field("bad_bytes", "bytes that are not UTF-8, read as U+FFFD", \.badBytes),
    Field("first_bad_byte", "the first of them", with: badByte, \.firstBadByte),
  ]
  private static let badByte: [Field<BytePlace>] = [
    Field("line", "the line of the file, from 1", \.line),
    Field("byte", "the byte of the line, from 0", \.byte),
    Field("file", "its path", \.path),
  ]
}

extension CorpusUses {
  /// How many uses there are and how many of them were taken, in text.
  func summary(taken: String) -> String {
    "\(counted(found, "use")) in \(whole)"
      + (text?.layout == .paragraphs ? ", read by paragraphs" : "")
      + (found > uses.count ? ", \(uses.count) of them \(taken)" : "")
  }

  /// What was looked through.
  private var whole: String {
    guard let text else { return source.name }
    return counted(text.lines, "line")
      + (text.files > 1 ? " of \(counted(text.files, "file"))" : "")
  }

  /// How far a search came that was interrupted.
  var interruption: String {
    "interrupted" + (text.map { " after \(counted($0.lines, "line"))" } ?? "")
  }

  static let fields: [Field<CorpusUses>] =
    [
      Field("found", "uses found", \.found), Field("used", "uses taken", \.uses.count),
      Field("forms", WrittenForm.meaning, each: WrittenForm.fields, \.forms).whereKnown,
      Field(
        "index", "the index that was asked; left out where a corpus was read", \.source.index?.path
      )
      .whereKnown,
    ] + CorpusReading.fields.map { $0.ofOptional(\.text) }

  /// What a reader of the answer has to know besides.
  ///
  /// - Parameter format: A table has no place of its own for how many uses were taken.
  func warnings(as format: OutputFormat, taken: String) -> [String] {
    var warnings = text?.notes ?? []
    if format.isRows, found > uses.count {
      warnings.append("\(source.name): \(summary(taken: taken))")
    }
    if let use = occurrences.first, use.isUnknown {
      warnings.append(
        "“\(use.word)” is unknown to the model: its uses are told apart by what stands around them alone"
      )
    }
    return warnings
  }
}

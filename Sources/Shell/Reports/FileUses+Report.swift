import Corpora
import JSON
import Senses
import Tokenization

extension RunningText.Reading {
  /// The first byte that is not UTF-8, and how many there are; `nil` where all are.
  var badBytesNote: String? {
    firstBadByte.map { line, byte in
      "line \(line): byte \(byte) \(badBytes > 1 ? "and \(badBytes - 1) more are" : "is") not UTF-8, read as U+FFFD"
    }
  }

  /// Said on standard error, after the file's name.
  func warnings(file path: String) -> [String] {
    var warnings = badBytesNote.map { ["\(path): \($0)"] } ?? []
    if isDoubtful {
      warnings.append(
        layout == .paragraphs
          ? "\(path): its lines look wrapped and are read by paragraphs; --lines reads each by itself"
          : "\(path): some lines end inside a sentence and each is read by itself; --paragraphs joins them"
      )
    }
    return warnings
  }

  /// How the text was read.
  static let fields: [Field<RunningText.Reading>] = [
    Field("layout", "what a line was taken for: lines or paragraphs", \.layout.rawValue),
    Field("bad_bytes", "bytes that are not UTF-8, read as U+FFFD", \.badBytes),
    Field("first_bad_byte", "the first of them", with: badByte, \.firstBadByte),
  ]
  private static let badByte: [Field<(line: Int, byte: Int)>] = [
    Field("line", "the line of the file, from 1", \.line),
    Field("byte", "the byte of the line, from 0", \.byte),
  ]
}

extension FileUses {
  /// How many uses there are and how many of them were taken, in text.
  func summary(taken: String) -> String {
    "\(counted(found, "use")) in \(counted(text.lines, "line"))"
      + (text.layout == .paragraphs ? ", read by paragraphs" : "")
      + (found > uses.count ? ", \(uses.count) of them \(taken)" : "")
  }

  static let fields: [Field<FileUses>] =
    [Field("found", "uses found", \.found), Field("used", "uses taken", \.uses.count)]
    + RunningText.Reading.fields.of(\.text)

  /// What a reader of the answer has to know besides.
  ///
  /// - Parameter format: A table has no place of its own for how many uses were taken.
  func warnings(file path: String, as format: OutputFormat, taken: String) -> [String] {
    var warnings = text.warnings(file: path)
    if format.isRows, found > uses.count { warnings.append("\(path): \(summary(taken: taken))") }
    if let use = occurrences.first, use.isUnknown {
      warnings.append(
        "“\(use.word)” is unknown to the model: its uses are told apart by what stands around them alone"
      )
    }
    return warnings
  }
}

import Corpora
import Foundation
import TestSupport

/// What came of reading some bytes as a file of a corpus.
struct Reading {
  var passages: [Passage] = []
  var known = CorpusReading()
  var error: (any Error)?

  var texts: [String] { passages.map { String(decoding: $0.text, as: UTF8.self) } }
  var message: String { error.map { "\($0)" } ?? "" }
  var warnings: [String] { known.warnings.map(\.description) }

  init(of path: String, _ options: CorpusOptions = CorpusOptions()) {
    do {
      try CorpusFile(path, options: options).forEach(&known) { passage, _ in
        passages.append(passage)
      }
    } catch { self.error = error }
  }
}

extension TemporaryFolder {
  func write(_ bytes: [UInt8], _ name: String) -> String {
    try! Data(bytes).write(to: URL(filePath: self(name)))
    return self(name)
  }

  /// Reads a text as a file of that name.
  func read(
    _ text: String, _ name: String = "corpus", _ options: CorpusOptions = CorpusOptions()
  ) -> Reading {
    Reading(of: write(Array(text.utf8), name), options)
  }
}

extension Passage {
  /// What stands in a file where a range of the passage has its place.
  func source(of range: Range<Int>, in file: [UInt8]) -> String {
    let (line, place) = lines.place(of: range)
    var start = 0
    for _ in 1..<line { start = file[start...].firstIndex(of: 0x0A)! + 1 }
    precondition(start + place.lowerBound == lines.offset(of: range.lowerBound))
    return String(
      decoding: file[start + place.lowerBound..<start + place.upperBound], as: UTF8.self)
  }
}

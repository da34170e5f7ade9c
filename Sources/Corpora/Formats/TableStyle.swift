extension TableReader.Style {
  /// - Parameters:
  ///   - sample: The beginning of a table.
  ///   - look: What it looks like.
  init(_ sample: Span<UInt8>, _ look: CorpusLook?) {
    if case .table(let separator, _) = look {
      self.init(sample, separator: separator)
    } else {
      self.init(sample, separator: Self.separator(ofFirstLineOf: sample))
    }
  }

  /// Fields between tabs are taken to be quoted only where the sample shows it: most programs that write such tables
  /// for research quote nothing, and a quote there is one of the text.
  init(_ sample: Span<UInt8>, separator: UInt8) {
    self.init(
      separator: separator, isQuoted: separator != 0x09 || Self.isQuoted(sample.array, separator))
  }

  /// The commonest of three outside quotes; a comma where there is none.
  private static func separator(ofFirstLineOf sample: Span<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for place in 0..<sample.count {
      let byte = sample[place]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
      if byte == 0x0A, !isQuoted { break }
    }
    let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    return separators.max { counts[$0, default: 0] < counts[$1, default: 0] }!
  }

  /// Whether all names of columns are in quotes; or all fields that begin with a quote end with one too, and hold what
  /// is only written in quotes: a separator, a line end, a doubled quote.
  private static func isQuoted(_ sample: [UInt8], _ separator: UInt8) -> Bool {
    let quote = UInt8(ascii: "\"")
    let names = sample.prefix { $0 != 0x0A && $0 != 0x0D }
      .split(separator: separator, omittingEmptySubsequences: false)
    if names.allSatisfy({ $0.count > 1 && $0.first == quote && $0.last == quote }) { return true }
    func isEnd(_ byte: UInt8) -> Bool { byte == separator || byte == 0x0A || byte == 0x0D }
    var isQuoted = false
    var place = 0
    while place < sample.count {
      guard sample[place] == quote else {
        // To the next field.
        place = sample[place...].firstIndex(where: isEnd).map { $0 + 1 } ?? sample.count
        continue
      }
      var needsQuotes = false
      place += 1
      while place < sample.count {
        if sample[place] == quote {
          guard place + 1 < sample.count, sample[place + 1] == quote else { break }
          needsQuotes = true
          place += 1
        } else if isEnd(sample[place]) {
          needsQuotes = true
        }
        place += 1
      }
      // What the sample cuts tells nothing.
      guard place < sample.count else { break }
      guard needsQuotes, place + 1 == sample.count || isEnd(sample[place + 1]) else { return false }
      isQuoted = true
      place += 2
    }
    return isQuoted
  }
}

extension String {
  /// This text with U+034F COMBINING GRAPHEME JOINER in each run of combining marks, after every 30 of them; nearly all
  /// texts stay as they are.
  ///
  /// Swift compares and hashes strings in a normal form, and takes quadratic time to put a run of marks in order. No run of
  /// this text is long, so it can be compared and hashed in linear time whoever wrote it.
  ///
  /// Source: the Stream-Safe Text Process (UAX #15, section 13), here for marks as they are written.
  public var streamSafe: String {
    // A mark is at least two bytes.
    if utf8.count <= 2 * Self.longestRunOfMarks || isASCII { return self }
    var safe = String.UnicodeScalarView()
    var marks = 0
    var isChanged = false
    for scalar in unicodeScalars {
      marks = combiningClass(Int32(bitPattern: scalar.value)) == 0 ? 0 : marks + 1
      if marks > Self.longestRunOfMarks {
        safe.append("\u{34F}")
        marks = 1
        isChanged = true
      }
      safe.append(scalar)
    }
    return isChanged ? String(safe) : self
  }

  private static let longestRunOfMarks = 30
}

extension FixedWidthInteger {
  /// The whole part of a number; of one that is too large or too small, the integer that is nearest to it, and of
  /// what is no number 0.
  ///
  /// The library's own conversion ends the program at these, and a number that comes from a file may be any; so
  /// nothing else converts one (`Scripts/check-conversions`).
  package init(clamping value: some BinaryFloatingPoint) {
    self =
      Self(exactly: value.rounded(.towardZero))
      ?? (value.isNaN ? 0 : value < 0 ? .min : .max)
  }
}

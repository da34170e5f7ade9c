import UnicodeText

/// The scalars of a key.
func scalars(of key: Span<UInt8>) -> [UInt32] {
  var scalars: [UInt32] = []
  var place = 0
  while place < key.count { scalars.append(decodeScalar(at: &place, in: key)) }
  return scalars
}

extension String {
  /// The text of scalars, as ``scalars(of:)`` has them: all of them scalars of Unicode.
  init(scalars: some Sequence<UInt32>) {
    var text = UnicodeScalarView()
    for scalar in scalars { text.append(Unicode.Scalar(scalar)!) }
    self.init(text)
  }
}

import Platform

extension EncoderWeights {
  /// What tells these weights from any others: the SHA-256 of the shapes of the encoder's tensors, and of numbers from each
  /// of them.
  ///
  /// Of each tensor the beginning, the middle and the end are read, so that a model opens as fast as before; whoever trains
  /// on changes them all. Names and their order have no part in it: an exported model has the mark it had.
  package var mark: String {
    let digests = tensorNames.map { name, _ in
      let tensor = tensors[name]
      var sample = Array("\(tensor.format.rawValue) \(tensor.shape)\n".utf8)
      tensor.withBytes { bytes in
        let width = min(Self.sampled, bytes.count)
        for start in [0, (bytes.count - width) / 2, bytes.count - width] {
          sample += bytes[start..<start + width]
        }
      }
      return sha256(sample)
    }
    return sha256(Array(digests.sorted().joined().utf8))
  }

  /// Bytes read at each place of a tensor.
  private static let sampled = 256
}

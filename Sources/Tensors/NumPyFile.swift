/// Numbers in the format of NumPy's `.npy`, version 1.0
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), which `numpy.load` reads:
/// 32 bits, little-endian, row after row.
package enum NumPyFile {
  /// A file of one dimension.
  package static func bytes(of vector: [Float]) -> [UInt8] {
    header(shape: [vector.count]) + bytes(ofRow: vector)
  }

  /// A file of two dimensions.
  package static func bytes(of matrix: Matrix) -> [UInt8] {
    header(rows: matrix.rows, columns: matrix.columns) + bytes(ofRow: matrix.values)
  }

  /// What a file of two dimensions starts with; `bytes(ofRow:)` of each row follows.
  package static func header(rows: Int, columns: Int) -> [UInt8] {
    header(shape: [rows, columns])
  }

  package static func bytes(ofRow row: [Float]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 4 * row.count) { buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      for (index, value) in row.enumerated() {
        bytes.storeBytes(
          of: value.bitPattern.littleEndian, toByteOffset: 4 * index, as: UInt32.self)
      }
      count = 4 * row.count
    }
  }

  private static func header(shape: [Int]) -> [UInt8] {
    let lengths = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let description = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(lengths)), }"
    // The numbers start at a multiple of 64: 6 bytes of name, 2 of version, 2 of length, and a line.
    let length = (10 + description.utf8.count + 1 + 63) / 64 * 64 - 10
    var header: [UInt8] = [0x93] + "NUMPY".utf8 + [1, 0]
    header += [UInt8(length & 0xFF), UInt8(length >> 8)]
    header += description.utf8
    header += repeatElement(0x20, count: length - description.utf8.count - 1)
    return header + [0x0A]
  }
}

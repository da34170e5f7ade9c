import Tensors
import Tensors
import Testing

struct NumPyFileTests {
  /// Byte for byte what `numpy.save` 2.3 writes, but for trailing spaces of its header.
  @Test func aVector() {
    let bytes = NumPyFile.bytes(of: [1, -2.5])
    #expect(bytes.prefix(10) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0])
    let header = String(decoding: bytes[10..<128], as: UTF8.self)
    #expect(
      header.hasPrefix("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }")
        && header.hasSuffix(" \n"))
    #expect(bytes[128...] == [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0])
  }

  @Test func aMatrix() {
    let matrix = Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])
    let bytes = NumPyFile.bytes(of: matrix)
    let header = String(decoding: bytes[10..<128], as: UTF8.self)
    #expect(header.contains("'shape': (2, 3), }"))
    #expect(bytes.count == 128 + 24)
    #expect(
      bytes == NumPyFile.header(rows: 2, columns: 3) + NumPyFile.bytes(ofRow: matrix.row(0))
        + NumPyFile.bytes(ofRow: matrix.row(1)))
  }

  @Test func numbersStartAtAMultipleOf64() {
    for rows in [0, 1, 10_000, .max] {
      let header = NumPyFile.header(rows: rows, columns: .max)
      #expect(header.count % 64 == 0 && header.last == 0x0A)
      #expect(Int(header[8]) + Int(header[9]) << 8 == header.count - 10)
    }
  }
}

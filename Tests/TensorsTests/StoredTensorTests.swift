import Tensors
import TestSupport
import Testing

struct StoredTensorTests {
  private func value(_ pattern: UInt16, _ format: StoredTensor.Format) -> Float {
    let bytes = BytesInMemory([0xAB, UInt8(pattern & 0xFF), UInt8(pattern >> 8)])
    return StoredTensor(shape: [1], format: format, storage: bytes, offset: 1).values[0]
  }

  /// Sign, five bits of exponent less 15, ten of fraction (IEEE 754).
  @Test func halvesByHand() {
    #expect(value(0x3C00, .float16) == 1)
    #expect(value(0xC000, .float16) == -2)
    #expect(value(0x3555, .float16) == 0x1.554p-2)  // a third
    #expect(value(0x7BFF, .float16) == 65504)  // the largest
    #expect(value(0x0400, .float16) == 0x1p-14)  // the smallest normal
    #expect(value(0x03FF, .float16) == 0x1.ff8p-15)  // the largest denormal
    #expect(value(0x0001, .float16) == 0x1p-24)  // the smallest
    #expect(value(0x8000, .float16).sign == .minus && value(0x8000, .float16) == 0)
    #expect(value(0x7C00, .float16) == .infinity && value(0xFC00, .float16) == -.infinity)
    #expect(value(0x7E00, .float16).isNaN)
  }

  /// All of them, by the definition.
  @Test func everyHalf() {
    for pattern in 0...UInt16.max {
      let exponent = Int(pattern >> 10 & 0x1F)
      let fraction = Double(pattern & 0x3FF) / 1024
      let sign: Double = pattern >> 15 == 1 ? -1 : 1
      let found = value(pattern, .float16)
      switch exponent {
      case 31 where fraction > 0:
        if !found.isNaN { Issue.record("\(pattern): \(found)") }
      case 31:
        if found != Float(sign) * .infinity { Issue.record("\(pattern): \(found)") }
      case 0:
        if found != Float(sign * fraction * 0x1p-14) { Issue.record("\(pattern): \(found)") }
      default:
        var power = 0x1p-15
        for _ in 0..<exponent { power *= 2 }
        if found != Float(sign * (1 + fraction) * power) { Issue.record("\(pattern): \(found)") }
      }
    }
  }

  /// The upper half of the 32 bits.
  @Test func bfloat16() {
    #expect(value(0x3F80, .bfloat16) == 1)
    #expect(value(0xC040, .bfloat16) == -3)
    #expect(value(0x3EAB, .bfloat16) == 0.333984375)  // a third
    #expect(value(0x7F80, .bfloat16) == .infinity && value(0x7FC0, .bfloat16).isNaN)
  }

  @Test func rowsAndRanges() {
    let tensor = StoredTensor(Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6]))
    #expect(tensor.shape == [2, 3] && tensor.count == 6 && tensor.format == .float32)
    #expect(tensor.row(1) == [4, 5, 6])
    #expect(tensor.values(in: 1..<4) == [2, 3, 4])
    #expect(tensor.matrix == Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6]))
    #expect(StoredTensor(shape: [], values: [7]).values == [7])
  }

  /// The ranges of each file that go, in bytes: those of neighbours as one, whatever their order.
  @Test func neighboursAreLetGoTogether() {
    let (first, second) = (BytesThatGo(count: 200_000), BytesThatGo(count: 200_000))
    func tensor(_ storage: BytesThatGo, at offset: Int, numbers: Int) -> StoredTensor {
      StoredTensor(shape: [numbers], format: .float16, storage: storage, offset: offset)
    }
    StoredTensor.letGo(of: [
      tensor(first, at: 1000 + 65_536, numbers: 10), tensor(first, at: 0, numbers: 500),
      tensor(first, at: 400, numbers: 10),  // inside the one before
      tensor(first, at: 66_556 + 65_537, numbers: 5),  // a byte too far behind
    ])
    #expect(first.gone == [0..<66_556, 132_093..<132_103])
    StoredTensor.letGo(of: [tensor(first, at: 0, numbers: 4), tensor(second, at: 8, numbers: 4)])
    #expect(first.gone.last == 0..<8 && second.gone == [8..<16])
  }

  @Test func outsideItsBytesTraps() async {
    await #expect(processExitsWith: .failure) {
      _ = StoredTensor(
        shape: [2], format: .float16, storage: BytesInMemory([1, 2, 3]), offset: 0)
    }
    await #expect(processExitsWith: .failure) {
      _ = StoredTensor(shape: [2], values: [1, 2]).values(in: 1..<3)
    }
  }
}

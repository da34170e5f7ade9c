import Tensors
import TestSupport
import Testing

struct FiniteCheckTests {
  /// Every pattern of 16 bits, alone and at every place of nine numbers.
  @Test(arguments: [StoredTensor.Format.float16, .bfloat16])
  func sixteenBits(format: StoredTensor.Format) {
    for pattern in 0...UInt16.max {
      let bytes = BytesInMemory([UInt8(pattern & 0xFF), UInt8(pattern >> 8)])
      let tensor = StoredTensor(shape: [1], format: format, storage: bytes, offset: 0)
      let isFinite = tensor.values[0].isFinite
      if (tensor.firstNonFinite == nil) != isFinite { Issue.record("\(pattern)") }
      guard pattern % 1024 == 0 else { continue }
      for place in 0..<9 {
        var numbers = [UInt8](repeating: 0x11, count: 18)
        numbers[2 * place] = UInt8(pattern & 0xFF)
        numbers[2 * place + 1] = UInt8(pattern >> 8)
        let tensor = StoredTensor(
          shape: [9], format: format, storage: BytesInMemory(numbers), offset: 0)
        #expect(tensor.firstNonFinite == (isFinite ? nil : place))
      }
    }
  }

  @Test func thirtyTwoBits() {
    let numbers: [Float] = [
      0, -0.0, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 1, 2,
    ]
    #expect(StoredTensor(shape: [7], values: numbers).firstNonFinite == nil)
    #expect(StoredTensor(shape: [0], values: []).firstNonFinite == nil)
    for bad in [Float.infinity, -.infinity, .nan, .signalingNaN, -.nan] {
      for place in numbers.indices {
        var spoiled = numbers
        spoiled[place] = bad
        #expect(StoredTensor(shape: [7], values: spoiled).firstNonFinite == place)
      }
    }
  }
}

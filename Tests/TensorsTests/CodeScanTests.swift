import TestSupport
import Testing

@testable import Tensors

@Suite struct CodeScanTests {
  /// What a code stands for, added up plainly.
  private func sum(_ code: ArraySlice<UInt8>, _ tables: [[Float]]) -> Float {
    code.enumerated().reduce(0) { sum, half in
      sum + tables[2 * half.offset][Int(half.element & 15)]
        + tables[2 * half.offset + 1][Int(half.element >> 4)]
    }
  }

  private func sums(_ scan: CodeScan, _ codes: [UInt8]) -> [Float] {
    var sums = [Float](repeating: 0, count: codes.count / scan.bytes)
    codes.withUnsafeBytes { codes in
      sums.withUnsafeMutableBufferPointer { scan.write(sumsOf: codes, into: $0) }
    }
    return sums
  }

  @Test(arguments: Kernels.available, [32, 64, 96, 128])
  func sumsAreThoseOfTheTables(kernels: Kernels, bytes: Int) {
    var random = SplitMix64(seed: 7)
    let tables = (0..<2 * bytes).map { _ in
      (0..<16).map { _ in Float.random(in: -1...1, using: &random) }
    }
    let scan = CodeScan(tables: tables, kernels: kernels)
    for rows in [0, 1, 15, 16, 17, 100] {
      let codes = (0..<rows * bytes).map { _ in UInt8.random(in: 0...255, using: &random) }
      for (row, found) in sums(scan, codes).enumerated() {
        let expected = sum(codes[row * bytes..<(row + 1) * bytes], tables)
        #expect(abs(found - expected) <= scan.largestError, "\(kernels), row \(row) of \(rows)")
        // Errors of rounding are as often above as below.
        #expect(abs(found - expected) <= scan.largestError / 4)
      }
    }
  }

  /// Every half of every byte stands for the most that it can.
  @Test(arguments: Kernels.available) func theLargestSumIsNoOverflow(kernels: Kernels) {
    let tables = (0..<256).map { half in
      (0..<16).map { half % 2 == 0 ? Float($0) : Float($0) / 4 }
    }
    let scan = CodeScan(tables: tables, kernels: kernels)
    let found = sums(scan, [UInt8](repeating: 255, count: 128 * 33))
    #expect(found.count == 33)
    for sum in found { #expect(abs(sum - 128 * 18.75) <= scan.largestError) }
  }

  @Test func tablesOfOneNumberAddUp() {
    let scan = CodeScan(tables: .init(repeating: .init(repeating: 0.5, count: 16), count: 64))
    #expect(sums(scan, .init(repeating: 9, count: 32)) == [32])
  }
}

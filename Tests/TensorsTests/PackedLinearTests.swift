import Platform
import TestSupport
import Testing

@testable import Tensors

/// Every set of kernels that this processor has, against the plain Swift.
@Suite struct PackedLinearTests {
  static let shapes: [(rows: Int, inputs: Int, outputs: Int)] = [
    (1, 1, 1), (1, 3, 17), (2, 5, 16), (3, 16, 33), (5, 31, 15), (7, 64, 48), (10, 384, 384),
    (13, 385, 50),
    (49, 70, 40), (100, 800, 31), (6, 1536, 16), (12, 33, 32), (25, 2, 64),
  ]

  @Test func thePreferredPrecisionIsOneThatTheKernelsHave() {
    #expect(Kernels.chosen.nearest(to: .preferred) == .preferred)
  }

  /// Each set is run against the plain Swift below: none may be missing.
  @Test func thePlainKernelsAreAvailableEverywhere() {
    #expect(Kernels.available.first?.description == "portable")
    #expect(Kernels.available.contains { $0.set == Kernels.chosen.set })
  }

  @Test(arguments: Kernels.available)
  func float32IsTheReference(_ kernels: Kernels) {
    for (seed, shape) in Self.shapes.enumerated() {
      let (layer, x) = example(shape, seed: UInt64(seed))
      let packed = PackedLinear(layer, precision: .float32, kernels: kernels)
      expectNear(packed(x), layer(x), within: 1e-5, "\(kernels) \(shape)")
    }
  }

  @Test(arguments: Kernels.available)
  func fewerBitsAreNear(_ kernels: Kernels) {
    for (seed, shape) in Self.shapes.enumerated() {
      let (layer, x) = example(shape, seed: UInt64(seed))
      // A rounding error of 1/256 of each product, or of 1/254 of the largest weight and input.
      expectNear(
        PackedLinear(layer, precision: .bfloat16, kernels: kernels)(x), layer(x), within: 0.02,
        "bfloat16 \(kernels) \(shape)")
      // 64 products to a sum of 11 bits, or weights of 11 bits alone.
      expectNear(
        PackedLinear(layer, precision: .float16, kernels: kernels)(x), layer(x),
        within: kernels.description.hasSuffix("fp16") ? 0.008 : 0.0005,
        "float16 \(kernels) \(shape)")
      expectNear(
        PackedLinear(layer, precision: .int8, kernels: kernels)(x), layer(x), within: 0.03,
        "int8 \(kernels) \(shape)")
    }
  }

  /// An input or a weight forty times as large as the rest would take the bits of the others, were it alone
  /// to set the scale.
  @Test(arguments: Kernels.available)
  func int8SharesOutWhatStandsOut(_ kernels: Kernels) {
    for inputs in [384, 400, 1536] {
      let (layer, x) = example((9, inputs, 50), seed: UInt64(inputs))
      var (tallInputs, tallWeights) = (x, layer.weight)
      for row in 0..<x.rows { tallInputs[row, inputs / 3] = 40 }
      for row in 0..<tallWeights.rows { tallWeights[row, inputs / 2] = -40 }
      for (layer, x) in [
        (layer, tallInputs), (Linear(weight: tallWeights, bias: layer.bias), x),
      ] {
        let found = PackedLinear(layer, precision: .int8, kernels: kernels)(x)
        let squares = zip(found.values, layer(x).values).reduce(Float(0)) {
          $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
        }
        #expect((squares / Float(found.values.count)).squareRoot() < 0.5, "\(kernels) \(inputs)")
      }
    }
  }

  /// The sums of whole numbers are exact, so all processors agree.
  @Test func int8IsTheSameForAllKernels() {
    for (seed, shape) in Self.shapes.enumerated() {
      let (layer, x) = example(shape, seed: UInt64(seed))
      let results = Kernels.available.map { kernels in
        PackedLinear(layer, precision: .int8, kernels: kernels)(x)
      }
      for result in results { #expect(result == results[0], "\(shape)") }
    }
  }

  @Test(arguments: Kernels.available)
  func storedFormatsArePackedAsTheyRead(_ kernels: Kernels) {
    var random = SplitMix64(seed: 3)
    let bytes = HalvesInMemory(
      (0..<67 * 21).map { _ in UInt16.random(in: 0..<0x7BFF, using: &random) & 0xBFFF })
    let bias = StoredTensor(shape: [21], values: [Float](repeating: 0, count: 21))
    for format in [StoredTensor.Format.float16, .bfloat16] {
      let weight = StoredTensor(shape: [21, 67], format: format, storage: bytes, offset: 0)
      let identity = Matrix(
        rows: 67, columns: 67, values: (0..<67 * 67).map { $0 % 68 == 0 ? 1 : 0 })
      let columns = PackedLinear(
        Linear(weight: weight, bias: bias), precision: .float32, kernels: kernels)(
          identity)
      for row in 0..<21 {
        let read = weight.row(row)
        for column in 0..<67 { #expect(columns[column, row] == read[column]) }
      }
    }
  }

  /// Kept in 16 bits where the kernels can, and multiplied as if they had been 32 all along; or packed from
  /// 16 bits in a way of their own.
  @Test(arguments: Kernels.available)
  func halfPrecisionGivesTheBitsOfSingle(_ kernels: Kernels) {
    var random = SplitMix64(seed: 12)
    for shape in Self.shapes {
      let (_, x) = example(shape, seed: 5)
      let halves = HalvesInMemory(
        (0..<shape.outputs * shape.inputs).map {
          // One of each output is large: where all are small, float16 gives them a scale.
          UInt16.random(in: ($0 % shape.inputs == 0 ? 0x3000 : 0)..<0x3C00, using: &random)
            | UInt16.random(in: 0...1, using: &random) << 15
        })
      let stored = StoredTensor(
        shape: [shape.outputs, shape.inputs], format: .float16, storage: halves, offset: 0)
      let bias = StoredTensor(
        shape: [shape.outputs], values: (0..<shape.outputs).map { Float($0) / 8 })
      let half = Linear(weight: stored, bias: bias)
      let single = Linear(weight: StoredTensor(stored.matrix), bias: bias)
      for precision in Precision.allCases {
        #expect(
          PackedLinear(half, precision: precision, kernels: kernels)(x, activation: .gelu)
            == PackedLinear(single, precision: precision, kernels: kernels)(x, activation: .gelu),
          "\(kernels) \(precision) \(shape)")
      }
      if kernels.description.hasPrefix("avx"), shape.inputs >= 16 {
        #expect(
          PackedLinear.byteCount([half], precision: .float32, kernels: kernels)
            < PackedLinear.byteCount([single], precision: .float32, kernels: kernels))
      }
    }
  }

  @Test(arguments: Kernels.available, Precision.allCases)
  func aRowDoesNotDependOnTheOthers(_ kernels: Kernels, _ precision: Precision) {
    let (layer, x) = example((61, 390, 50), seed: 9)
    let packed = PackedLinear(layer, precision: precision, kernels: kernels)
    let all = packed(x, activation: .gelu)
    for count in [1, 2, 5, 7, 13, 48, 50] {
      for start in stride(from: 0, to: 61 - count, by: 11) {
        #expect(
          packed(x.rows(start..<start + count), activation: .gelu)
            == all.rows(start..<start + count))
      }
    }
  }

  /// Also where float16 gives some outputs a scale and others none.
  @Test(arguments: Kernels.available, Precision.allCases)
  func anOutputDoesNotDependOnTheOthers(_ kernels: Kernels, _ precision: Precision) {
    var (layer, x) = example((7, 390, 80), seed: 11)
    var weight = layer.weight
    for input in 0..<weight.columns { weight[3, input] *= 1e-6 }
    layer = Linear(weight: weight, bias: layer.bias)
    let packed = PackedLinear(layer, precision: precision, kernels: kernels)
    let all = packed(x)
    let scratch = UnsafeMutableRawPointer.allocate(
      byteCount: PackedLinear.scratchCount(rows: x.rows, inputs: x.columns), alignment: 64)
    defer { scratch.deallocate() }
    for cut in 0...packed.panels {
      var found = Matrix(rows: all.rows, columns: all.columns)
      x.values.withUnsafeBufferPointer { x in
        found.values.withUnsafeMutableBufferPointer { found in
          for panels in [0..<cut, cut..<packed.panels] {
            packed.apply(
              to: x.baseAddress!, rows: 7, panels: panels, into: found.baseAddress!,
              scratch: scratch)
          }
        }
      }
      #expect(found == all, "\(kernels) \(precision) \(cut)")
    }
  }

  @Test(arguments: Kernels.available)
  func bendsAreTheReference(_ kernels: Kernels) {
    // x·1 + 0, so that the bend is all there is.
    let packed = PackedLinear(
      Linear(weight: Matrix(rows: 1, columns: 1, values: [1]), bias: [0]), precision: .float32,
      kernels: kernels)
    let values: [Float] =
      stride(from: -12, through: 12, by: 0.003).map { Float($0) } + [
        0, -0, .leastNonzeroMagnitude * 1000, -.leastNonzeroMagnitude * 1000, 1e-30, 3e18, -3e18,
        100, -100, .greatestFiniteMagnitude, -1e38,
      ]
    let x = Matrix(rows: values.count, columns: 1, values: values)
    for activation in Activation.allCases {
      let y = packed(x, activation: activation)
      for (index, value) in values.enumerated() where activation != .geluTanh || abs(value) < 1e12 {
        let expected = activation(value)
        #expect(
          abs(y.values[index] - expected) <= 4e-7 * max(abs(value), abs(expected)),
          "\(activation) of \(value): \(y.values[index]), expected \(expected)")
      }
    }
  }

  @Test(arguments: Kernels.available)
  func hugeAndDenormalNumbersPass(_ kernels: Kernels) {
    let tiny = Float.leastNonzeroMagnitude
    let weight = Matrix(
      rows: 2, columns: 3, values: [1e30, -70_000 * tiny, 0, 700 * tiny, 1e-20, 3])
    let layer = Linear(weight: weight, bias: [0, 7_000 * tiny])
    let x = Matrix(rows: 2, columns: 3, values: [1e8, 1, 1, 7 * tiny, 1e-20, 0])
    expectNear(
      PackedLinear(layer, precision: .float32, kernels: kernels)(x), layer(x), within: 1e-6,
      "\(kernels)")
    for value in PackedLinear(layer, precision: .int8, kernels: kernels)(x).values {
      #expect(value.isFinite)
    }
  }
}

@Suite struct AttentionKernelTests {
  @Test(arguments: Kernels.available)
  func attentionIsTheReference(_ kernels: Kernels) {
    for (seed, (tokens, width)) in [
      (1, 1), (1, 32), (2, 5), (15, 16), (16, 24), (17, 33), (49, 32), (130, 64), (512, 32),
    ]
    .enumerated() {
      var random = SplitMix64(seed: UInt64(seed))
      let q = Matrix.random(rows: tokens, columns: width, using: &random)
      let k = Matrix.random(rows: tokens, columns: width, using: &random)
      let v = Matrix.random(rows: tokens, columns: width, using: &random)
      var scores = dotProducts(q, k)
      for index in scores.values.indices { scores.values[index] *= 3 / Float(width).squareRoot() }
      let expected = weightedSums(softmax(scores), of: v)
      let sharp = Matrix(rows: tokens, columns: width, values: q.values.map { $0 * 3 })
      var found = Matrix(rows: tokens, columns: width)
      withUnsafeTemporaryAllocation(
        byteCount: attentionScratchCount(tokens: tokens, width: width), alignment: 64
      ) { scratch in
        found.values.withUnsafeMutableBufferPointer {
          attend(
            Scores(scale: 1 / Float(width).squareRoot()), queries: sharp.values, keys: k.values,
            values: v.values, stride: width,
            tokens: tokens,
            width: width, found: $0.baseAddress!, foundStride: width,
            scratch: scratch.baseAddress!, kernels: kernels)
        }
      }
      expectNear(found, expected, within: 3e-6, "\(kernels) \(tokens) tokens, \(width) wide")
    }
  }

  @Test(arguments: Kernels.available)
  func normalizingIsTheReference(_ kernels: Kernels) {
    for channels in [1, 3, 16, 33, 384] {
      var random = SplitMix64(seed: UInt64(channels))
      let norm = Norm(
        weight: Matrix.random(rows: 1, columns: channels, using: &random).values,
        bias: Matrix.random(rows: 1, columns: channels, using: &random).values, epsilon: 1e-12)
      let x = Matrix.random(rows: 5, columns: channels, using: &random)
      var y = x
      y.values.withUnsafeMutableBufferPointer {
        norm.apply(to: $0.baseAddress!, into: $0.baseAddress!, rows: 5, kernels: kernels)
      }
      if channels > 1 { expectNear(y, norm(x), within: 1e-5, "\(kernels) \(channels)") }
      #expect(y.values.allSatisfy { $0.isFinite })
    }
  }
}

// MARK: -

private func example(
  _ shape: (rows: Int, inputs: Int, outputs: Int), seed: UInt64
) -> (Linear, Matrix) {
  var random = SplitMix64(seed: seed)
  return (
    Linear(
      weight: .random(rows: shape.outputs, columns: shape.inputs, using: &random),
      bias: Matrix.random(rows: 1, columns: shape.outputs, using: &random).values),
    .random(rows: shape.rows, columns: shape.inputs, using: &random)
  )
}

extension Matrix {
  fileprivate static func random(rows: Int, columns: Int, using random: inout SplitMix64) -> Matrix
  {
    Matrix(
      rows: rows, columns: columns,
      values: (0..<rows * columns).map { _ in Float.random(in: -1...1, using: &random) })
  }
}

/// Relative to the largest number of the expected.
private func expectNear(
  _ found: Matrix, _ expected: Matrix, within tolerance: Float, _ what: String
) {
  let largest = expected.values.reduce(0) { max($0, abs($1)) }
  let difference = zip(found.values, expected.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
  #expect(difference <= tolerance * max(largest, 1e-30), "\(what): \(difference) of \(largest)")
  #expect(found.values.count == expected.values.count)
}

private final class HalvesInMemory: ByteStorage, @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
  init(_ halves: [UInt16]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * halves.count, alignment: 2)
    halves.withUnsafeBytes { copy.copyMemory(from: $0) }
    bytes = UnsafeRawBufferPointer(copy)
  }
  deinit { bytes.deallocate() }
}

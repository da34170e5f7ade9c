import ContextualEmbeddings
import Foundation
import TestSupport
import Testing

@testable import Senses

@Suite struct SenseVectorsTests {
  let folder = try! TemporaryFolder()
  let model: Model

  init() throws {
    try TinyModel.write(to: folder("model"))
    model = try Model(contentsOf: folder("model"), precision: .float32)
  }

  private var channels: Int { model.configuration.hiddenSize }

  /// Two senses: one of 2 uses whose mean is .5 in channel 0, one of 1 use whose mean is −.25 in channel 1.
  private func write(
    weights: String? = nil, layer: String = "2", keys: String = "a%1\nb%2", count: Int32 = 2,
    scale: Float = 0.5 / 127
  ) throws -> String {
    var data: [UInt8] = []
    var head: [String] = []
    func append<Number: BitwiseCopyable>(
      _ name: String, _ type: String, _ shape: [Int], _ numbers: [Number]
    ) {
      let start = data.count
      numbers.withUnsafeBytes { data += Array($0) }
      head.append(
        #""\#(name)":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[\#(start),\#(data.count)]}"#
      )
    }
    append("scales", "F32", [2], [scale, Float(0.25 / 127)])
    append("counts", "I32", [2], [count, Int32(1)])
    for name in ["mean", "mean_of_heads", "mean_of_definitions"] {
      append(name, "F32", [channels], [Float](repeating: 0.125, count: channels))
    }
    var rows = [Int8](repeating: 0, count: 2 * channels)
    (rows[0], rows[channels + 1]) = (127, -127)
    append("vectors", "I8", [2, channels], rows)
    append("keys", "U8", [keys.utf8.count], Array(keys.utf8))
    let metadata =
      #""__metadata__":{"format":"1","weights":"\#(weights ?? model.weightsMark)","layer":"\#(layer)"}"#
    let text = "{\(([metadata] + head).joined(separator: ","))}"
    var file = Data()
    withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { file.append(contentsOf: $0) }
    file.append(contentsOf: Array(text.utf8))
    file.append(contentsOf: data)
    let path = folder("senses.safetensors")
    try file.write(to: URL(filePath: path))
    return path
  }

  @Test func sumsAreMeansByTheirCounts() throws {
    let vectors = try SenseVectors(contentsOf: write(), for: model)
    #expect(vectors.layer == 2 && vectors.mean == [Float](repeating: 0.125, count: channels))
    let a = try #require(vectors.uses(of: "a%1"))
    #expect(a.count == 2 && abs(a.sum[0] - 1) < 1e-6 && a.sum[1...].allSatisfy { $0 == 0 })
    let b = try #require(vectors.uses(of: "b%2"))
    #expect(b.count == 1 && abs(b.sum[1] + 0.25) < 1e-6 && b.sum[0] == 0)
    for other in ["", "a", "a%1\n", "a%2", "c", "b%2\u{301}"] {
      #expect(vectors.uses(of: other) == nil)
    }
  }

  @Test func whatDoesNotFitIsRefused() throws {
    func reason(_ path: String) -> String {
      do {
        _ = try SenseVectors(contentsOf: path, for: model)
        return "read"
      } catch { return "\(error)" }
    }
    #expect(try reason(write(weights: "0")).contains("other weights"))
    #expect(try reason(write(layer: "x")).contains("its layer is not said"))
    #expect(try reason(write(keys: "a%1")).contains("a key, a count and a number"))
    #expect(try reason(write(count: 0)).contains("a key, a count and a number"))
    #expect(try reason(write(scale: .nan)).contains("a key, a count and a number"))
    let whole = try Data(contentsOf: URL(filePath: write()))
    for length in stride(from: 0, to: whole.count, by: 97) {
      try whole.prefix(length).write(to: URL(filePath: folder("cut.safetensors")))
      #expect(reason(folder("cut.safetensors")) != "read")
    }
    #expect(reason(folder("none")).contains(folder("none")))
  }
}

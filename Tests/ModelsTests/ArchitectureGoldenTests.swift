import Checkpoints
import Foundation
import Tensors
import TestSupport
import Testing
import Transformer

@testable import Models

/// A small encoder of every architecture, against what transformers makes of the same ids
/// (`Tests/Fixtures/architectures/generate.py`).
struct ArchitectureGoldenTests {
  private static let home = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/architectures").path()

  static let cases = try! FileManager.default.contentsOfDirectory(atPath: home)
    .filter { !$0.contains(".") }.sorted()

  /// An encoder, sentences, and their states after every layer.
  private struct Golden {
    let weights: EncoderWeights
    let sentences: [InputSequence]
    /// By sentence and layer.
    let states: [[Matrix]]
    /// The attention of the third sentence, by block and head.
    let attention: [[Matrix]]

    init(_ name: String) throws {
      let folder = "\(home)/\(name)"
      let file = try ConfigurationFile(contentsOf: "\(folder)/config.json")
      weights = try EncoderWeights(Checkpoint(folder: folder), of: file.architecture)
      let golden = try SafeTensors(contentsOf: "\(folder)/golden.safetensors")
      let count = golden.names.count { $0.hasPrefix("ids.") }
      sentences = try (0..<count).map { number in
        let ids = golden.withBytes(of: "ids.\(number)") { bytes in
          stride(from: 0, to: bytes.count, by: 4).map {
            Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int32.self))
          }
        }
        return InputSequence(ids: try #require(ids))
      }
      states = try (0..<count).map { number in
        let tensor = try #require(golden.tensor("states.\(number)"))
        let (rows, columns) = (tensor.shape[1], tensor.shape[2])
        return (0..<tensor.shape[0]).map { layer in
          let start = layer * rows * columns
          return Matrix(
            rows: rows, columns: columns, values: tensor.values(in: start..<start + rows * columns))
        }
      }
      attention = Self.matrices(try #require(golden.tensor("weights.2")))
    }

    /// A tensor of four dimensions.
    private static func matrices(_ tensor: StoredTensor) -> [[Matrix]] {
      let (heads, rows, columns) = (tensor.shape[1], tensor.shape[2], tensor.shape[3])
      return (0..<tensor.shape[0]).map { layer in
        (0..<heads).map { head in
          let start = (layer * heads + head) * rows * columns
          return Matrix(
            rows: rows, columns: columns, values: tensor.values(in: start..<start + rows * columns))
        }
      }
    }

    var layers: Set<Int> { Set(0...weights.configuration.layerCount) }
  }

  @Test func thereIsACaseForEach() {
    let kinds = Self.cases.compactMap {
      try? ConfigurationFile(contentsOf: "\(Self.home)/\($0)/config.json").architecture
    }
    #expect(kinds.count == Self.cases.count)
    for architecture in architectures {
      #expect(kinds.contains { type(of: $0).modelType == architecture.modelType })
    }
  }

  @Test(arguments: cases)
  func statesOfEveryLayer(name: String) throws {
    let golden = try Golden(name)
    let encoder = try golden.weights.encoder(precision: .float32, threads: 2)
    let together = encoder.encode(golden.sentences, layers: golden.layers)
    let plain = encoder.encodePlainly(golden.sentences, layers: golden.layers)
    for (number, sentence) in golden.sentences.enumerated() {
      let trace = encoder.trace(sentence)
      for (layer, expected) in golden.states[number].enumerated() {
        let scale = max(1, expected.values.map(abs).max() ?? 1)
        let what = "\(name), sentence \(number), layer \(layer)"
        for (how, found) in [
          ("kernels", together[number][layer]), ("plain", plain[number][layer]),
          ("trace", trace.states(after: layer)),
        ] {
          expectClose(found, expected, within: 2e-5 * scale, "\(how): \(what)")
        }
      }
    }
  }

  /// What positions, biases and windows come to.
  @Test(arguments: cases)
  func attention(name: String) throws {
    let golden = try Golden(name)
    let trace = try golden.weights.encoder(precision: .float32, threads: 1)
      .trace(golden.sentences[2])
    #expect(trace.blocks.count == golden.attention.count)
    for (layer, expected) in golden.attention.enumerated() {
      for (head, expected) in expected.enumerated() {
        expectClose(
          trace.blocks[layer].attention.weights[head], expected, within: 2e-5,
          "\(name), layer \(layer + 1), head \(head + 1)")
      }
    }
  }

  @Test(arguments: cases, [Precision.bfloat16, .float16, .int8])
  func otherPrecisionsStayNear(name: String, precision: Precision) throws {
    let golden = try Golden(name)
    let top = golden.weights.configuration.layerCount
    let encoder = try golden.weights.encoder(precision: precision, threads: 1)
    let found = encoder.encode(golden.sentences, layers: [top])
    var cosines: [Float] = []
    for number in golden.sentences.indices {
      let expected = golden.states[number][top]
      for row in 0..<expected.rows {
        cosines.append(cosine(found[number][top].row(row), expected.row(row)))
      }
    }
    let mean = cosines.reduce(0, +) / Float(cosines.count)
    #expect(mean > 0.99 && cosines.min()! > 0.85, "\(name), \(precision): \(mean)")
  }

  /// A first call, which packs as it goes, and threads that share a sentence change no bit.
  @Test(arguments: cases)
  func bitsStayTheSame(name: String) throws {
    let golden = try Golden(name)
    let top = golden.weights.configuration.layerCount
    let expected = try golden.weights.encoder(precision: .float32, threads: 1)
      .encode(golden.sentences, layers: [top])
    for threads in [1, 3] {
      for (number, sentence) in golden.sentences.enumerated() {
        let encoder = try golden.weights.encoder(precision: .float32, threads: threads)
        for _ in 0..<2 {
          #expect(encoder.encode([sentence], layers: [top])[0][top] == expected[number][top])
        }
      }
    }
  }

  /// Every score is q·k scaled and what is added to it; no weight goes to what is not seen.
  @Test(arguments: cases)
  func scoresAddUp(name: String) throws {
    let golden = try Golden(name)
    let encoder = try golden.weights.encoder(precision: .float32, threads: 1)
    for block in encoder.trace(golden.sentences[3]).blocks {
      let steps = block.attention
      for head in steps.scores.indices {
        var sums = dotProducts(steps.queries[head], steps.keys[head])
        for index in sums.values.indices {
          sums.values[index] *= steps.scale
          for term in steps.terms { sums.values[index] += term.values[head].values[index] }
        }
        for query in 0..<sums.rows {
          #expect(abs(steps.weights[head].row(query).reduce(0, +) - 1) < 1e-5)
          for key in 0..<sums.rows {
            if steps.sees(query, key) {
              #expect(abs(steps.scores[head][query, key] - sums[query, key]) < 1e-4)
            } else {
              #expect(steps.weights[head][query, key] == 0)
            }
          }
        }
      }
    }
  }

  private func cosine(_ a: [Float], _ b: [Float]) -> Float {
    func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
  }
}

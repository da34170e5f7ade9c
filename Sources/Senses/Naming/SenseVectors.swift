import Checkpoints
import ContextualEmbeddings
import Platform

// S senses, C channels.

/// How the tagged uses of senses lie among a model's vectors: the file `senses.safetensors` beside its weights, which
/// `training/` makes.
///
/// ```
/// vectors              I8   [S, C]   means of uses of length 1, less the mean of all, as `scales` says
/// scales               F32  [S]      what 1 in a row of `vectors` stands for
/// counts               I32  [S]      uses of each sense
/// keys                 U8   [bytes]  ids of the senses in rising order of their bytes, a line each
/// mean                 F32  [C]      of all tagged uses
/// mean_of_heads        F32  [C]      of lemmas that stand before their definitions
/// mean_of_definitions  F32  [C]      of the words of definitions
/// ```
public struct SenseVectors: Sendable {
  static let name = "senses.safetensors"

  /// Of all tagged uses, each of length 1. Shape `[C]`
  public let mean: [Float]
  /// Of lemmas that stand before their definitions. Shape `[C]`
  public let meanOfHeads: [Float]
  /// Of the words of definitions. Shape `[C]`
  public let meanOfDefinitions: [Float]
  /// The layer that the vectors are of.
  public let layer: Int

  private let file: SafeTensors
  private let keys: [UInt8]
  /// Where each key ends in `keys`. Shape `[S]`
  private let ends: [Int]
  private let counts: [Int32]
  private let scales: [Float]

  /// What is known of a sense.
  public struct Uses: Sendable, Hashable {
    /// The sum of its tagged uses, each of length 1 and less the mean of all. Shape `[C]`
    public let sum: [Float]
    public let count: Int
  }

  /// - Throws: `SenseVectorsError`.
  public init(contentsOf path: String, for model: Model) throws(SenseVectorsError) {
    do { file = try SafeTensors(contentsOf: path) } catch { throw .unreadable("\(error)") }
    let file = file
    guard file.metadata["format"] == "1", let layer = file.metadata["layer"].flatMap({ Int($0) })
    else { throw .unfit(path: path, what: "its format is not 1, or its layer is not said") }
    guard file.metadata["weights"] == model.weightsMark else { throw .otherWeights(path: path) }
    self.layer = layer
    let channels = model.configuration.hiddenSize
    func numbers<Number: BitwiseCopyable>(
      _ name: String, _ format: SafeTensors.Format, _ shape: [Int?], _: Number.Type
    ) throws(SenseVectorsError) -> [Number] {
      guard let entry = file.entry(name), entry.format == format, entry.shape.count == shape.count,
        zip(entry.shape, shape).allSatisfy({ $1 == nil || $0 == $1 })
      else {
        let shape = shape.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
        throw .unfit(path: path, what: "expected \(name) as \(format.rawValue) [\(shape)]")
      }
      return file.withBytes(of: name) { bytes in
        (0..<entry.shape.reduce(1, *)).map {
          bytes.loadUnaligned(
            fromByteOffset: $0 * MemoryLayout<Number>.stride, as: Number.self)
        }
      }!
    }
    let count = file.entry("counts")?.shape.first
    counts = try numbers("counts", .i32, [nil], Int32.self)
    scales = try numbers("scales", .f32, [count], Float.self)
    keys = try numbers("keys", .u8, [nil], UInt8.self)
    mean = try numbers("mean", .f32, [channels], Float.self)
    meanOfHeads = try numbers("mean_of_heads", .f32, [channels], Float.self)
    meanOfDefinitions = try numbers("mean_of_definitions", .f32, [channels], Float.self)
    guard let vectors = file.entry("vectors"), vectors.format == .i8,
      vectors.shape == [counts.count, channels]
    else {
      throw .unfit(path: path, what: "expected vectors as I8 [\(counts.count), \(channels)]")
    }
    let keys = keys
    ends =
      keys.indices.filter { keys[$0] == UInt8(ascii: "\n") } + (keys.isEmpty ? [] : [keys.count])
    guard ends.count == counts.count, counts.allSatisfy({ $0 > 0 }),
      // Larger numbers than any that are ever measured could not be computed with.
      (scales + mean + meanOfHeads + meanOfDefinitions).allSatisfy({ $0.magnitude < 1e9 })
    else { throw .unfit(path: path, what: "expected a key, a count and a number for each sense") }
  }

  /// The tagged uses of a sense; `nil` where there is none.
  public func uses(of id: String) -> Uses? {
    let wanted = Array(id.utf8)
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if key(middle).lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
    }
    guard low < ends.count, key(low).elementsEqual(wanted) else { return nil }
    let scale = scales[low] * Float(counts[low])
    let channels = mean.count
    let sum = file.withBytes(of: "vectors") { bytes in
      bytes[low * channels..<(low + 1) * channels].map { Float(Int8(bitPattern: $0)) * scale }
    }!
    return Uses(sum: sum, count: Int(counts[low]))
  }

  private func key(_ place: Int) -> ArraySlice<UInt8> {
    keys[(place == 0 ? 0 : ends[place - 1] + 1)..<ends[place]]
  }
}

/// Why the vectors of senses cannot be used.
public enum SenseVectorsError: Error, Equatable, CustomStringConvertible {
  case unreadable(String)
  case unfit(path: String, what: String)
  case otherWeights(path: String)

  public var description: String {
    switch self {
    case .unreadable(let reason): reason
    case .unfit(let path, let what):
      "\(path): no vectors of senses: \(what); bring a whole copy back, or take it away: senses are then named by their glosses and examples alone"
    case .otherWeights(let path):
      "\(path): was made for other weights and is left out; senses are named by their glosses and examples alone"
    }
  }
}

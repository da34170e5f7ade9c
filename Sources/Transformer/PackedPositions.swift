import Synchronization
import Tensors

// T tokens, H heads, D channels of a head, C channels, P buckets of distances.

/// `RelativePositions` as the kernels read them: by distance, from that of the longest sentence on.
enum PackedPositions: Sendable {
  case none
  case rotary(Rotary)
  case bias(BiasByDistance)
  case disentangled(PositionProjections)

  /// - Parameter longest: The most tokens of a sentence.
  init(_ positions: RelativePositions, heads: Int, longest: Int) {
    self =
      switch positions {
      case .none: .none
      case .rotary(let rotary): .rotary(rotary)
      case .bias(let bias): .bias(BiasByDistance(bias, heads: heads, longest: longest))
      case .disentangled(let distances):
        .disentangled(PositionProjections(distances, longest: longest))
      }
  }

  /// What depends on distances in the scores of a head.
  ///
  /// - Parameters:
  ///   - longest: The most tokens of a sentence in this batch.
  ///   - gathering: The block's queries, keys and values.
  func scores(
    of head: Int, width: Int, tokens: Int, longest: Int, by gathering: PackedLinear
  ) -> Scores.ByDistance {
    switch self {
    case .none, .rotary: .nothing
    case .bias(let bias): .bias(bias.start(of: head, tokens: tokens))
    case .disentangled(let projections):
      projections.scores(of: head, width: width, tokens: tokens, longest: longest, by: gathering)
    }
  }
}

/// A bias for each head and distance. Shape `[H][2·T − 1]`, with 15 numbers more behind each head's.
final class BiasByDistance: @unchecked Sendable {
  private let values: UnsafeMutablePointer<Float>
  private let longest: Int
  private let stride: Int

  init(_ bias: DistanceBias, heads: Int, longest: Int) {
    self.longest = longest
    stride = 2 * longest - 1 + 15
    values = .allocate(capacity: heads * stride)
    values.initialize(repeating: 0, count: heads * stride)
    for (index, distance) in (1 - longest..<longest).enumerated() {
      let bucket = bias.buckets.bucket(of: distance)
      for head in 0..<heads { values[head * stride + index] = bias.values[bucket, head] }
    }
  }

  /// Where the distances of a sentence begin.
  func start(of head: Int, tokens: Int) -> UnsafePointer<Float> {
    UnsafePointer(values + head * stride + longest - tokens)
  }

  deinit { values.deallocate() }
}

/// Queries and keys of distances, made by a block's own matrices the first time that a sentence is long enough to need them.
final class PositionProjections: @unchecked Sendable {
  private let distances: DisentangledPositions
  private let longest: Int
  /// Of each distance, from −(longest − 1) on.
  private let rows: [Int32]
  /// Shape `[P, 3·C]`: queries, keys and what nobody reads. Which rows are there is said by `known`.
  private let projected: UnsafeMutablePointer<Float>
  private let known = Mutex(0..<0)

  init(_ distances: DisentangledPositions, longest: Int) {
    self.distances = distances
    self.longest = longest
    rows = distances.rows(tokens: longest)
    projected = .allocate(capacity: distances.rows.rows * 3 * distances.rows.columns)
  }

  func scores(
    of head: Int, width: Int, tokens: Int, longest: Int, by gathering: PackedLinear
  ) -> Scores.ByDistance {
    let channels = distances.rows.columns
    project(tokens: longest, by: gathering)
    return rows.withUnsafeBufferPointer { rows in
      .positions(
        rows.baseAddress! + self.longest - tokens, keys: projected + channels + head * width,
        queries: projected + head * width, stride: gathering.outputs)
    }
  }

  /// Makes the rows that a sentence needs and that are not there yet.
  private func project(tokens: Int, by gathering: PackedLinear) {
    known.withLock { known in
      let needed =
        Int(rows[longest - tokens])..<Int(rows[longest + tokens - 2]) + 1
      let missing =
        known.isEmpty
        ? [needed]
        : [
          needed.lowerBound..<max(needed.lowerBound, known.lowerBound),
          min(needed.upperBound, known.upperBound)..<needed.upperBound,
        ]
      for rows in missing where !rows.isEmpty {
        withUnsafeTemporaryAllocation(
          byteCount: PackedLinear.scratchCount(rows: rows.count, inputs: gathering.inputs),
          alignment: 64
        ) { scratch in
          distances.rows.values.withUnsafeBufferPointer {
            gathering.apply(
              to: $0.baseAddress! + rows.lowerBound * gathering.inputs, rows: rows.count,
              panels: 0..<gathering.panels, into: projected + rows.lowerBound * gathering.outputs,
              scratch: scratch.baseAddress!)
          }
        }
      }
      known =
        known.isEmpty
        ? needed
        : min(known.lowerBound, needed.lowerBound)..<max(known.upperBound, needed.upperBound)
    }
  }

  deinit { projected.deallocate() }
}

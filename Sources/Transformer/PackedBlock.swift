import Tensors

// M tokens of several sentences one after another, C channels, F channels inside the feed-forward network, H heads, K heads of
// keys and values, D channels of a head.

/// A block of the encoder with its weights laid out for the processor's kernels.
struct PackedBlock: Sendable {
  private let block: EncoderBlock
  /// Queries, keys and values of all heads at once: from C to (H + 2·K)·D channels.
  private let gathering: PackedLinear
  private let mixing: PackedLinear
  private let gate: PackedLinear?
  private let expansion: PackedLinear
  private let contraction: PackedLinear
  private let positions: PackedPositions

  /// In the order of `groups`.
  var layers: [PackedLinear] {
    [gathering, mixing] + (gate.map { [$0] } ?? []) + [expansion, contraction]
  }

  /// The layers that are packed as one, in the order in which they are used.
  static func groups(_ block: EncoderBlock) -> [[Linear]] {
    let (attention, network) = (block.attention, block.feedForward)
    return [[attention.query, attention.key, attention.value], [attention.output]]
      + (network.gate.map { [[$0]] } ?? []) + [[network.expansion], [network.contraction]]
  }

  /// - Parameter layers: One for each of `groups`.
  init(_ block: EncoderBlock, positions: PackedPositions, layers: [PackedLinear]) {
    self.block = block
    self.positions = positions
    gathering = layers[0]
    mixing = layers[1]
    gate = block.feedForward.gate == nil ? nil : layers[2]
    expansion = layers[layers.count - 2]
    contraction = layers[layers.count - 1]
  }

  /// Replaces the states `workspace.x`. Between two layers all members meet, so layers may be packed in the
  /// same place.
  ///
  /// The caller and all members meet before the result is read.
  ///
  /// - Parameters:
  ///   - silenced: Heads, from 0, of each sentence.
  ///   - wanted: Of all rows, those that are taken past attention, in order; they come to stand one after another from the
  ///     first row on. `nil` for all.
  ///   - steps: Keeps those of the one sentence that there is.
  func apply(
    to workspace: Workspace, rows: Int, sentences: [Range<Int>], silencing silenced: [Set<Int>],
    narrowingTo wanted: [Range<Int>]?, keeping steps: BlockSteps? = nil,
    _ member: ThreadPool.Member
  ) {
    let (x, y, wide) = (workspace.x, workspace.y, workspace.wide)
    let scratch = workspace.scratch(member.number)
    var rows = rows
    var share = member.share(of: rows)
    let isAfter = block.order == .after
    let channels = mixing.outputs
    func normalize(
      _ norm: Norm, _ from: UnsafeMutablePointer<Float>, into to: UnsafeMutablePointer<Float>
    ) {
      let start = share.lowerBound * channels
      norm.apply(to: from + start, into: to + start, rows: share.count)
    }

    var asked = x
    if !isAfter, let norm = block.attentionNorm {
      normalize(norm, x, into: y)
      asked = y
      member.meet()
    }
    gathering.apply(
      to: asked, rows: rows, panels: member.share(of: gathering.panels), into: wide,
      scratch: scratch)
    member.meet()
    var unturned: Matrix?
    if case .rotary(let rotary) = positions {
      if steps != nil {
        if member.number == 0 {
          unturned = Matrix(copying: wide, rows: rows, columns: gathering.outputs)
        }
        member.meet()
      }
      turn(wide, by: rotary, rows: share, of: sentences)
      member.meet()
    }
    attend(workspace, sentences, silenced, member)
    member.meet()
    if let steps, member.number == 0 {
      steps.attention = trace(workspace, rows: rows, unturned: unturned)
    }
    if let wanted {
      if member.number == 0 {
        for (from, to) in zip(wanted, wanted.gathered) {
          move(from, to: to, of: workspace.found, channels: mixing.inputs)
          move(from, to: to, of: x, channels: channels)
        }
      }
      rows = wanted.gathered.last!.upperBound
      share = member.share(of: rows)
      member.meet()
    }
    mixing.apply(
      to: workspace.found, rows: rows, panels: member.share(of: mixing.panels), .adding(x),
      into: isAfter ? y : x, scratch: scratch)
    member.meet()
    if isAfter {
      normalize(block.attentionNorm!, y, into: y)
    } else {
      normalize(block.feedForwardNorm, x, into: y)
    }
    member.meet()
    if let steps, member.number == 0 {
      steps.attended = Matrix(copying: isAfter ? y : x, rows: rows, columns: channels)
    }

    let panels = member.share(of: expansion.panels)
    let activation = block.feedForward.activation
    if let gate {
      gate.apply(
        to: y, rows: rows, panels: panels, activation: activation, into: wide, scratch: scratch)
      expansion.apply(
        to: y, rows: rows, panels: panels, .multiplying(wide), into: wide, scratch: scratch)
    } else {
      expansion.apply(
        to: y, rows: rows, panels: panels, activation: activation, into: wide, scratch: scratch)
    }
    member.meet()
    contraction.apply(
      to: wide, rows: rows, panels: member.share(of: contraction.panels),
      .adding(isAfter ? y : x), into: x, scratch: scratch)
    member.meet()
    if isAfter { normalize(block.feedForwardNorm, x, into: x) }
    if let norm = block.closingNorm { normalize(norm, x, into: x) }
  }

  /// The steps of attention, when all heads have found what they find.
  private func trace(_ workspace: Workspace, rows: Int, unturned: Matrix?) -> AttentionTrace {
    let attention = block.attention
    let found = Matrix(copying: workspace.found, rows: rows, columns: mixing.inputs)
    return attention.trace(
      gathered: Matrix(copying: workspace.wide, rows: rows, columns: gathering.outputs),
      unturned: unturned, found: found, mixed: mixing(found)
    ) { distances in
      let projected = gathering(distances)
      let width = attention.query.outputs
      return (projected.columns(0..<width), projected.columns(width..<2 * width))
    }
  }

  private func move(
    _ from: Range<Int>, to: Range<Int>, of rows: UnsafeMutablePointer<Float>, channels: Int
  ) {
    (rows + to.lowerBound * channels).update(
      from: rows + from.lowerBound * channels, count: from.count * channels)
  }

  /// Turns the queries and keys of some rows. They lie side by side.
  private func turn(
    _ wide: UnsafeMutablePointer<Float>, by rotary: Rotary, rows: Range<Int>,
    of sentences: [Range<Int>]
  ) {
    let attention = block.attention
    let table = rotary.table(places: sentences.map(\.count).max() ?? 0)
    let half = rotary.width / 2
    table.cosines.withUnsafeBufferPointer { cosines in
      table.sines.withUnsafeBufferPointer { sines in
        for sentence in sentences {
          for row in sentence.clamped(to: rows) {
            let angles = (row - sentence.lowerBound) * half
            rotate(
              wide + row * gathering.outputs, heads: attention.headCount + attention.keyHeadCount,
              width: rotary.width, cosines: cosines.baseAddress! + angles,
              sines: sines.baseAddress! + angles, pairs: rotary.pairs)
          }
        }
      }
    }
  }

  /// Each head of each sentence is a piece of work.
  private func attend(
    _ workspace: Workspace, _ sentences: [Range<Int>], _ silenced: [Set<Int>],
    _ member: ThreadPool.Member
  ) {
    let attention = block.attention
    let (heads, width) = (attention.headCount, attention.headWidth)
    let (stride, foundStride) = (gathering.outputs, heads * width)
    let keys = foundStride
    let values = keys + attention.keyHeadCount * width
    let scores = Scores(scale: attention.scale, reach: attention.reach)
    let longest = sentences.map(\.count).max() ?? 0
    for work in member.share(of: sentences.count * heads) {
      let (sentence, head) = (sentences[work / heads], work % heads)
      let found = workspace.found + sentence.lowerBound * foundStride + head * width
      if silenced[work / heads].contains(head) {
        for row in 0..<sentence.count {
          (found + row * foundStride).update(repeating: 0, count: width)
        }
        continue
      }
      let rows = workspace.wide + sentence.lowerBound * stride
      let shared = attention.keyHead(of: head) * width
      Tensors.attend(
        scores,
        positions.scores(
          of: head, width: width, tokens: sentence.count, longest: longest, by: gathering),
        queries: rows + head * width, keys: rows + keys + shared, values: rows + values + shared,
        stride: stride, tokens: sentence.count, width: width, found: found,
        foundStride: foundStride, scratch: workspace.scratch(member.number))
    }
  }
}

/// What a block makes on its way, of one sentence. The member that writes it is one alone.
final class BlockSteps: @unchecked Sendable {
  var attention: AttentionTrace?
  /// Shape `[T, C]`.
  var attended: Matrix?
}

extension Matrix {
  fileprivate init(copying values: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    self.init(
      rows: rows, columns: columns,
      values: Array(UnsafeBufferPointer(start: values, count: rows * columns)))
  }
}

extension [Range<Int>] {
  /// As many rows each, one after another from the first on.
  var gathered: [Range<Int>] {
    var end = 0
    return map { rows in
      defer { end += rows.count }
      return end..<end + rows.count
    }
  }
}

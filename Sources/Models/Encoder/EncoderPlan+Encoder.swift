import Tensors
import Transformer

extension EncoderPlan {
  /// Makes the encoder.
  ///
  /// - Parameters:
  ///   - tensors: All are there, of the shapes that `self.tensors` says, and all numbers of the blocks are finite.
  ///   - ngrams: What composes rows of words outside the vocabulary.
  func encoder(
    of tensors: EncoderTensors, ngrams: NGramTable?, precision: Precision, pool: ThreadPool
  ) -> TransformerEncoder {
    let table = EmbeddingTable(
      words: tensors[embeddings.words.name],
      shared: embeddings.shared.map { SharedRow($0.kind, tensors[$0.rows.name].row(0)) },
      positions: embeddings.positions.map {
        PositionRows(rows: tensors[$0.rows.name], first: $0.first, padding: $0.padding)
      },
      norm: embeddings.norm.map(tensors.norm),
      projection: embeddings.projection.map(tensors.linear),
      ngrams: ngrams)
    // What blocks have in common is made once.
    var positions: [RelativePositionsPlan: RelativePositions] = [:]
    for plan in blocks.map(\.attention.positions) where positions[plan] == nil {
      positions[plan] = plan.positions(of: tensors)
    }
    let blocks = blocks.map { block in
      EncoderBlock(
        order: block.order,
        attention: MultiHeadAttention(
          headCount: block.attention.headCount, keyHeadCount: block.attention.keyHeadCount,
          query: tensors.linear(block.attention.query), key: tensors.linear(block.attention.key),
          value: tensors.linear(block.attention.value),
          output: tensors.linear(block.attention.output),
          positions: positions[block.attention.positions]!, reach: block.attention.reach),
        attentionNorm: block.attentionNorm.map(tensors.norm),
        feedForward: FeedForward(
          gate: block.gate.map(tensors.linear), expansion: tensors.linear(block.expansion),
          activation: block.activation, contraction: tensors.linear(block.contraction)),
        feedForwardNorm: tensors.norm(block.feedForwardNorm),
        closingNorm: block.closingNorm.map(tensors.norm))
    }
    return TransformerEncoder(
      configuration: configuration, embeddings: table, blocks: blocks, order: order,
      precision: precision, pool: pool)
  }
}

extension RelativePositionsPlan {
  fileprivate func positions(of tensors: EncoderTensors) -> RelativePositions {
    switch self {
    case .none: .none
    case .rotary(let base, let width, let pairs):
      .rotary(Rotary(base: base, width: width, pairs: pairs))
    case .storedRotary(let table, let pairs):
      .rotary(Rotary(table: tensors[table.name], pairs: pairs))
    case .bias(let rows, let buckets):
      .bias(DistanceBias(buckets: buckets, values: tensors[rows.name].matrix))
    case .disentangled(let rows, let norm, let buckets):
      .disentangled(
        DisentangledPositions(
          buckets: buckets,
          rows: norm.map { tensors.norm($0)(tensors[rows.name].matrix) }
            ?? tensors[rows.name].matrix))
    }
  }
}

extension EncoderTensors {
  func linear(_ plan: LinearPlan) -> Linear {
    let (weight, bias) = (
      self[plan.name + ".weight"], plan.hasBias ? self[plan.name + ".bias"] : nil
    )
    guard plan.own.count < plan.rows else { return Linear(weight: weight, bias: bias) }
    return Linear(weight: weight.rows(plan.own), bias: bias?.rows(plan.own))
  }

  func norm(_ plan: NormPlan) -> Norm {
    Norm(
      kind: plan.kind, weight: self[plan.name + ".weight"].values,
      bias: plan.hasBias ? self[plan.name + ".bias"].values : nil, epsilon: plan.epsilon)
  }
}

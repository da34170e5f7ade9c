import ContextualEmbeddings

/// What binds an index to the model that made its vectors.
struct ModelIdentity: Sendable, Hashable {
  let name: String
  /// Tells the weights from any others (`Model.weightsMark`).
  let weights: String
  /// SHA-256 of the vocabulary.
  let vocabulary: String
  let layer: Int
  let channels: Int

  init(_ model: Model) {
    name = model.name
    weights = model.weightsMark
    vocabulary = model.vocabulary.digest
    layer = model.layer
    channels = model.configuration.hiddenSize
  }

  /// As an index keeps it.
  init?(_ about: [String: String]) {
    guard let name = about["model"], let weights = about["weights"],
      let vocabulary = about["vocabulary"], let layer = about["layer"].flatMap({ Int($0) }),
      let channels = about["channels"].flatMap({ Int($0) }), channels > 0
    else { return nil }
    self.name = name
    self.weights = weights
    self.vocabulary = vocabulary
    self.layer = layer
    self.channels = channels
  }

  func keep(in database: IndexWriting) throws {
    try database.set("model", name)
    try database.set("weights", weights)
    try database.set("vocabulary", vocabulary)
    try database.set("layer", layer)
    try database.set("channels", channels)
  }

  /// Refuses another model than the one that an index was made with.
  ///
  /// - Throws: `IndexError.otherModel`.
  func check(isThatOf place: String, made: ModelIdentity) throws(IndexError) {
    if made.weights != weights || made.vocabulary != vocabulary || made.channels != channels {
      // Two models may have one name.
      let isNamedAlike = made.name == name
      throw .otherModel(
        place: place, what: "the model",
        made: isNamedAlike ? "\(made.name) (\(made.weights.prefix(12)))" : made.name,
        given: isNamedAlike ? "\(name) (\(weights.prefix(12)))" : name)
    }
    if made.layer != layer {
      throw .otherModel(
        place: place, what: "vectors of layer", made: "\(made.layer)", given: "\(layer)")
    }
  }
}

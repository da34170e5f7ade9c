import ContextualEmbeddings
import Platform

// C channels.

/// Names the senses of uses: an inventory and a model, and what has been read of the inventory so far.
public struct SenseNamer: Sendable {
  public let inventory: any Inventory
  /// Tagged uses; `nil` where there are none for the model.
  public let vectors: SenseVectors?
  /// What is to be known of a file that was left out, one line each.
  public let warnings: [String]
  /// By the ids of senses.
  private var texts: [String: SenseTexts] = [:]
  private let centre: [Float]

  /// Takes `senses.safetensors` from beside the model's weights; a model may lack it.
  ///
  /// - Throws: `SenseVectorsError`, where it is there and cannot be used.
  public init(_ inventory: any Inventory, for reader: SenseReader) throws(SenseVectorsError) {
    self.inventory = inventory
    let model = reader.model
    centre =
      reader.yardstick?.layers[model.layer].mean
      ?? [Float](repeating: 0, count: model.configuration.hiddenSize)
    let path = "\(SenseFolder.beside(model))/\(SenseVectors.name)"
    guard exists(path) else {
      (vectors, warnings) = (nil, [])
      return
    }
    do {
      let vectors = try SenseVectors(contentsOf: path, for: model)
      let isLayer = vectors.layer == model.layer
      self.vectors = isLayer ? vectors : nil
      warnings =
        isLayer
        ? []
        : [
          "\(path) is of layer \(vectors.layer), and layer \(model.layer) is read: senses are named by their glosses and examples alone"
        ]
    } catch {
      guard case .otherWeights = error else { throw error }
      (vectors, warnings) = (nil, ["\(error)"])
    }
  }

  /// The senses that a use may have, the best first; none where the inventory lacks the word.
  ///
  /// - Parameters:
  ///   - lemma: What the use is a form of; without it, all lemmas that it may be a form of.
  ///   - vector: Of the use. Shape `[C]`
  /// - Throws: `InventoryError`; `Interruption`.
  public mutating func senses(
    of use: Use, _ vector: [Float], lemma: String? = nil, _ partOfSpeech: PartOfSpeech? = nil,
    by reader: SenseReader
  ) throws -> NamedSenses {
    try senses(ofForm: use.word, vector, lemma: lemma, partOfSpeech, by: reader)
  }

  /// The same of a form whose vector is known.
  public mutating func senses(
    ofForm form: String, _ vector: [Float], lemma: String? = nil,
    _ partOfSpeech: PartOfSpeech? = nil, by reader: SenseReader
  ) throws -> NamedSenses {
    let lemmas =
      try lemma.map { [(lemma: $0, partOfSpeech: partOfSpeech)] }
      ?? inventory.lemmas(ofForm: form, partOfSpeech)
    var senses: [InventorySense] = []
    var known: Set<String> = []
    for (lemma, partOfSpeech) in lemmas {
      for sense in try inventory.senses(ofLemma: lemma, partOfSpeech)
      where known.insert(sense.id).inserted {
        senses.append(sense)
      }
    }
    try readTexts(of: senses, by: reader)
    return NamedSenses(
      of: vector, among: senses.map { ($0, texts[$0.id]!) }, vectors, centre: centre)
  }

  /// Which context words of a use speak for a sense and against another.
  ///
  /// - Parameters:
  ///   - orders: How many orders of the words to sample, at least; `nil` counts all where that is cheap.
  ///   - seed: Decides the orders.
  ///   - progress: Told now and then how many orders have been sampled.
  /// - Throws: `InventoryError`; `Interruption`, where there are no shares yet.
  public mutating func explanation(
    of use: Use, for a: InventorySense, against b: InventorySense, by reader: SenseReader,
    orders: Int? = nil, seed: UInt64 = 1, progress: (_ orders: Int) -> Void = { _ in }
  ) throws -> SenseExplanation {
    try readTexts(of: [a, b], by: reader)
    func profile(_ sense: InventorySense) -> SenseProfile {
      SenseProfile(of: sense, texts[sense.id]!, vectors, centre: centre)
    }
    return try SenseExplanation(
      of: use, for: profile(a), against: profile(b), centre: vectors?.mean ?? centre, by: reader,
      orders: orders, seed: seed, progress: progress)
  }

  /// Reads what the inventory says of some senses, where that is not known yet.
  private mutating func readTexts(of senses: [InventorySense], by reader: SenseReader) throws {
    let missing = senses.filter { texts[$0.id] == nil }
    guard !missing.isEmpty else { return }
    if texts.count > Self.mostKept {
      let known = Set(senses.map(\.id))
      texts = texts.filter { known.contains($0.key) }
    }
    let read = try SenseTexts.read(
      missing, forms: { try inventory.forms(of: $0.lemma, $0.partOfSpeech) }, by: reader)
    for (sense, texts) in zip(missing, read) { self.texts[sense.id] = texts }
  }

  /// Senses whose texts are kept.
  private static let mostKept = 20_000
}

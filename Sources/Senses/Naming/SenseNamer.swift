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
  /// The mean of vectors of words, for models without tagged uses. Shape `[C]`
  private let centre: [Float]
  /// `nil` before the first senses, from which the length of vectors is learned where there are no tagged uses.
  private var centres: SenseCentres?
  private var profiles = KeptProfiles()

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
    centres = vectors.map { SenseCentres($0) }
  }

  /// The senses that a use may have, the best first; none where the inventory lacks the word.
  ///
  /// - Parameters:
  ///   - lemma: What the use is a form of; without it, all lemmas that it may be a form of, as it is written ("mother-in-law").
  ///   - vector: Of the use. Shape `[C]`
  /// - Throws: `InventoryError`; `Interruption`.
  public mutating func senses(
    of use: Use, _ vector: [Float], lemma: String? = nil, _ partOfSpeech: PartOfSpeech? = nil,
    by reader: SenseReader
  ) throws -> NamedSenses {
    if let lemma {
      return try named(
        vector, reading: inventory.senses(ofLemma: lemma, partOfSpeech), by: reader)
    }
    // As it stands there, else by its words ("mother board" of "mother\u{A0}board"), else by what these are, however spelled.
    for form in [use.written, use.word] {
      let named = try senses(ofForm: form, vector, partOfSpeech, by: reader)
      if !named.candidates.isEmpty { return named }
    }
    return try senses(ofForm: use.key, vector, partOfSpeech, by: reader)
  }

  /// The same of a form whose vector is known.
  public mutating func senses(
    ofForm form: String, _ vector: [Float], _ partOfSpeech: PartOfSpeech? = nil,
    by reader: SenseReader
  ) throws -> NamedSenses {
    try named(vector, reading: inventory.senses(ofForm: form, partOfSpeech), by: reader)
  }

  private mutating func named(
    _ vector: [Float], reading senses: [InventorySense], by reader: SenseReader
  ) throws -> NamedSenses {
    try read(senses, by: reader)
    return named(vector, among: senses)
  }

  /// Makes sure of the profiles of some senses; what is new is read together.
  ///
  /// - Throws: `InventoryError`; `Interruption`.
  mutating func read(_ senses: [InventorySense], by reader: SenseReader) throws {
    let missing = profiles.missing(of: senses)
    guard !missing.isEmpty else { return }
    let texts = try SenseTexts.read(
      missing, forms: { try inventory.forms(of: $0.lemma, $0.partOfSpeech) }, by: reader)
    let centres = known(by: texts)
    for (sense, texts) in zip(missing, texts) {
      profiles[sense] = SenseProfile(vectors?.uses(of: sense.id), texts, centres)
    }
  }

  /// What is taken from vectors; without tagged uses, the mean of words as long as these texts' words say that vectors are.
  private mutating func known(by texts: [SenseTexts]) -> SenseCentres {
    if let centres { return centres }
    let length = texts.reduce(0) { $0 + $1.length } / Float(texts.count)
    let made = SenseCentres(
      withoutTaggedUses: centre.map { $0 / max(length, .leastNormalMagnitude) })
    centres = made
    return made
  }

  /// Which context words of a use speak for a sense and against another.
  ///
  /// - Parameters:
  ///   - vector: Of the use. Shape `[C]`
  ///   - orders: How many orders of the words to sample, at least; `nil` counts all where that is cheap.
  ///   - seed: Decides the orders.
  ///   - progress: Told now and then how many orders have been sampled.
  /// - Throws: `InventoryError`; `Interruption`, where there are no shares yet.
  public mutating func explanation(
    of use: Use, _ vector: [Float], for a: NamedSenses.Candidate,
    against b: NamedSenses.Candidate, by reader: SenseReader, orders: Int? = nil, seed: UInt64 = 1,
    progress: (_ orders: Int) -> Void = { _ in }
  ) throws -> SenseExplanation {
    try read([a.sense, b.sense], by: reader)
    return try SenseExplanation(
      of: use, vector, for: profiles[a.sense]!, against: profiles[b.sense]!,
      frequency: a.evidence.frequency - b.evidence.frequency, centre: centres!.uses, by: reader,
      orders: orders, seed: seed, progress: progress)
  }

  /// The senses in the order in which a use fits them.
  ///
  /// - Parameters:
  ///   - vector: Of the use. Shape `[C]`
  ///   - senses: Their profiles have been read.
  func named(_ vector: [Float], among senses: [InventorySense]) -> NamedSenses {
    guard let centres else {
      return NamedSenses(of: vector, among: [], SenseCentres(withoutTaggedUses: centre))
    }
    return NamedSenses(of: vector, among: senses.map { ($0, profiles[$0]!) }, centres)
  }
}

/// Profiles that have been read: of too many, those that were asked last.
private struct KeptProfiles: Sendable {
  private var profiles: [SenseName: (profile: SenseProfile, asked: Int)] = [:]
  /// Counts the questions.
  private var question = 0

  /// Of 384 channels, about 200 MB. A hundred thousand words of an encyclopedia meet more senses than that.
  private static let most = 40_000

  /// Those of some senses that are not there, each once; the others were asked now. The profiles of all of them stay until
  /// the next question.
  mutating func missing(of senses: [InventorySense]) -> [InventorySense] {
    question += 1
    var seen: Set<SenseName> = []
    let missing = senses.filter { sense in
      let key = SenseName(sense)
      profiles[key]?.asked = question
      return profiles[key] == nil && seen.insert(key).inserted
    }
    if profiles.count + missing.count > Self.most {
      let median = profiles.values.map(\.asked).sorted()[profiles.count / 2]
      profiles = profiles.filter { $0.value.asked > median || $0.value.asked == question }
    }
    return missing
  }

  subscript(sense: InventorySense) -> SenseProfile? {
    get { profiles[SenseName(sense)]?.profile }
    set { profiles[SenseName(sense)] = newValue.map { ($0, question) } }
  }
}

extension Use {
  /// The use as it stands in its sentence, with all that is between its words.
  public var written: String {
    let (first, last) = (text.tokens[tokens.lowerBound], text.tokens[tokens.upperBound - 1])
    guard first.bytes.lowerBound < last.bytes.upperBound else { return word }
    return text.source.string(in: first.bytes.lowerBound..<last.bytes.upperBound)
  }
}

/// A sense of a word in an inventory.
public struct InventorySense: Sendable, Hashable {
  /// A sense key, as `bank%1:17:01::`, or what the inventory calls it.
  public var id: String
  /// What people call it, where that is more than its number: "river edge".
  public var name: String?
  /// As the inventory writes it, with spaces for underscores: "New York".
  public var lemma: String
  /// `nil` where the inventory does not say.
  public var partOfSpeech: PartOfSpeech?
  /// Its number among those of the lemma and its part of speech, from 1, the most frequent first.
  public var number: Int
  /// The definition alone, without examples.
  public var gloss: String
  /// Without their quotation marks.
  public var examples: [String]
  /// Where the word stands in each example, in bytes of its UTF-8; empty where the inventory does not say.
  public var places: [Range<Int>] = []
  /// How often people tagged it; 0 where that is not known.
  public var count: Int
  /// Other lemmas that have this sense.
  public var synonyms: [String]

  public init(
    id: String, lemma: String, partOfSpeech: PartOfSpeech?, number: Int, gloss: String,
    examples: [String] = [], count: Int = 0, synonyms: [String] = [], name: String? = nil
  ) {
    self.id = id
    self.name = name
    self.lemma = lemma
    self.partOfSpeech = partOfSpeech
    self.number = number
    self.gloss = gloss
    self.examples = examples
    self.count = count
    self.synonyms = synonyms
  }

  /// The lemma with the name or the number: bank “river edge”, bank 1.
  public var title: String { "\(lemma) \(name.map { "“\($0)”" } ?? "\(number)")" }
}

/// What a sense has to do with another.
public struct SenseLink: Sendable, Hashable {
  /// What the target is to the sense: hypernym, hyponym, similar, antonym, derivation, …
  public var relation: String
  public var target: InventorySense

  public init(relation: String, target: InventorySense) {
    self.relation = relation
    self.target = target
  }
}

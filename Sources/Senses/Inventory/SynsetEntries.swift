/// What a published wordnet says, as its files are read: words in synsets, and links between both.
struct SynsetEntries {
  struct Synset {
    var partOfSpeech: PartOfSpeech?
    var gloss = ""
    var examples: [String] = []
  }

  /// A lemma in a synset.
  struct Word {
    var id: String
    /// With spaces.
    let lemma: String
    var partOfSpeech: PartOfSpeech?
    var synset: Int32
    /// Its number among the senses of the lemma and its part of speech; 0 where it has its place in the file.
    var number: Int32 = 0
    var count: Int32 = 0
    /// How this word is used, beside the examples of the synset.
    var examples: [String] = []
  }

  /// From a synset to a synset, or from a word to a word.
  struct Link: Hashable {
    /// In `relations`.
    let relation: UInt16
    let source: Int32
    let target: Int32
  }

  var synsets: [Synset] = []
  var words: [Word] = []
  var synsetLinks: [Link] = []
  var wordLinks: [Link] = []
  private(set) var relations = Self.known
  private var numbers = Dictionary(
    uniqueKeysWithValues: Self.known.enumerated().map { ($1, UInt16($0)) })
  /// Irregular forms, and the lemma and part of speech that each is of; without a part of speech it is of any.
  var forms: [(form: String, lemma: String, partOfSpeech: PartOfSpeech?)] = []
  /// Whether its words have the endings of English ones.
  var isEnglish = true

  /// Relations in the order in which they are told; others come behind.
  private static let known = [
    "hypernym", "instance hypernym", "hyponym", "instance hyponym", "member holonym",
    "substance holonym", "part holonym", "member meronym", "substance meronym", "part meronym",
    "topic", "region", "usage", "of this topic", "of this region", "of this usage", "antonym",
    "similar", "derivation", "verb group", "attribute", "also", "entailment", "cause",
    "participle of", "pertains to",
  ]

  /// The number of a relation, by its name; `nil` where there are more than anybody has named.
  mutating func relation(_ name: String) -> UInt16? {
    if let number = numbers[name] { return number }
    guard let number = UInt16(exactly: relations.count) else { return nil }
    relations.append(name)
    numbers[name] = number
    return number
  }

  /// What WN-LMF calls a relation, by the name that it has here.
  static func relationName(_ name: String) -> String {
    lmfNames[name] ?? name.replacing("_", with: " ")
  }

  /// Names that WordNet's own format has for the same.
  private static let lmfNames: [String: String] = [
    "holo_member": "member holonym", "holo_substance": "substance holonym",
    "holo_part": "part holonym", "mero_member": "member meronym",
    "mero_substance": "substance meronym", "mero_part": "part meronym", "domain_topic": "topic",
    "domain_region": "region", "exemplifies": "usage", "has_domain_topic": "of this topic",
    "has_domain_region": "of this region", "is_exemplified_by": "of this usage",
    "entails": "entailment", "causes": "cause", "participle": "participle of",
    "pertainym": "pertains to",
  ]

  /// What a relation is called from its other end.
  static let backNames = [
    "hypernym": "hyponym", "instance hypernym": "instance hyponym",
    "member meronym": "member holonym", "substance meronym": "substance holonym",
    "part meronym": "part holonym", "topic": "of this topic", "region": "of this region",
    "usage": "of this usage",
  ]
}

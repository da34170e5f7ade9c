import Corpora

/// What kind of word a corpus says that a word is.
public enum WordKind: Sendable, Hashable {
  case content(PartOfSpeech)
  /// A proper noun.
  case name
  /// A function word, a number, a mark.
  case other

  /// The kind that a tag tells: one of Universal Dependencies, of the Penn Treebank and TreeTagger, of CLAWS (5 and 7), or of
  /// WordNet itself. `nil` for any other.
  public init?(tag: String) {
    let tag = tag.uppercased()
    if let kind = Self.whole[tag] {
      self = kind
    } else if tag.unicodeScalars.allSatisfy({ !$0.properties.isAlphabetic }) {
      self = .other
    } else if let kind = Self.beginnings.first(where: { tag.hasPrefix($0.0) })?.1 {
      self = kind
    } else {
      return nil
    }
  }

  private static let whole: [String: WordKind] = {
    var kinds: [String: WordKind] = [
      "NOUN": .content(.noun), "N": .content(.noun), "VERB": .content(.verb), "V": .content(.verb),
      "ADJ": .content(.adjective), "A": .content(.adjective), "J": .content(.adjective),
      "S": .content(.adjective), "ADV": .content(.adverb), "R": .content(.adverb), "PROPN": .name,
      // Particles, negations and modals that begin as something else does.
      "RP": .other, "VM": .other, "VMK": .other, "VM0": .other,
    ]
    for tag in closed.split(separator: " ") { kinds[String(tag)] = .other }
    return kinds
  }()

  private static let closed = """
    ADP AUX CCONJ CONJ DET INTJ NUM PART PRON PUNCT SCONJ SYM X \
    CC CD DT EX FW IN LS MD PDT POS PRP PRP$ PP PP$ SENT TO UH WDT WP WP$ WRB \
    AT0 AVP AVQ CJC CJS CJT CRD DPS DT0 DTQ EX0 ITJ ORD PNI PNP PNQ PNX PRF PUL PUN PUQ PUR TO0 UNC XX0 ZZ0 XX
    """

  /// The first that fits counts.
  private static let beginnings: [(String, WordKind)] = [
    ("NNP", .name), ("NP", .name), ("NN", .content(.noun)), ("ND", .content(.noun)),
    ("VB", .content(.verb)), ("VV", .content(.verb)), ("VH", .content(.verb)),
    ("VD", .content(.verb)), ("JJ", .content(.adjective)), ("AJ", .content(.adjective)),
    ("AV", .content(.adverb)), ("RB", .content(.adverb)), ("RR", .content(.adverb)),
    ("RL", .content(.adverb)), ("RT", .content(.adverb)),
  ]
}

/// What a corpus says of one of its words.
public struct KnownWord: Sendable, Hashable {
  public let lemma: String?
  /// `nil` where it says nothing, or nothing that is understood.
  public let kind: WordKind?
  /// Whether it belongs to a verb before it (`look up`), as the corpus says.
  let isParticle: Bool
  /// A tag that is not understood.
  public let unknownTag: String?
  /// Which of the words is meant that it stands for, from 0, where it stands for several.
  public let part: Int

  public init(_ word: AnnotatedWord) {
    let (lemma, tag) = (word.lemma, word.partOfSpeech)
    let tags = tag?.split(separator: "+").map(String.init) ?? []
    let lemmas = lemma?.split(separator: "+").map(String.init) ?? []
    if tags.count > 1, tags.count == lemmas.count {
      // Of what is written as one, the one word with a meaning of its own.
      let kinds = tags.map(WordKind.init(tag:))
      let own = kinds.indices.filter { kinds[$0] != .other }
      part = own.count == 1 ? own[0] : 0
      self.lemma = own.count == 1 ? lemmas[part] : nil
      kind = own.count == 1 ? kinds[part] : .other
    } else {
      part = 0
      self.lemma = lemma
      kind = tag.flatMap(WordKind.init(tag:))
    }
    unknownTag = kind == nil ? tag : nil
    isParticle = tag.map { ["RP", "AVP"].contains($0.uppercased()) } ?? false
  }
}

import Testing

@testable import Senses

@Suite struct WordKindTests {
  @Test(
    arguments: [
      ("NOUN", .content(.noun)), ("VERB", .content(.verb)), ("ADJ", .content(.adjective)),
      ("ADV", .content(.adverb)), ("PROPN", .name), ("AUX", .other), ("PUNCT", .other),
      // The Penn Treebank, and TreeTagger's verbs.
      ("NNS", .content(.noun)), ("NNPS", .name), ("VBZ", .content(.verb)), ("VVD", .content(.verb)),
      ("JJR", .content(.adjective)), ("RBS", .content(.adverb)), ("RP", .other), ("MD", .other),
      ("PRP$", .other), (",", .other), ("``", .other),
      // CLAWS 5 and 7.
      ("NN0", .content(.noun)), ("NP0", .name), ("AJ0", .content(.adjective)),
      ("AV0", .content(.adverb)), ("AVP", .other), ("VM0", .other), ("VHD", .content(.verb)),
      ("NN1", .content(.noun)), ("NP1", .name), ("RR", .content(.adverb)),
      // WordNet.
      ("n", .content(.noun)), ("s", .content(.adjective)),
    ] as [(String, WordKind)])
  func tagsOfTheGreatSetsAreKnown(_ tag: String, _ kind: WordKind) {
    #expect(WordKind(tag: tag) == kind)
  }

  @Test func othersAreNot() {
    for tag in ["substantiv", "ZZTOP", "日"] { #expect(WordKind(tag: tag) == nil) }
  }
}

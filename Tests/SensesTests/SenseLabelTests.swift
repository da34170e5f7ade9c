import Testing
import Tokenization
import UnicodeText

@testable import Senses

@Suite struct SenseLabelTests {
  static let tokenizer = UseFinderTests.tokenizer

  static func induction(_ sentences: [String], senses: [Int]) -> Induction {
    let finder = UseFinder("bank", tokenizer: tokenizer)!
    let uses = sentences.enumerated().flatMap { finder.uses(inLine: $0 + 1, Array($1.utf8)) }
    return Induction(
      word: "bank", uses: uses, directions: Directions(uses.map { _ in [1, 0] }), senses: senses,
      count: nil)
  }

  static func labels(_ induction: Induction, tokenizer: some Tokenizer = tokenizer) -> [Int:
    SenseLabel]
  {
    ContextWords(of: induction.word, in: induction.uses, tokenizer: tokenizer)
      .labels(of: induction)
  }

  @Test func sensesAreToldByTheWordsAroundThem() throws {
    let labels = Self.labels(
      Self.induction(
        Array(repeating: "The muddy bank by the River, banks.", count: 12)
          + Array(repeating: "The bank lends the money, bank of 1 a 2nd.", count: 12),
        senses: Array(repeating: 1, count: 12) + Array(repeating: 2, count: 24)))
    // Neither a function word, nor the word itself in any form, nor what is no word.
    #expect(labels[1]! == SenseLabel(words: ["muddy", "river"], basis: .others))
    #expect(labels[2]!.basis == .others && Set(labels[2]!.words) == ["lends", "money"])
  }

  @Test func aNeighbourOfTheUseComesBeforeWhatIsFartherOff() {
    let labels = Self.labels(
      Self.induction(
        Array(repeating: "Zither muddy grassy bank.", count: 30)
          + Array(repeating: "Rich bank.", count: 30),
        senses: Array(repeating: 1, count: 30) + Array(repeating: 2, count: 30)))
    #expect(labels[1]!.words == ["grassy", "muddy", "zither"])
  }

  /// The nearest two content words on either side are its neighbours.
  @Test func whatIsNoNeighbourCountsHalf() {
    let induction = Self.induction(["Zither muddy grassy bank lends money quickly."], senses: [1])
    let words = ContextWords(of: "bank", in: induction.uses, tokenizer: Self.tokenizer).words[0]
    #expect(words.map(\.key) == ["grassy", "lends", "money", "muddy", "quickly", "zither"])
    #expect(words.map(\.weight) == [1, 1, 1, 1, 0.5, 0.5])
  }

  @Test func oneSenseIsToldByWhatIsCommonerNearItThanAnywhere() {
    let induction = Self.induction(
      ["The muddy bank.", "A muddy bank.", "A grassy bank."], senses: [1, 1, 1])
    #expect(Self.labels(induction) == [1: SenseLabel(words: ["muddy"], basis: .language)])
  }

  @Test func sensesThatNothingSetsApartAreToldByWhatIsNearThem() {
    let induction = Self.induction(
      ["A muddy bank.", "The muddy bank.", "A rich bank.", "The rich bank."], senses: [1, 1, 2, 2])
    #expect(
      Self.labels(induction) == [
        1: SenseLabel(words: ["muddy"], basis: .language),
        2: SenseLabel(words: ["rich"], basis: .language),
      ])
  }

  @Test func whereNoWordComesTwiceTheNearestTell() {
    let induction = Self.induction(["Old steep bank near water.", "Bank."], senses: [1, 1])
    #expect(
      Self.labels(induction)
        == [1: SenseLabel(words: ["steep", "old", "water"], basis: .nearest)])
  }

  @Test func withoutAContentWordThereIsNoLabel() {
    let induction = Self.induction(["The bank, 12.", "Don't bank!"], senses: [1, 1])
    #expect(Self.labels(induction) == [1: SenseLabel(words: [], basis: .nearest)])
  }

  /// Whatever stands near all groups alike holds sentences together, in any language.
  @Test func whatAllGroupsShareIsNoLabel() {
    let labels = Self.labels(
      Self.induction(
        Array(repeating: "Kaj bank muddy.", count: 20)
          + Array(repeating: "Kaj bank rich.", count: 5)
          + Array(repeating: "Bank rich.", count: 15),
        senses: Array(repeating: 1, count: 20) + Array(repeating: 2, count: 20)))
    #expect(labels[1]!.words == ["muddy"] && labels[2]!.words == ["rich"])
  }

  /// Of a vocabulary in the order of frequency the first of 400 entries are function words.
  @Test func theCommonestWordsOfAVocabularyAreNoLabels() throws {
    let words =
      ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "kaj", "en"] + (0..<3993).map { "word\($0)" }
    let tokenizer = WordTokenizer(vocabulary: try Vocabulary(words: words))
    let content = ContentWords(of: tokenizer)
    #expect(!content.contains("kaj") && !content.contains("en"))
    #expect(content.contains("rivero") && !content.contains("word17"))
    #expect(content.share(of: "kaj") > 100 * content.share(of: "word3000"))
    #expect(content.contains("水") && !content.contains("x") && !content.contains("'s"))
  }
}

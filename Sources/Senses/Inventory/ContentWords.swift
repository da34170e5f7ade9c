import Platform
import Tokenization
import UnicodeText

/// Tells words that bear a meaning of their own from those that hold sentences together.
///
/// A word of the first few hundredths of a percent of a vocabulary that is ordered by frequency is a function word, whatever
/// the language. English has a list beside that, since its rarer ones (`upon`, `himself`) stand among common nouns.
struct ContentWords: Sendable {
  private let words: WholeWords
  /// How many entries the vocabulary has.
  private let count: Int

  init(of tokenizer: some Tokenizer) {
    words = tokenizer.wholeWords
    count = tokenizer.vocabulary.count
  }

  /// Whether a word, by its key, may label a sense: no mark, number, letter by itself, clitic or function word.
  func contains(_ key: String) -> Bool {
    let scalars = key.unicodeScalars
    guard scalars.count > 1 || scalars.first?.properties.isIdeographic == true,
      key.first?.isLetter == true, !key.contains(where: \.isNumber), !Self.isFunctionWord(key)
    else { return false }
    return words.id(of: key).map { Int($0) >= count / Self.shareOfFunctionWords } ?? true
  }

  /// How much of all running text a word makes up, about: frequencies go with ranks (Zipf's law), and a word that the
  /// vocabulary lacks is as rare as its last.
  func share(of key: String) -> Double {
    let rank = words.id(of: key).map { Int($0) + 1 } ?? count
    return 1 / (Double(max(1, rank)) * harmonicNumber)
  }

  /// The sum of 1/rank, by Euler's approximation.
  private var harmonicNumber: Double { log(Double(max(2, count))) + 0.5772 }

  /// One entry of so many.
  private static let shareOfFunctionWords = 400

  /// English ones, also with a shortened `not`, verb or genitive behind them: `don't`, `who's`.
  private static func isFunctionWord(_ key: String) -> Bool {
    guard let apostrophe = key.firstIndex(of: "'") else { return english.contains(key) }
    let head = key[..<apostrophe]
    return english.contains(String(head)) || english.contains(String(head.dropLast()))
  }

  private static let english = Set(
    """
    a about above across after afterwards again against ain all almost along already also although always am amid among
    amongst an and another any anybody anyone anything anywhere are aren around as at away be became because been before
    behind being below beneath beside besides between beyond both but by ca can cannot could did do does doing done down
    during each either else enough etc even ever every everybody everyone everything everywhere except few for from
    further furthermore had has have having he hence her here hers herself him himself his how however i if in indeed
    inside instead into is isn it its itself just least less lest like ma many may maybe me meanwhile might mine more
    moreover most mr mrs much must my myself near neither never nevertheless no nobody none nor not nothing now nowhere o of off
    often oh on once one ones only onto or other others otherwise our ours ourselves out outside over own per perhaps
    quite rather really s said same say says seem seemed seems several shall shan she should since so some somebody
    someone something sometimes somewhat somewhere soon still such t than that the their theirs them themselves then
    thence there thereby therefore these they this those though through throughout thus till to together too toward
    towards under underneath unless until unto up upon us very via was we well were what whatever when whence whenever
    where whereas wherever whether which whichever while whilst who whoever whole whom whose why will with within without
    wo would yes yet you your yours yourself yourselves
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}

import Foundation
import Testing

@testable import Tokenization

/// Words as people misspell them, found by what they are spelled like in the list that ships.
struct MisspelledWordsTests {
  static let pairs = """
    acheive achieve, acommodate accommodate, accomodate accommodate, begining beginning,
    beleive believe, buisness business, calender calendar, catagory category, cemetary cemetery,
    collegue colleague, comming coming, commitee committee, concious conscious,
    definately definitely, dissapear disappear, dissapoint disappoint, embarass embarrass,
    enviroment environment, existance existence, explaination explanation, familar familiar,
    finaly finally, foriegn foreign, fourty forty, futher further, garantee guarantee, gaurd guard,
    goverment government, happend happened, harrassment harassment, heigth height,
    immediatly immediately, independant independent, intresting interesting, knowlege knowledge,
    libary library, lisence license, maintainance maintenance, millenium millennium,
    necesary necessary, neccessary necessary, noticable noticeable, occured occurred,
    occurence occurrence, ocassion occasion, paralell parallel, peice piece, perfomance performance,
    persistant persistent, posession possession, prefered preferred, priviledge privilege,
    pronounciation pronunciation, realy really, recieve receive, recomend recommend,
    refered referred, religous religious, remeber remember, resturant restaurant, rythm rhythm,
    seige siege, sentance sentence, seperate separate, sieze seize, similiar similar, speach speech,
    strenght strength, succesful successful, suprise surprise, temperture temperature,
    tendancy tendency, thier their, tommorow tomorrow, tommorrow tomorrow,
    unfortunatly unfortunately, usefull useful, vaccum vacuum, whereever wherever, wich which,
    wierd weird, writting writing, yatch yacht
    """.split { ",\n".contains($0) }.map { $0.split(separator: " ").map(String.init) }

  /// Those that find another word first are known: most leave a letter out or put one in another's place.
  @Test func mostFindTheWordThatIsMeant() throws {
    let vocabulary = try Vocabulary(contentsOf: shippedVocabulary.appending(path: "words.txt").path)
    let changes = try AffixChanges(
      text: Array(Data(contentsOf: shippedVocabulary.appending(path: "affixes.tsv"))))
    let index = SpellingIndex(vocabulary, changes: changes)
    let missed = try Self.pairs.filter { pair in
      try #require(vocabulary.id(of: pair[0]) == nil && vocabulary.id(of: pair[1]) != nil)
      let found = index.neighbours(ofKey: Array(pair[0].utf8).span)
      return vocabulary.word(found[0].id) != pair[1]
    }
    #expect(
      missed.map { $0[0] } == [
        "collegue", "explaination", "fourty", "gaurd", "happend", "lisence", "maintainance",
        "persistant", "refered", "thier", "wich", "wierd", "yatch",
      ])
    #expect(Self.pairs.count == 83)
  }
}

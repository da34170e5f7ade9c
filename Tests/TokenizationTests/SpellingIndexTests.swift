import Foundation
import Testing

@testable import Tokenization

struct SpellingIndexTests {
  static let specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

  func neighbours(of key: String, among words: [String]) throws -> [(
    word: String, similarity: Float
  )] {
    let vocabulary = try Vocabulary(words: Self.specials + words)
    let found = SpellingIndex(vocabulary).neighbours(ofKey: Array(key.utf8).span)
    return found.map { (vocabulary.word($0.id), $0.similarity) }
  }

  /// By hand: `<cat>` has <c, <ca, ca, cat, at, at>, t>; `<cats>` <c, <ca, ca, cat, at, ats, ts, ts>, s>: 5 in common
  /// of 7 and 9, one step in four letters, and three letters of four to begin with. `<dot>` has t> in common, of 7
  /// and 7, and two steps in three.
  @Test func meanOfNGramsStepsAndBeginning() throws {
    let found = try neighbours(of: "cat", among: ["dot", "sun", "cats"])
    #expect(found.map(\.word) == ["cats", "dot"])
    #expect(abs(found[0].similarity - (3.0 * 10 / 16 + 5.0 * 3 / 4 + 3.0 / 4) / 9) < 1e-6)
    #expect(abs(found[1].similarity - (3.0 * 2 / 14 + 5.0 * 1 / 3) / 9) < 1e-6)
  }

  @Test func nGramsAreCountedOnce() {
    var buckets: [Int] = []
    SpellingIndex.collectBuckets(of: Array("aaa".utf8).span, into: &buckets)
    // <a, <aa, aa, aaa, aa>, a>
    #expect(buckets.count == 6)
  }

  /// One scalar of two bytes is one letter: `<é>` has <é, <é>, é>.
  @Test func scalarsAreLetters() throws {
    var buckets: [Int] = []
    SpellingIndex.collectBuckets(of: Array("é".utf8).span, into: &buckets)
    #expect(buckets.count == 3)
    let found = try neighbours(of: "où", among: ["ou"])
    #expect(abs(found[0].similarity - (3 * 2.0 / 10 + 5 * 0.5 + 0.5) / 9) < 1e-6)
  }

  @Test func aMisspelledWordFindsItsWord() throws {
    let found = try neighbours(
      of: "goverment", among: ["movement", "garment", "government", "governs", "sentiment"])
    #expect(found.first?.word == "government")
  }

  /// By hand: of `<recieve>` and `<receive>`, 15 n-grams each, <r, <re, re, rec, ec, ve, ve>, e> are common; one step in seven
  /// letters; three of seven to begin with. Half way to 1, for two neighbours are exchanged. `relieve` is one step
  /// away too, and has <r, <re, re, ie, iev, ev, eve, ve, ve>, e>.
  @Test func aSlipIsHalfWayToTheSame() throws {
    let found = try neighbours(of: "recieve", among: ["relieve", "receive"])
    let (slip, step) = (
      (3 * 16.0 / 30 + 5 * 6.0 / 7 + 3.0 / 7) / 9, (3 * 20.0 / 30 + 5 * 6.0 / 7 + 2.0 / 7) / 9
    )
    #expect(found.map(\.word) == ["receive", "relieve"])
    #expect(abs(Double(found[0].similarity) - (1 + slip) / 2) < 1e-6)
    #expect(abs(Double(found[1].similarity) - step) < 1e-6)
  }

  /// Others have more n-grams in common with `wierd`, and there are more of them than are compared letter by letter.
  @Test func aSlipIsFoundAmongMany() throws {
    let many = (0..<200).map { "wier\($0)" }
    #expect(try neighbours(of: "wierd", among: many + ["weird"]).first?.word == "weird")
  }

  @Test func slipsOfAWord() {
    func found(_ word: String) -> [String] { slips(of: word.unicodeScalars.map(\.value)).sorted() }
    #expect(found("abbé") == ["aabbé", "abbbé", "abbéé", "abé", "abéb", "babé"])
    #expect(found("abc").isEmpty)
    #expect(found("").isEmpty)
  }

  @Test func ofTwoAsNearTheFirstComesFirst() throws {
    let words = try neighbours(of: "bxt", among: ["bit", "bat", "but", "bet"]).map(\.word)
    #expect(words == ["bit", "bat", "but", "bet"])
  }

  @Test func noMoreThanEightAndTheNearestOfMany() throws {
    let many = (0..<200).map { "walk\($0)" }
    let found = try neighbours(of: "walking", among: many + ["walkin"])
    #expect(found.count == SpellingIndex.most)
    #expect(found[0].word == "walkin")
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.similarity >= $1.similarity })
  }

  /// `talked` is spelled more like `stalked` than like `talk`, but -ed for nothing is known to mean much.
  @Test func aKnownChangeOfAffixCountsAsItsFactorSays() throws {
    let vocabulary = try Vocabulary(words: Self.specials + ["stalked", "talk", "tall"])
    let key = Array("talked".utf8)
    func found(_ changes: AffixChanges) -> [SpellingNeighbour] {
      SpellingIndex(vocabulary, changes: changes).neighbours(ofKey: key.span)
    }
    let plain = found(AffixChanges())
    #expect(plain.map { vocabulary.word($0.id) } == ["stalked", "talk", "tall"])
    #expect(plain.allSatisfy { $0.change == nil })
    #expect(abs(plain[0].weight - pow(plain[0].similarity, 8)) < 1e-6)

    let known = found(try AffixChanges(text: Array("s-\t-\t3\n-ed\t-\t40\n".utf8)))
    #expect(known.map { vocabulary.word($0.id) } == ["talk", "stalked", "tall"])
    #expect(known.map { $0.change?.number } == [1, nil, nil])
    #expect(abs(known[0].weight - 40 * pow(known[0].similarity, 8)) < 1e-5)
    #expect(known[0].similarity == plain[1].similarity)
  }

  @Test func askingTwiceAnswersTheSame() throws {
    let index = SpellingIndex(try Vocabulary(words: Self.specials + ["walk", "talk", "stalk"]))
    let key = Array("chalk".utf8)
    #expect(index.neighbours(ofKey: key.span) == index.neighbours(ofKey: key.span))
    #expect(index.neighbours(ofKey: key.span).count == 3)
  }

  /// Neither what was asked before nor what is kept or forgotten changes an answer.
  @Test func answersDoNotDependOnWhatWasAskedBefore() throws {
    let vocabulary = try Vocabulary(
      words: Self.specials + ["walk", "talk", "stalk", "number 1204"])
    let index = SpellingIndex(vocabulary)
    for number in 0..<SpellingIndex.mostKept + 10 {
      let key = Array("stalk number \(number)".utf8)
      let answer = index.neighbours(ofKey: key.span)
      if number % 500 == 0 {
        #expect(answer == SpellingIndex(vocabulary).neighbours(ofKey: key.span))
      }
    }
    let first = Array("stalk number 0".utf8)
    #expect(
      index.neighbours(ofKey: first.span) == SpellingIndex(vocabulary).neighbours(ofKey: first.span)
    )
  }

  @Test func noWordIsLikeSpecialsOrWordsTooLong() throws {
    let long = String(repeating: "mask", count: 101)
    #expect(try neighbours(of: "mask", among: [long]).isEmpty)
  }

  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("recieve", "receive", 1), ("recieve", "relieve", 1),
    ("kitten", "sitting", 3), ("ca", "abc", 3), ("bank", "bank", 0), ("ab", "ba", 1),
  ])
  func steps(a: String, b: String, count: Int) {
    let (a, b) = (a.unicodeScalars.map(\.value), b.unicodeScalars.map(\.value))
    #expect(editDistance(a, b) == count)
    #expect(editDistance(b, a) == count)
  }
}

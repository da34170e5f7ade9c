import Foundation
import Senses
import TestSupport
import Testing

@testable import Shell

@Suite struct JudgedDURelTests {
  let folder = try! TemporaryFolder()

  private static let uses = """
    lemma\tpos\tidentifier\tcontext\tindexes_target_token
    bank_nn\tn\tu1\tThe "bank closed.\t5:9
    bank_nn\tn\tu2\tA river bank.\t8:12
    bank_nn\tn\tu3\tÜber the bank.\t9:13

    """
  private static let head = "identifier1\tidentifier2\tannotator\tjudgment\tcomment\tlemma\n"

  private func pairs(_ judgments: String, uses: String = JudgedDURelTests.uses) throws
    -> [JudgedPair]
  {
    for (name, text) in [("uses.csv", uses), ("judgments.csv", Self.head + judgments)] {
      try Data(text.utf8).write(to: URL(filePath: folder(name)))
    }
    guard case .pairs(let pairs) = try JudgedFormat.durel.read(folder("uses.csv")) else {
      return []
    }
    return pairs
  }

  @Test func theMedianOfSeveralPeopleCounts() throws {
    let pairs = try pairs(
      "u1\tu2\tx\t1\t\tbank_nn\nu2\tu1\ty\t4\t\tbank_nn\nu1\tu2\tz\t2\t\tbank_nn\n"
        + "u1\tu3\tx\t4\t\tbank_nn\nu1\tu3\ty\t0\tno idea\tbank_nn\n"
        + "u2\tu3\tx\t3\t\tbank_nn\nu2\tu3\ty\t4\t\tbank_nn\n")
    // Of u1 and u3 only one person could say something.
    #expect(pairs.map(\.gold) == [2, 3.5])
    #expect(pairs.flatMap(\.named).allSatisfy { $0.word == "bank" && $0.isPlausible })
    #expect(pairs[0].a.text == "The \"bank closed." && pairs[1].b.text == "Über the bank.")
    #expect(pairs.map(\.partedAsDURelDoes.gold) == [0, 1])
  }

  @Test func whereOnePersonJudgedAllThatCounts() throws {
    #expect(try pairs("u1\tu2\tx\t1.0\t\tb\nu1\tu3\tx\t0\t\tb\n").map(\.gold) == [1])
  }

  @Test(
    arguments: [
      ("u1\tu9\tx\t1\t\tb\n", "line 2: “u9” is no use of"),
      ("u1\tu2\tx\tgood\t\tb\n", "line 2: “good” is no grade"),
      ("u1\tu2\tx\t1\n", "line 2: has 4 columns, not 6 as the first"),
      ("u1\tu2\tx\t0\t\tb\n", "holds no grade but 0"),
    ]) func badJudgmentsAreNamed(judgments: String, said: String) throws
  {
    let error = #expect(throws: JudgedSetError.self) { try pairs(judgments) }
    #expect(error?.description.contains(said) == true, "\(error?.description ?? "")")
  }

  @Test(
    arguments: [
      ("u1\tu2", "u1\tu1", "line 4: “u1” names a second use"), ("5:9", "9:5", "says not where"),
      ("5:9", "", "line 2: “” says not where"), ("5:9", ",", "line 2: “,” says not where"),
      ("8:12", "8:99", "there are no places 8 to 99"),
      ("identifier", "id", "has no column identifier; there is lemma, pos, id, context"),
    ]) func badUsesAreNamed(old: String, new: String, said: String) throws
  {
    let uses =
      old == "u1\tu2"
      ? Self.uses.replacing("\tu3\t", with: "\tu1\t") : Self.uses.replacing(old, with: new)
    let error = #expect(throws: JudgedSetError.self) {
      try pairs("u1\tu2\tx\t1\t\tb\n", uses: uses)
    }
    #expect(error?.description.contains(said) == true, "\(error?.description ?? "")")
  }
}

import JSON
import Senses
import Testing

@testable import Shell

@Suite struct JudgementDrawingTests {
  static func line(_ judgement: Judgement, width: Int = 200) -> String {
    judgement.line.lines(TextStyle(width: width)).joined(separator: "\n")
  }

  @Test func oneLineSaysWhatTheNumberMeans() {
    #expect(
      Self.line(Judgement(similarity: 0.314, probability: 0.083, interval: 0.05...0.12))
        == "0.31  different senses (probability 0.08 that they are the same, 0.05 to 0.12)")
    #expect(
      Self.line(Judgement(similarity: 0.9, probability: 0.96))
        == "0.90  same sense (probability 0.96 that they are the same)")
    #expect(
      Self.line(Judgement(similarity: 0.6, probability: 0.52, doubts: [.guess(word: "blorb")]))
        == "0.60  unsure (probability 0.52 that they are the same): “blorb” is not in the vocabulary, "
        + "its vector is a guess; the odds are nearly even")
    #expect(
      Self.line(Judgement(similarity: 0.6, amongRandom: 99.7))
        == "0.60  more alike than over 99 % of random pairs")
    #expect(
      Self.line(Judgement(similarity: -0.1), width: 40)
        == "-0.10  bare cosine; calibrate finds what\n       it means in this model")
  }

  @Test func machinesGetAllOfIt() {
    let judgement = Judgement(
      similarity: 0.3, centred: 0.1, amongRandom: 90, amongUses: 20, probability: 0.25,
      interval: 0.2...0.3)
    #expect(
      JSONValue.object(Judgement.fields.object(of: judgement)).compact
        == """
        {"centred":0.1,"among_random":90.0,"among_uses":20.0,"probability":0.25,"interval":[0.2,0.3],\
        "grade":2,"verdict":"different","doubts":[]}
        """)
  }

  @Test func percentsAreNotRoundedToAllOrNothing() {
    #expect(
      [0, 0.2, 50.4, 99.6, 100].map(percent) == ["0 %", "under 1 %", "50 %", "over 99 %", "100 %"])
  }
}

import ContextualEmbeddings
import Testing

@testable import Senses

@Suite struct StabilityTests {
  let reader = TopicReader()

  @Test func eachEditIsTriedOnEitherSideAndOnBoth() throws {
    let stability = try Stability(
      of: reader.use("we sat at the [bank]"), and: reader.use("She took it to the [bank]."),
      by: reader)
    let tried = stability.trials.map { "\($0.side) \($0.edit.name)" }
    #expect(
      tried.prefix(4) == [
        "first full stop added", "second full stop removed", "first capital at the start",
        "second no capital at the start",
      ])
    #expect(tried.count == 4 + 3 * HarmlessEdit.adverbs.count)
    // Neither full stops nor capitals have a topic.
    #expect(stability.trials.prefix(4).allSatisfy { $0.change == 0 })
    #expect(stability.isStable)
    #expect(stability.similarities.contains(stability.whole.similarity))
  }

  @Test func everyTrialIsWhatItsTextsSay() throws {
    let (a, b) = ("We saw the money at the [bank].", "The river by the [bank]")
    for trial in try Stability(of: reader.use(a), and: reader.use(b), by: reader).trials {
      func use(_ text: String) throws -> Use {
        let bytes = try #require(text.firstRange(of: "bank"))
        let start = text.utf8.distance(from: text.startIndex, to: bytes.lowerBound)
        return Use(MarkedText(text: text, use: start..<start + 4), read: reader.tokenize)!
      }
      let again = try reader.judgement(of: use(trial.texts[0]), and: use(trial.texts[1]))
      #expect(again == trial.judgement)
      #expect((trial.texts[0] != reader.use(a).text.source.string) == (trial.side != .second))
    }
  }

  @Test func anAnswerAtTheEdgeIsFlagged() throws {
    // One word more turns the vector just across the threshold, probability ½ at cosine 0.85.
    let edge = try #require(
      (1...40).lazy.map { count -> Stability in
        let words = String(repeating: "the ", count: count)
        return try! Stability(
          of: reader.use(words + "[bank]"), and: reader.use("a [bank]"), by: reader)
      }.first { !$0.isStable })
    let flips = edge.trials.filter(\.flips)
    #expect(!flips.isEmpty)
    #expect(flips.allSatisfy { $0.judgement.leansToSame != edge.whole.leansToSame })
  }
}

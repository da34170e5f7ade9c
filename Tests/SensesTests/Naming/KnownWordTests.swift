import Testing

@testable import Corpora
@testable import Senses

struct KnownWordTests {
  private func known(lemma: String, tag: String) -> KnownWord {
    var words = AnnotatedWords()
    words.append(0..<4)
    for (name, value) in [("lemma", lemma), ("upos", tag)] {
      let place = words.place(ofName: name)
      Array(value.utf8).withUnsafeBufferPointer { words.annotate(place, $0) }
    }
    return KnownWord(words[0])
  }

  @Test func aWordIsItsOnlyPart() {
    let word = known(lemma: "bank", tag: "NOUN")
    #expect(word.lemma == "bank" && word.kind == .content(.noun) && word.part == 0)
  }

  /// Of what stands for several, the one with a meaning of its own.
  @Test func ofSeveralTheOneWithAMeaningCounts() {
    let word = known(lemma: "to+bank", tag: "ADP+NOUN")
    #expect(word.lemma == "bank" && word.kind == .content(.noun) && word.part == 1)
    let two = known(lemma: "river+bank", tag: "NOUN+NOUN")
    #expect(two.lemma == nil && two.kind == .other && two.part == 0)
  }

  @Test func aTagThatIsNotUnderstoodIsKept() {
    let word = known(lemma: "bank", tag: "substantiv")
    #expect(word.kind == nil && word.unknownTag == "substantiv")
  }
}

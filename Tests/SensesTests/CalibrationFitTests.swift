import ContextualEmbeddings
import TestSupport
import Testing

@testable import Senses

/// Pairs whose similarities are made up: layer 1 tells them apart, the others do not.
private struct MadeUpPairs {
  static let folder = try! TemporaryFolder()
  static let model: Model = {
    try! TinyModel.write(to: folder("model"))
    return try! Model(contentsOf: folder("model"), precision: .float32)
  }()

  static func cosines(words: Int, ofEach: Int, signal: Double) -> JudgedCosines {
    var generator = SplitMix64(seed: 5)
    func noise() -> Double { Double.random(in: -0.3...0.3, using: &generator) }
    var cosines = JudgedCosines(by: model, means: [])
    for pair in 0..<words * ofEach {
      let isSame = pair % 2 == 0
      cosines.add(
        same: isSame, words: ["w\(pair / ofEach)z"],
        centred: [noise(), (isSame ? signal : -signal) + noise(), noise()])
    }
    return cosines
  }
}

@Suite struct CalibrationFitTests {
  @Test func theLayerThatTellsThemApartIsFound() throws {
    let fit = try CalibrationFit(
      to: MadeUpPairs.cosines(words: 40, ofEach: 10, signal: 0.15),
      files: [.init(name: "pairs", pairs: 400)], seed: 1)
    #expect(fit.calibration.layer == 1 && fit.calibration.features == [.centredCosine])
    #expect(fit.calibration.estimate { _ in 0.2 }.probability > 0.8)
    #expect(fit.calibration.estimate { _ in -0.2 }.probability < 0.2)
    let evidence = fit.evidence
    #expect(evidence.pairs == 400 && evidence.words == 40 && evidence.share == 0.5)
    #expect(evidence.areas[1] > evidence.areas[0] && evidence.areas.count == 3)
    let accuracy = try #require(evidence.accuracy)
    #expect(accuracy.range!.contains(accuracy.value) && accuracy.value > 0.65)
    #expect(evidence.area.range!.contains(evidence.area.value))
    #expect(evidence.quality.brier < 0.25)
  }

  @Test func aLayerThatWasNamedIsTaken() throws {
    let cosines = MadeUpPairs.cosines(words: 40, ofEach: 10, signal: 0.15)
    #expect(throws: CalibrationError.self) {
      try CalibrationFit(to: cosines, layer: 2, files: [], seed: 1)
    }
    #expect(try CalibrationFit(to: cosines, layer: 1, files: [], seed: 1).calibration.layer == 1)
  }

  /// Chosen and fitted on the pairs that measure, the best of three layers of noise would look better than chance.
  @Test func noiseIsWorthNothing() throws {
    do {
      _ = try CalibrationFit(
        to: MadeUpPairs.cosines(words: 40, ofEach: 10, signal: 0), files: [], seed: 1)
      Issue.record("it was fitted")
    } catch CalibrationError.noBetterThanChance(let area) { #expect(area.lowerBound < 0.5) }
  }

  /// Answers that go by the word alone are no better than chance on other words.
  @Test func whatIsKnownOfAWordDoesNotCountForOthers() throws {
    var generator = SplitMix64(seed: 9)
    var cosines = JudgedCosines(by: MadeUpPairs.model, means: [])
    for word in 0..<20 {
      // Each word has a place of its own, and one answer.
      let place = Double.random(in: -1...1, using: &generator)
      for _ in 0..<10 {
        cosines.add(
          same: word % 2 == 0, words: ["w\(word)z"], centred: [place, place, place])
      }
    }
    do {
      _ = try CalibrationFit(to: cosines, files: [], seed: 1)
      Issue.record("it was fitted")
    } catch CalibrationError.noBetterThanChance {}
  }

  @Test func tooLittleIsRefused() {
    func message(_ cosines: JudgedCosines) -> String {
      do {
        _ = try CalibrationFit(to: cosines, files: [], seed: 1)
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      message(MadeUpPairs.cosines(words: 4, ofEach: 20, signal: 1))
        == "80 pairs of 4 words; a probability takes 40 pairs of 10 words, some of them to try it on"
    )
    var one = JudgedCosines(by: MadeUpPairs.model, means: [])
    for word in 0..<60 { one.add(same: true, words: ["w\(word)z"], centred: [0, 0, 0]) }
    #expect(message(one) == "nearly all pairs are judged 1; a probability takes 10 of each answer")
  }
}

@Suite struct JudgedCosinesTests {
  @Test func usesWithSensesArePairedHalfAndHalf() throws {
    let uses = (0..<40).map { number in
      LabelledUse(
        use: MarkedText(text: "bank \(number)", use: 0..<4), sense: number % 3,
        named: nil)
    }
    let pairs = JudgedSet.uses(uses).judgedPairs(atMostOfOneWord: 12, seed: 1)
    #expect(pairs.count == 12 && pairs.count { $0.gold == 1 } == 6)
    #expect(pairs.allSatisfy { $0.a != $0.b })
    #expect(JudgedSet.uses(Array(uses.prefix(1))).judgedPairs(seed: 1).isEmpty)
  }

  /// Of inflected forms too, where the file names their word.
  @Test func usesOfOneNamedWordArePaired() {
    let uses = (0..<12).map { number in
      let use = number % 2 == 0 ? "bank" : "banks"
      let text = MarkedText(text: "\(use) \(number)", use: 0..<use.count)
      return LabelledUse(
        use: text, sense: number % 3,
        named: NamedWord(item: "line \(number)", lemma: "bank", use: text))
    }
    let pairs = JudgedSet.uses(uses).judgedPairs(seed: 1)
    #expect(pairs.contains { $0.a.use.count != $0.b.use.count })
  }

  @Test func gradesAreRefusedAndPlacesWithoutAWordNamed() throws {
    var cosines = JudgedCosines(
      by: MadeUpPairs.model,
      means: MadeUpPairs.model.layers.map { _ in
        [Float](repeating: 0, count: 16)
      })
    let use = MarkedText(text: "the bank", use: 4..<8)
    #expect(throws: CalibrationError.grades) {
      try cosines.add([JudgedPair(a: use, b: use, gold: 0.5)], of: "f", checking: {})
    }
    let empty = MarkedText(text: "the  bank", use: 4..<4)
    #expect(throws: JudgedSetError.self) {
      try cosines.add([JudgedPair(a: use, b: empty, gold: 1)], of: "f", checking: {})
    }
    try cosines.add([JudgedPair(a: use, b: use, gold: 1)], of: "f", checking: {})
    #expect(cosines.same == [true])
    #expect(cosines.centred.allSatisfy { abs($0[0] - 1) < 1e-9 })
  }
}

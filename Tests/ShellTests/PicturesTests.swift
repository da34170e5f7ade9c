import Senses
import Testing
import UnicodeText

@testable import Shell

@Suite struct PicturesTests {
  static let words = ["I", "deposited", "money", "at", "the", "bank", "."]
  static let heat = HeatMap(
    rows: words, columns: words,
    values: words.indices.map { row in
      words.indices.map { Double((row * 3 + $0) % 7) / 6 }
    })
  static let curve = LayerCurve(
    similarities: [1, 0.9, 0.7, 0.45, 0.3, 0.3, 0.2],
    bands: (0...6).map {
      .init(
        random: 0.1 + 0.02 * Double($0), randomSpread: 0.1, sameWord: 0.8,
        sameWordSpread: 0.3)
    })
  static let plane = Plane(
    Directions([[1, 0, 0], [1, 0.1, 0], [0, 1, 0], [0, 1, 0.2], [0.5, 0.5, 1]]))
  static let map = PointMap(
    plane, names: ["one", "two", "three", "four", "水の銀行"], groups: [1, 1, 2, 2, 3])

  static func pictures(width: Int) -> [Picture] {
    [heat.picture(width: width), curve.plot(width), map.picture(width: width)]
  }

  @Test(arguments: [24, 40, 80, 132]) func everyPictureFitsTheWindow(width: Int) {
    for picture in Self.pictures(width: width) {
      #expect(picture.width <= width, "\(picture.text(colour: false).joined(separator: "\n"))")
      #expect(!picture.plain.isEmpty)
    }
  }

  @Test func colourAddsNothingToTheCharacters() {
    for picture in Self.pictures(width: 80) {
      let bare = picture.text(colour: true).map {
        $0.replacing(/\u{1B}\[[0-9;]*m/, with: "")
      }
      for (a, b) in zip(bare, picture.text(colour: false)) {
        #expect(a.hasPrefix(b) && a.dropFirst(b.count).allSatisfy { $0 == " " })
      }
      #expect(picture.text(colour: false).allSatisfy { !$0.contains("\u{1B}") })
    }
  }

  @Test func plainFormsHaveNoBlocks() {
    for line in Self.pictures(width: 80).flatMap(\.plain) {
      #expect(!line.contains { "·░▒▓█●◆│─".contains($0) }, "\(line)")
    }
  }

  @Test func layersAreReadOutInTheirOrder() {
    let (names, values) = (["layer 1", "layer 2", "layer 3"], [[0.2, 0.9, 0.5]])
    let layers = HeatMap(rows: ["bank"], columns: names, values: values, isSequence: true)
    #expect(layers.picture(width: 80).plain == ["bank: layer 1 0.20, layer 2 0.90, layer 3 0.50"])
    let words = HeatMap(rows: ["bank"], columns: names, values: values)
    #expect(words.picture(width: 80).plain == ["bank: layer 2 0.90, layer 3 0.50, layer 1 0.20"])
  }

  @Test func aPlainMapSaysItsGroupsAndShares() {
    let plain = Self.map.picture(width: 80).plain
    #expect(plain[0].hasPrefix("across ") && plain[0].hasSuffix("% of all differences"))
    #expect(plain[1].hasPrefix("a1, across ") && plain[1].hasSuffix(": one"))
    #expect(plain[5].hasPrefix("c5, across "))
  }

  /// Bars are not drawn there, so nothing may speak of them.
  @Test(arguments: [
    "/why 1:bank 2:bank", "/contrast 1:bank 2:bank bank", "/reading 2:bank 1:bank bank",
    "/stable 1:bank 2:bank", "/swap 1:money boat", "/map bank", "/attention 1:bank", "/odd bank",
    "/layers 1:bank 2:bank", "/matrix 1 2", "/axis 1:bank 2:bank bank", "/heads 1:bank 2:bank",
  ])
  func plainAnswersHaveNoBlocks(command: String) throws {
    var settings = Settings()
    settings.plain = true
    let (shell, output) = try Shell.reading(
      TinySession.bank + ["The bank closed.", command], settings: settings, judged: true)
    #expect(shell.status.rawValue == 0, "\(output.notes)")
    for line in output.text.split(separator: "\n") {
      #expect(!line.replacing("a·v·W", with: "").contains { "·░▒▓█●◆│─┌".contains($0) }, "\(line)")
    }
  }

  @Test func heavierBlocksMeanLargerValues() {
    #expect([0, 0.2, 0.4, 0.6, 0.8, 1].map(Ramp.block) == ["·", "░", "▒", "▓", "█", "█"])
    #expect([-1, 2, .nan].map(Ramp.block) == ["·", "█", "·"])
    #expect([0, 0.05, 0.1, 0.95, 1].map(Ramp.digit) == [0, 0, 1, 9, 9])
  }

  @Test func aWideTableIsContinuedBelow() {
    let heat = HeatMap(
      rows: ["a"], columns: (1...30).map(String.init),
      values: [(1...30).map { Double($0) / 30 }])
    let text = heat.picture(width: 40).text(colour: false)
    for column in 1...30 {
      #expect(text.contains { $0.contains(" \(column) ") || $0.hasSuffix(" \(column)") })
    }
  }

  @Test func theHeatMapIsDrawnLikeThis() {
    let heat = HeatMap(
      rows: ["bank", "of"], columns: ["bank", "of"], values: [[1, 0.31], [0.55, 0]])
    #expect(
      heat.picture(width: 80).text(colour: false) == [
        "         1   2",
        "1 bank ██9 ░░3",
        "2 of   ▒▒5 ··0",
        "",
        "··0 0.00  ░░2 0.25  ▒▒5 0.50  ▓▓7 0.75  ██9 1.00",
      ])
    #expect(
      heat.picture(width: 80).plain
        == ["bank: bank 1.00, of 0.31", "of: bank 0.55, of 0.00"])
  }

  @Test func everyPointIsDrawnOrCounted() {
    let text = Self.map.picture(width: 60).text(colour: false)
    let drawn = text.prefix(20).joined()
    for mark in ["a1", "b3", "c5"] { #expect(drawn.contains(mark)) }
    #expect(text.contains { $0.hasPrefix("c5 水の銀行") })
    let crowd = PointMap(Plane(Directions([[1, 0], [1, 0], [1, 0]])), names: ["x", "y", "z"])
    #expect(
      crowd.picture(width: 80).text(colour: false).contains { $0.hasSuffix("hides 2 under others") }
    )
    #expect(PointMap(Plane(Directions([])), names: []).picture(width: 40).width == 40)
  }

  @Test func theCurveMarksWhereUsesPart() {
    let text = Self.curve.plot(80).text(colour: false)
    #expect(Self.curve.parting == 3)
    #expect(text.filter { $0.contains("◆") }.count == 2)
    #expect(Self.curve.plot(80).plain[3].hasSuffix("; here they part"))
    let bare = LayerCurve(similarities: [1, 0.5], bands: nil)
    #expect(!bare.plot(80).text(colour: false).contains { $0.contains("░") })
  }

  @Test func numbersAreShortAndHaveNoMinusZero() {
    #expect(
      [0, -0.001, -0.126, 1, 0.005, .nan].map(twoDecimals)
        == ["0.00", "0.00", "-0.13", "1.00", "0.01", "–"])
    #expect(fitted("水の銀行", 5) == "水の…" && fitted("ab", 4) == "ab  ")
    #expect(fitted("ab", 4, alignedRight: true) == "  ab" && fitted("abc", 1) == "…")
  }
}

extension LayerCurve {
  fileprivate func plot(_ width: Int) -> Picture { CurvePlot(self).picture(width: width) }
}

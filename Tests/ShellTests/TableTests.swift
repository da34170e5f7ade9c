import Testing
import UnicodeText

@testable import Shell

@Suite struct TableTests {
  static let table = Table(
    [.init("word", shrinks: true), .init("id", right: true), .init("found")],
    text: [["bank", "17", ""], ["水の銀行", "1234", "as typed"], ["naïve\tx", "5", "ملح"]])

  @Test func columnsAlignInAnyScript() {
    #expect(
      Self.table.picture(width: 80).text(colour: false) == [
        "word        id  found", "bank        17", "水の銀行  1234  as typed", "naïve␉x      5  ملح",
      ])
  }

  @Test(arguments: [12, 20, 40, 80]) func noLineIsWiderThanTheWindow(width: Int) {
    for line in Self.table.picture(width: width).text(colour: false) {
      #expect(line.displayWidth <= width)
    }
  }

  @Test func drawingsMakeRoomForWords() {
    let table = Table(
      [.init("word", shrinks: true), .init("", isDrawing: true)],
      text: [["an uncommon word", "████"]])
    #expect(table.picture(width: 30).text(colour: false)[1] == "an uncommon word  ████")
    #expect(table.picture(width: 18).text(colour: false)[1] == "an uncommon…  ████")
    #expect(table.picture(width: 17).text(colour: false)[1] == "an uncommon word")
  }

  @Test func plainRowsNameTheirCells() {
    #expect(Self.table.picture(width: 80).plain[0] == "word bank, id 17")
  }
}

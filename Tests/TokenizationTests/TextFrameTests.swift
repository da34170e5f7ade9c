import Testing
import Tokenization

struct TextFrameTests {
  @Test func itCountsBothSides() {
    #expect(TextFrame(before: [2, 5], after: [3]).count == 3)
  }
}

import Testing
import UnicodeText

struct UnicodeVersionTests {
  @Test(arguments: ["15.0.0", "15.1.0", "17.0.0", "9.0.0", "100.20.3"])
  func thereAndBack(text: String) { #expect(UnicodeVersion(text)?.description == text) }

  @Test(arguments: [
    "", "17", "17.0", "17.0.0.0", "17..0", ".17.0", "a.b.c", "-1.0.0", "+1.0.0", "١.0.0",
  ])
  func notAVersion(text: String) { #expect(UnicodeVersion(text) == nil) }

  @Test func newerIsGreater() {
    let versions: [UnicodeVersion] = ["9.0.0", "15.0.0", "15.1.0", "15.1.1", "16.0.0"]
    #expect(versions.shuffled().sorted() == versions)
  }
}

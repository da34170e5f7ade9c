import Testing
import Transformer

struct EncoderConfigurationTests {
  private func headWidth(_ given: Int?) -> Int {
    EncoderConfiguration(
      vocabularySize: 10, hiddenSize: 12, layerCount: 1, headCount: 4, headWidth: given,
      positionCount: 8
    ).headWidth
  }

  @Test func headsShareOutTheChannelsWhereNothingElseIsSaid() {
    #expect(headWidth(nil) == 3)
    #expect(headWidth(5) == 5)
  }
}

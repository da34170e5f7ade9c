import ContextualEmbeddings
import TestSupport
import Testing

@testable import Senses

@Suite struct SwapTests {
  static let folder = try! TemporaryFolder()

  private func swap(layer: Int?) throws -> Swap {
    try TinyModel.write(to: Self.folder("model-\(layer ?? -1)"))
    let model = try Model(
      contentsOf: Self.folder("model-\(layer ?? -1)"), layer: layer, precision: .float32)
    let reader = SenseReader(model)
    let use = try #require(reader.use(of: "river", in: "The bank of the river."))
    return try Swap(use, for: "boat", by: reader)
  }

  /// What comes after the layer that vectors are taken from has no part in them.
  @Test func changesEndWhereVectorsAreTakenFrom() throws {
    let whole = try swap(layer: 2)
    let first = try swap(layer: 1)
    #expect(whole.layers == 0...2 && first.layers == 0...1)
    for (a, b) in zip(whole.words, first.words) {
      #expect(b.changes.count == 2)
      for (x, y) in zip(a.changes, b.changes) { #expect(abs(x - y) < 1e-6) }
    }
  }

  @Test func onlyTheWordItselfDiffersBeforeTheFirstLayer() throws {
    for word in try swap(layer: nil).words {
      #expect((word.changes[0] > 1e-3) == (word.text == "river"), "\(word)")
    }
  }
}

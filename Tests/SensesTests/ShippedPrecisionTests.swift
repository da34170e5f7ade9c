import ContextualEmbeddings
import Foundation
import Testing

/// What rounding costs the weights that come with the program.
struct ShippedPrecisionTests {
  @Test func int8IsNearFloat32() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let rounded = try Model(contentsOf: root.standardizedFileURL.path, precision: .int8)
    let exact = ShippedSensesTests.reader.model
    let texts = AmbiguousWord.all.map { exact.tokenize(.init($0.sense.0)) }
    for (found, expected) in zip(try rounded.sentences(texts), try exact.sentences(texts)) {
      for token in expected.text.tokens.indices {
        let near = cosine(found.vector(of: token), expected.vector(of: token))
        #expect(near > 0.999 && near < 0.999_999_9, "\(expected.text.tokens[token])")
      }
    }
  }
}

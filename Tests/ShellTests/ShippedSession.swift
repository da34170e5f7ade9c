import ContextualEmbeddings
import Foundation
import Senses

@testable import Shell

/// Sessions on the model as shipped, for what depends on meanings.
enum ShippedSession {
  private static let reader: SenseReader = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    return try! SenseReader(
      filesOf: Model(contentsOf: root.standardizedFileURL.path, precision: .float32))
  }()

  static func new(_ sentences: [String] = [], settings: Settings = Settings()) -> Session {
    var session = Session(reader, settings: settings, inventories: TinySession.wordNet)
    for sentence in sentences { _ = try! session.add(.init(sentence)) }
    return session
  }

  /// Uses of a word in two senses.
  static let banks = [
    "I put the money in the bank.", "The bank lent us money for the house.",
    "She works for a bank in the city.", "The bank raised its interest rates.",
    "We sat on the bank of the river.", "The boat lay by the bank of the stream.",
    "They walked along the river bank at dusk.", "Willows grew on the bank of the lake.",
  ]
}

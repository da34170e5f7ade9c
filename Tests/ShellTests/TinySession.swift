import ContextualEmbeddings
import Foundation
import Senses
import Shell
import Synchronization
import TestSupport

/// Sessions on a tiny model, which is written once.
enum TinySession {
  static let folder = try! TemporaryFolder()
  static let model: Model = {
    try! TinyModel.write(to: folder("model"))
    return try! Model(contentsOf: folder("model"), precision: .float32)
  }()

  /// The senses of words as shipped.
  static let wordNet = InventorySource(packedAt: {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../vocab/wordnet.senses").standardizedFileURL.path
  })

  /// Says one sense from a cosine of 0.9 on.
  static let calibration = Calibration(
    layer: 2, features: [.cosine], coefficients: [-27, 30], covariance: [[0.01, 0], [0, 0.01]])

  /// - Parameter judged: Whether it can tell the chance of one sense.
  static func new(
    _ sentences: [String] = [], settings: Settings = Settings(), judged: Bool = false
  ) -> Session {
    let reader = SenseReader(model, calibration: judged ? calibration : nil)
    var session = Session(
      reader, settings: settings, files: FileWriting(data: folder("data")), inventories: wordNet)
    for sentence in sentences { _ = try! session.add(.init(sentence)) }
    return session
  }

  /// Several uses of a word, as a file has them.
  static let text = """
    The bank raised its rates. I put money in the bank.
    We sat on the bank of the river.
    The river left the bank and the boat.
    The bank closed.
    The bank of the river is closed.
    I had lunch at the bank.

    """

  /// Sentences enough to measure what cosines mean, of words of the tiny model.
  static let longText: String = {
    let words = TinyModel.words.filter { $0.count > 1 && $0.allSatisfy(\.isLetter) }
    var generator = SplitMix64(seed: 3)
    return (0..<200).map { _ in
      (0..<8).map { _ in words.randomElement(using: &generator)! }.joined(separator: " ") + ".\n"
    }.joined()
  }()

  static let bank = ["I put my money in the bank.", "We sat on the bank of the river."]
}

/// Counts the looks at whether to stop, and interrupts at one of them.
final class Looks: Sendable {
  private let looks = Atomic(0)

  var count: Int { looks.load(ordering: .relaxed) }

  func interrupt(at last: Int) -> @Sendable () throws -> Void {
    {
      if self.looks.add(1, ordering: .relaxed).newValue == last { throw Interruption() }
    }
  }
}

/// Keeps what a shell writes; notes are marked.
final class RecordedOutput: ShellOutput {
  private(set) var bytes: [UInt8] = []
  private(set) var notes: [String] = []

  func write(_ new: [UInt8]) { bytes += new }

  func note(_ message: String) {
    notes.append(message)
    transcript += "! \(message)\n"
  }

  private var transcript = ""
  private var shown = 0

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// What came since the last call, notes first.
  func takeTranscript() -> String {
    defer {
      shown = bytes.count
      transcript = ""
    }
    return transcript + String(decoding: bytes[shown...], as: UTF8.self)
  }
}

extension Shell {
  /// A shell that reads a script, and what it writes.
  static func reading(
    _ lines: [String], settings: Settings = Settings(), bail: Bool = false, judged: Bool = false
  ) throws -> (shell: Shell, output: RecordedOutput) {
    let output = RecordedOutput()
    var shell = Shell(
      session: TinySession.new(settings: settings, judged: judged), source: .script(nil),
      output: output)
    shell.stopsAtFailure = bail
    for line in lines where !shell.isOver { try shell.read(line) }
    return (shell, output)
  }
}

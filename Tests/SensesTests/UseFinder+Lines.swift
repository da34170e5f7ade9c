import Corpora
import Senses

extension UseFinder {
  /// The uses in a line, as they are collected.
  func uses(inLine number: Int, _ line: [UInt8]) -> [FoundUse] {
    var collector = UseCollector(finder: self, capacity: 1000, seed: 1)
    collector.read(
      Passage(text: line, lines: PassageLines(line: number), document: .init(path: "")),
      lineEndsPart: true)
    return collector.uses
  }
}

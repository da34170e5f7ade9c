import Corpora

/// Collects the uses of a word from a stream of lines, in memory that does not grow with it.
public struct UseCollector: Sendable {
  public let finder: UseFinder
  private var reservoir: Reservoir<FoundUse>
  /// Lines read one by one, and bytes in them with their ends.
  public private(set) var lines = 0
  public private(set) var bytes = 0

  /// - Parameter capacity: The most uses to keep. Of more, a fair sample stays.
  public init(finder: UseFinder, capacity: Int, seed: UInt64) {
    self.finder = finder
    reservoir = Reservoir(capacity: capacity, seed: seed)
  }

  /// Reads a line by itself.
  ///
  /// - Parameter line: UTF-8, without its end.
  public mutating func read(_ line: Span<UInt8>) {
    lines += 1
    bytes += line.count + 1
    read(line, PassageLines(line: lines))
  }

  /// Reads a passage, whose lines are not counted.
  ///
  /// - Parameters:
  ///   - passage: UTF-8.
  ///   - lines: Where its lines are.
  ///   - lineEndsPart: Whether a line separator (U+2028) within a line ends the passage.
  public mutating func read(
    _ passage: Span<UInt8>, _ lines: PassageLines, lineEndsPart: Bool = true
  ) {
    guard finder.mayFind(in: passage) else { return }
    var copy = [UInt8](unsafeUninitializedCapacity: passage.count) { buffer, count in
      for i in 0..<passage.count { buffer.initializeElement(at: i, to: passage[i]) }
      count = passage.count
    }
    for piece in passagePieces(of: &copy, lineEndsPart: lineEndsPart) {
      let part = piece.count == copy.count ? copy : Array(copy[piece])
      for use in finder.uses(inLine: lines.lines[0].number, part) {
        let start = piece.lowerBound
        let (line, place) = lines.place(
          of: start + use.place.lowerBound..<start + use.place.upperBound)
        reservoir.offer(
          FoundUse(line: line, place: place, sentence: use.sentence, bytes: use.bytes))
      }
    }
  }

  /// Uses met so far, also those that are not kept.
  public var found: Int { reservoir.offered }
  /// Uses kept, in the order of the stream.
  public var uses: [FoundUse] { reservoir.elements }
}

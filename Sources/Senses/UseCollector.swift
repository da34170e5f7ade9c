/// Collects the uses of a word from a stream of lines, in memory that does not grow with it.
public struct UseCollector: Sendable {
  public let finder: UseFinder
  private var reservoir: Reservoir<FoundUse>
  /// Lines read, and bytes in them with their ends.
  public private(set) var lines = 0
  public private(set) var bytes = 0

  /// - Parameter capacity: The most uses to keep. Of more, a fair sample stays.
  public init(finder: UseFinder, capacity: Int, seed: UInt64) {
    self.finder = finder
    reservoir = Reservoir(capacity: capacity, seed: seed)
  }

  /// - Parameter line: UTF-8, without its end.
  public mutating func read(_ line: Span<UInt8>) {
    lines += 1
    bytes += line.count + 1
    guard finder.mayFind(in: line) else { return }
    let copy = [UInt8](unsafeUninitializedCapacity: line.count) { buffer, count in
      for i in 0..<line.count { buffer.initializeElement(at: i, to: line[i]) }
      count = line.count
    }
    for use in finder.uses(inLine: lines, copy) { reservoir.offer(use) }
  }

  /// Uses met so far, also those that are not kept.
  public var found: Int { reservoir.offered }
  /// Uses kept, in the order of the stream.
  public var uses: [FoundUse] { reservoir.elements }
}

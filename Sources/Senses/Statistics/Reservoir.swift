/// A fair sample of a stream whose length nobody knows: each item has the same chance to stay.
///
/// Algorithm R (Vitter 1985, "Random sampling with a reservoir"). What stays keeps the order of
/// the stream.
public struct Reservoir<Element> {
  public let capacity: Int
  /// Items offered so far.
  public private(set) var offered = 0
  private var kept: [(place: Int, element: Element)] = []
  private var generator: SeededGenerator

  public init(capacity: Int, seed: UInt64) {
    precondition(capacity > 0, "a sample holds at least one item")
    self.capacity = capacity
    generator = SeededGenerator(seed: seed)
  }

  /// A sample of what is all there.
  public init(of elements: some Sequence<Element>, capacity: Int, seed: UInt64) {
    self.init(capacity: capacity, seed: seed)
    for element in elements { offer(element) }
  }

  /// - Parameter element: Made only where it is kept.
  public mutating func offer(_ element: @autoclosure () throws -> Element) rethrows {
    defer { offered += 1 }
    if kept.count < capacity {
      kept.append((offered, try element()))
    } else {
      let place = generator.next(below: offered + 1)
      if place < capacity { kept[place] = (offered, try element()) }
    }
  }

  /// The sample, in the order of the stream.
  public var elements: [Element] { kept.sorted { $0.place < $1.place }.map(\.element) }
}

extension Reservoir: Sendable where Element: Sendable {}

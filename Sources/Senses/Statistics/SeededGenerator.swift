/// Random numbers that are the same for the same seed, on every machine and in every version.
///
/// SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators").
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number from 0 to `bound` − 1. Written out because the standard library keeps the
  /// right to change how it draws one.
  public mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "an empty range has no numbers to draw")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// The numbers 0 to `count` − 1 in random order (Fisher and Yates).
  public mutating func order(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, next(below: last + 1))
    }
    return order
  }
}

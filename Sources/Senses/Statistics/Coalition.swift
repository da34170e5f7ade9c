/// Some of the players of a game; here, the context words that are kept in two sentences.
///
/// Players are numbered from 0, at most 128 of them.
public struct Coalition: Hashable, Sendable {
  public private(set) var bits: UInt128

  public init(bits: UInt128) { self.bits = bits }
  public init(_ players: some Sequence<Int>) {
    bits = 0
    for player in players { insert(player) }
  }

  public static let limit = 128
  public static let empty = Coalition(bits: 0)
  public static func everyone(of count: Int) -> Coalition {
    precondition(0...limit ~= count, "\(count) players; at most \(limit) fit")
    return Coalition(bits: count == limit ? .max : (1 << UInt128(count)) - 1)
  }

  public var count: Int { bits.nonzeroBitCount }
  public func contains(_ player: Int) -> Bool { bits >> UInt128(player) & 1 == 1 }
  public mutating func insert(_ player: Int) { bits |= 1 << UInt128(player) }
  public func with(_ player: Int) -> Coalition { Coalition(bits: bits | 1 << UInt128(player)) }
  public func without(_ player: Int) -> Coalition {
    Coalition(bits: bits & ~(1 << UInt128(player)))
  }

  /// The first `count` players on their own, and the others renumbered from 0.
  public func split(at count: Int) -> (Coalition, Coalition) {
    (
      Coalition(bits: bits & Coalition.everyone(of: count).bits),
      Coalition(bits: count == Coalition.limit ? 0 : bits >> UInt128(count))
    )
  }
}

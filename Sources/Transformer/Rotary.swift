import Platform
import Synchronization
import Tensors

// T tokens, D channels of a head.

/// Turns queries and keys by angles that grow with the place of their token, so that q·k depends on how far apart the two stand
/// (Su et al. 2021, https://arxiv.org/abs/2104.09864). Of D channels each pair has a speed of its own.
public final class Rotary: Sendable {
  /// The cosines and sines of each place's angles. Shapes `[places, D/2]`.
  public struct Table: Sendable {
    public fileprivate(set) var cosines: [Float]
    public fileprivate(set) var sines: [Float]
  }

  public let pairs: RotationPairs
  /// D
  public let width: Int
  private let speeds: [Float]
  private let stored: StoredTensor?
  private let table = Mutex(Table(cosines: [], sines: []))

  /// - Parameter base: Pair i turns by `base^(−2i/D)` a place, computed in 32 bits as PyTorch does.
  public init(base: Float, width: Int, pairs: RotationPairs) {
    precondition(width % 2 == 0, "channels come in pairs")
    self.pairs = pairs
    self.width = width
    stored = nil
    speeds = (0..<width / 2).map { 1 / pow(base, Float(2 * $0) / Float(width)) }
  }

  /// - Parameter table: Sines, then cosines of each place. Shape `[places, D]`.
  public init(table: StoredTensor, pairs: RotationPairs) {
    precondition(table.shape.count == 2 && table.shape[1] % 2 == 0, "channels come in pairs")
    self.pairs = pairs
    width = table.shape[1]
    stored = table
    speeds = []
  }

  /// What the places below a number need; more are there.
  public func table(places: Int) -> Table {
    let half = width / 2
    return table.withLock { table in
      let known = table.cosines.count / half
      // Twice as many as before, so that texts that grow do not compute all anew each time.
      let wanted = known >= places ? known : max(places, 2 * known, 128)
      for place in known..<(stored.map { min(wanted, $0.shape[0]) } ?? wanted) {
        if let stored {
          let row = stored.row(place)
          table.sines += row.prefix(half)
          table.cosines += row.suffix(half)
        } else {
          for speed in speeds {
            let angle = Float(place) * speed
            table.cosines.append(cos(angle))
            table.sines.append(sin(angle))
          }
        }
      }
      return table
    }
  }

  /// A head's queries or keys, turned. Shape `[T, D]`.
  public func callAsFunction(_ x: Matrix) -> Matrix {
    let (half, table) = (width / 2, table(places: x.rows))
    var y = x
    for row in 0..<x.rows {
      for pair in 0..<half {
        let (a, b) = pairs == .halves ? (pair, half + pair) : (2 * pair, 2 * pair + 1)
        let (cosine, sine) = (table.cosines[row * half + pair], table.sines[row * half + pair])
        y[row, a] = x[row, a] * cosine - x[row, b] * sine
        y[row, b] = x[row, b] * cosine + x[row, a] * sine
      }
    }
    return y
  }
}

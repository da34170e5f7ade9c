import CKernels
import Platform
import Synchronization

/// Threads that wait for work together: made once, spinning for a moment after each piece of work,
/// then asleep.
public final class ThreadPool: @unchecked Sendable {
  private let pool: OpaquePointer
  /// The calling thread included.
  public let count: Int

  /// As many threads as there are processors that the calling one may run on, at most 8.
  public static var defaultCount: Int { min(8, polyseme_processors()) }

  public init(count: Int) {
    guard let pool = polyseme_pool_create(max(1, count)) else { fatalError("no memory") }
    self.pool = pool
    self.count = polyseme_pool_threads(pool)
  }

  deinit { polyseme_pool_destroy(pool) }

  /// One thread's place among those that work on the same thing.
  public struct Member: @unchecked Sendable {
    /// From 0.
    public let number: Int
    public let count: Int
    fileprivate let pool: OpaquePointer?

    /// A thread that works alone.
    public static let alone = Member(number: 0, count: 1, pool: nil)

    /// Waits until all are here.
    public func meet() { if let pool { polyseme_pool_meet(pool) } }

    /// This thread's share of a number of things.
    public func share(of things: Int) -> Range<Int> {
      things * number / count..<things * (number + 1) / count
    }
  }

  /// Runs the work on all threads at once, the calling one among them; on the calling one alone when
  /// the others are busy with another caller's.
  public func run(_ work: @Sendable (Member) -> Void) {
    withoutActuallyEscaping(work) { work in
      let pool = pool
      let count = count
      let box = Box { number in
        work(Member(number: number, count: count, pool: count > 1 ? pool : nil))
      }
      let ran = polyseme_pool_run(
        pool,
        { context, number in
          Unmanaged<Box>.fromOpaque(context!).takeUnretainedValue().body(number)
        }, Unmanaged.passUnretained(box).toOpaque())
      withExtendedLifetime(box) {}
      if !ran { work(.alone) }
    }
  }

  private final class Box {
    let body: (Int) -> Void
    init(_ body: @escaping (Int) -> Void) { self.body = body }
  }
}

/// Hands out the numbers of some things, each once, to whichever thread asks next.
public struct WorkQueue: ~Copyable, Sendable {
  private let count: Int
  private let taken = Atomic<Int>(0)

  public init(count: Int) { self.count = count }

  /// A number from 0; `nil` when all are taken.
  public func next() -> Int? {
    let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }
}

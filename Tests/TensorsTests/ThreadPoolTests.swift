import Platform
import Synchronization
import Testing

@testable import Tensors

@Suite struct ThreadPoolTests {
  /// What the members of some work were, in order.
  private final class Members: Sendable {
    private let found = Mutex<[String]>([])

    func add(_ member: ThreadPool.Member) {
      found.withLock { $0.append("\(member.number) of \(member.count)") }
    }

    var sorted: [String] { found.withLock { $0.sorted() } }
  }

  @Test(arguments: 1...4) func everyThreadWorksOnce(count: Int) {
    let pool = ThreadPool(count: count)
    for _ in 0..<3 {
      let members = Members()
      pool.run { members.add($0) }
      #expect(members.sorted == (0..<count).map { "\($0) of \(count)" })
    }
  }

  /// Whoever asks while the threads are busy works alone.
  @Test func callsDoNotWaitForOneAnother() {
    let pool = ThreadPool(count: 2)
    let members = Members()
    pool.run { member in
      if member.number == 0 { pool.run { members.add($0) } }
    }
    #expect(members.sorted == ["0 of 1"])
  }

  @Test func sharesAreAllThereIs() {
    let shares = Mutex<[Range<Int>]>([])
    ThreadPool(count: 3).run { member in
      shares.withLock { $0.append(member.share(of: 10)) }
    }
    #expect(
      shares.withLock { $0.sorted { $0.lowerBound < $1.lowerBound } } == [0..<3, 3..<6, 6..<10])
  }

  @Test func everyMemberWorksAndMeets() {
    let pool = ThreadPool(count: 3)
    for _ in 0..<300 {
      nonisolated(unsafe) let marks = UnsafeMutablePointer<Int>.allocate(capacity: 3)
      nonisolated(unsafe) let sums = UnsafeMutablePointer<Int>.allocate(capacity: 3)
      pool.run { member in
        marks[member.number] = member.number + 1
        member.meet()
        sums[member.number] = (0..<3).reduce(0) { $0 + marks[$1] }
      }
      #expect((0..<3).allSatisfy { sums[$0] == 6 })
      marks.deallocate()
      sums.deallocate()
    }
  }

  #if os(Linux)
    @Test func threadsAreCountedByTheProcessorsOneMayRunOn() throws {
      // Glibc shows these to C alone.
      func function<F>(_ name: String, as type: F.Type) -> F {
        unsafeBitCast(dlsym(nil, name), to: type)
      }
      let processor = function("sched_getcpu", as: (@convention(c) () -> Int32).self)
      let confine = function(
        "sched_setaffinity",
        as: (@convention(c) (pid_t, Int, UnsafeRawPointer) -> Int32).self)
      let count = try Worker {
        var one = cpu_set_t()
        let place = Int(processor())
        withUnsafeMutableBytes(of: &one) { $0[place / 8] = 1 << UInt8(place % 8) }
        #expect(confine(0, MemoryLayout<cpu_set_t>.size, &one) == 0)
        return ThreadPool.defaultCount
      }.join()
      #expect(count == 1)
    }
  #endif

  @Test func sharesAreWhole() {
    #expect(ThreadPool.Member.alone.share(of: 7) == 0..<7)
  }
}

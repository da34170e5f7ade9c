import CReadline

/// A number that a signal handler may count up: plain memory, where a Swift object might just then
/// be locked. It is never freed.
struct SignalCount: @unchecked Sendable {
  private let number: UnsafeMutablePointer<Int32>

  init() {
    number = .allocate(capacity: 1)
    number.initialize(to: 0)
  }

  var value: Int32 { rlshim_load(number) }
  func increment() { rlshim_increment(number) }
  func set(to value: Int32) { rlshim_store(number, value) }
}

import Platform

/// How far bulk work has come, on standard error when that is a terminal and the vectors go elsewhere.
struct Progress {
  private let isWanted = Descriptor.errors.isTerminal && !Descriptor.output.isTerminal
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant?

  /// - Parameter what: What is counted, in the plural.
  mutating func show(_ count: Int, _ what: String) {
    guard isWanted else { return }
    let now = ContinuousClock.now
    if let last, now - last < .milliseconds(250) { return }
    last = now
    let rate = Int(clamping: Double(count) / max(1e-3, (now - start) / .seconds(1)))
    say("\r\u{1B}[K\(count) \(what), \(rate) a second")
  }

  mutating func clear() {
    if last != nil { say("\r\u{1B}[K") }
    last = nil
  }

  private func say(_ text: String) {
    try? Descriptor.errors.write(Array(text.utf8))
  }
}

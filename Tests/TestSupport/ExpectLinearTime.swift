import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Expects that eight times as much work takes this thread about eight times as long, and not 64 times. Only the two
/// are compared, whatever else the machine has to do.
public func expectLinearTime(
  upTo size: Int, sourceLocation: SourceLocation = #_sourceLocation, _ work: (Int) -> Void
) {
  // What else runs only ever makes a run longer: the shortest counts.
  let part = (0..<3).map { _ in processorTime { work(size / 8) } }.min()!
  var ratio = Double.infinity
  for _ in 0..<3 where ratio >= 24 {
    ratio = min(ratio, processorTime { work(size) } / part)
  }
  #expect(ratio < 24, "8 times as much took \(ratio) times as long", sourceLocation: sourceLocation)
}

/// The seconds in which this thread had a processor.
private func processorTime(_ work: () -> Void) -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
  let start = now()
  work()
  return now() - start
}

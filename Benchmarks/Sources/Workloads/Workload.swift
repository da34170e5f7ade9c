/// Which of the processor's multiply-and-add instructions a workload is measured against.
public enum Arithmetic: String, Sendable { case float32, bfloat16, float16, int8 }

/// Something to time, at a real shape, on one thread.
public struct Workload: Sendable {
  public let name: String
  public let arithmetic: Arithmetic?
  /// Rows (tokens) of one run.
  public let rows: Int
  /// Multiplications and additions of one run that a perfect program cannot leave out; 0 where that measures nothing.
  public let operations: Double
  /// Bytes of weights that one run has to read.
  public let weightBytes: Double
  /// The largest difference from the plain reference, relative to the reference's largest value.
  public let difference: @Sendable () -> Float
  /// The largest `difference` that is no mistake at this precision.
  public let tolerance: Float
  public let run: @Sendable () -> Void
}

public func allWorkloads() -> [Workload] { tokenizerWorkloads() + kernelWorkloads() }

/// SplitMix64, so that every run times the same numbers.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

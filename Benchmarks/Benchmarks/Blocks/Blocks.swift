// swift package --allow-writing-to-package-directory benchmark
//
// Every workload under ordo-one/benchmark. `benchmark baseline update NAME` keeps a run, `benchmark baseline compare NAME`
// shows what became slower.

import Benchmark
import Workloads

let benchmarks: @Sendable () -> Void = {
  for workload in allWorkloads() {
    let repeats = max(1, Int(2e6 / max(workload.operations, 1)))
    Benchmark(
      workload.name,
      configuration: .init(
        metrics: [.wallClock, .throughput],
        scalingFactor: repeats > 1 ? .kilo : .one,
        maxDuration: .milliseconds(300))
    ) { benchmark in
      for _ in benchmark.scaledIterations { workload.run() }
    }
  }
}

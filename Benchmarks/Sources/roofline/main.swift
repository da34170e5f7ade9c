// Every workload as a share of what this processor can do: `roofline [WORD]` times those whose name contains WORD.
//
// All times are processor time of one thread, so that neighbours show only where they share the caches and the memory.

import CMachine
import Foundation
import Workloads

struct Machine {
  let peaks: [Arithmetic: Double]
  let reading: [(bytes: Int, rate: Double)]

  init() {
    peaks = [
      .float32: machine_peak(machine_float32, 60), .bfloat16: machine_peak(machine_bfloat16, 60),
      .float16: machine_peak(machine_float16, 60), .int8: machine_peak(machine_int8, 60),
    ]
    reading = [32 << 10, 768 << 10, 8 << 20, 22 << 20, 43 << 20].map {
      ($0, machine_read_rate($0, 8))
    }
  }

  func print() {
    Swift.print("## The machine, one thread\n")
    Swift.print("| limit | |\n|---|---|")
    for (arithmetic, unit) in [
      (Arithmetic.float32, "GFLOP/s"), (.bfloat16, "GFLOP/s"), (.float16, "GFLOP/s"),
      (.int8, "Gop/s"),
    ] {
      let peak = peaks[arithmetic]!
      Swift.print(
        "| \(arithmetic) | \(peak > 0 ? "\(Int(peak / 1e9)) \(unit)" : "no instruction") |")
    }
    for (bytes, rate) in reading {
      Swift.print("| read \(bytes >> 10) KiB again and again | \(Int(rate / 1e9)) GB/s |")
    }
    Swift.print("")
  }
}

/// Seconds of one run: the median of short batches, after a warm-up.
func seconds(of run: () -> Void) -> Double {
  var repeats = 1
  while true {  // batches of about two milliseconds
    let start = machine_thread_seconds()
    for _ in 0..<repeats { run() }
    let spent = machine_thread_seconds() - start
    if spent > 0.002 || repeats > 1 << 20 { break }
    repeats *= 2
  }
  let times = (0..<25).map { _ in
    let start = machine_thread_seconds()
    for _ in 0..<repeats { run() }
    return (machine_thread_seconds() - start) / Double(repeats)
  }
  return times.sorted()[times.count / 2]
}

func rounded(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

let wanted = CommandLine.arguments.dropFirst().first ?? ""
let machine = Machine()
machine.print()
print("## Kernels and blocks, one thread\n")
print(
  "| what | arithmetic | rows | difference | µs | µs a row | Gop/s | share of peak | weights, GB/s |"
)
print("|---|---|---|---|---|---|---|---|---|")
var wrong: [String] = []
for workload in allWorkloads() where wanted.isEmpty || workload.name.contains(wanted) {
  let difference = workload.difference()
  guard difference <= workload.tolerance else {
    wrong.append(
      "\(workload.name): \(difference) from the reference, \(workload.tolerance) allowed")
    continue
  }
  let time = seconds(of: workload.run)
  let rate = workload.operations / time
  let peak = workload.arithmetic.flatMap { machine.peaks[$0] } ?? 0
  let cells = [
    workload.name, workload.arithmetic?.rawValue ?? "", "\(workload.rows)",
    workload.tolerance > 0 ? String(format: "%.1e", difference) : "",
    rounded(time * 1e6, 1), rounded(time * 1e6 / Double(max(workload.rows, 1)), 2),
    workload.operations > 0 ? rounded(rate / 1e9, 0) : "",
    workload.operations > 0 && peak > 0 ? rounded(100 * rate / peak, 0) + " %" : "",
    workload.weightBytes > 0 ? rounded(workload.weightBytes / time / 1e9, 0) : "",
  ]
  print("| " + cells.joined(separator: " | ") + " |")
}
for line in wrong { FileHandle.standardError.write(Data((line + "\n").utf8)) }
exit(wrong.isEmpty ? 0 : 1)

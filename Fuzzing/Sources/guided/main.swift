// libFuzzer, which watches what code an input reaches, over one target, from the folder of this package:
//
//     GUIDED=1 swift build -c release --product guided -Xswiftc -sanitize=fuzzer,address --scratch-path .build-guided
//     swift run fuzz seeds unicode seeds && mkdir found
//     TARGET=unicode ASAN_OPTIONS=detect_leaks=0 .build-guided/release/guided found seeds -max_len=4096 -max_total_time=3600
//
// The best of what it found goes to Corpus/:
//
//     mkdir best
//     TARGET=unicode ASAN_OPTIONS=detect_leaks=0 .build-guided/release/guided best found seeds -set_cover_merge=1 -use_counters=0 -max_len=512
//     swift run fuzz keep unicode best
//
// A harmful input is left in a file; `fuzz replay TARGET FILE` shows what it does.

import Foundation
import FuzzTargets

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

enum Chosen {
  static let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["TARGET"] ?? ""
    guard let found = allTargets.first(where: { $0.name == name }) else {
      fatalError("set TARGET to one of " + allTargets.map(\.name).joined(separator: ", "))
    }
    return found
  }()
}

var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(
  runDriver(&count, &arguments) { bytes, count in
    Chosen.target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
  })

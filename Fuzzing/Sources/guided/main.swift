// libFuzzer, which watches what code an input reaches, over one target:
//
//     GUIDED=1 swift build -c release --product guided -Xswiftc -sanitize=fuzzer --scratch-path .build-guided
//     swift run fuzz seeds safetensors corpus
//     TARGET=safetensors .build-guided/release/guided corpus -max_total_time=60
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

// fuzz                              every target, 20,000 inputs each
// fuzz TARGET [COUNT [FIRST]]       one target, COUNT inputs from number FIRST
// fuzz replay TARGET FILE           one input, in this process
// fuzz growth [TARGET]              seeds in which a piece is repeated ever more often: which takes more than linear time
// fuzz seeds TARGET FOLDER          the sound inputs that all others are made from, and those of Corpus/, one file each
// fuzz keep TARGET FOLDER           puts the inputs of a folder in Corpus/, in the place of those that are there
//
// Inputs run in a child process. When it dies, the input is cut down to the smallest that still kills it and is kept in
// FailCases/TARGET/; the status is then 1.

import Foundation
import FuzzTargets

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Of processor time, so that a machine that has much else to do says nothing.
let secondsForOneInput = 5
/// Of waiting, for what nobody ever answers.
let secondsOfWaiting: UInt32 = 120
let memoryForOneInput: rlim_t = 4 << 30

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(64)
}

func target(named name: String) -> FuzzTarget {
  guard let found = allTargets.first(where: { $0.name == name }) else {
    fail("no target \(name); targets: " + allTargets.map(\.name).joined(separator: ", "))
  }
  return found
}

func corpus(of name: String) -> Corpus { Corpus(of: name, in: "Corpus") }

/// A hang and a flood of memory become crashes.
func limitThisProcess() {
  #if os(Linux)
    var limit = rlimit(rlim_cur: memoryForOneInput, rlim_max: memoryForOneInput)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
  #endif
  var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
  #if os(Linux)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
  #else
    setrlimit(RLIMIT_CORE, &noCore)
  #endif
}

/// Ends this process where an input takes too long.
func limitTime() {
  var limit = itimerval()
  limit.it_value.tv_sec = secondsForOneInput
  #if os(Linux)
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &limit, nil)
  #else
    setitimer(ITIMER_PROF, &limit, nil)
  #endif
  alarm(secondsOfWaiting)
}

/// The child: runs the inputs one after another, and notes each number in a file before it starts.
func runInputs(of target: FuzzTarget, from first: UInt64, count: UInt64, progress: String) {
  limitThisProcess()
  let file = open(progress, O_WRONLY)
  for number in first..<first + count {
    var note = number
    pwrite(file, &note, 8, 0)
    limitTime()
    target.run(target.mutator.input(number))
  }
}

/// Whether a child lives through the arguments; its messages are kept back.
func survives(_ arguments: [String]) -> (Bool, String) {
  let child = Process()
  child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
  child.arguments = arguments
  var environment = ProcessInfo.processInfo.environment
  environment["SWIFT_BACKTRACE"] = "enable=no"
  child.environment = environment
  let errors = Pipe()
  child.standardError = errors
  child.standardOutput = FileHandle.nullDevice
  do { try child.run() } catch { fail("cannot start \(CommandLine.arguments[0]): \(error)") }
  let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  child.waitUntilExit()
  return (child.terminationReason == .exit && child.terminationStatus == 0, said)
}

/// Removes ever smaller stretches as long as the rest still kills a child.
func smallest(_ bytes: [UInt8], of target: FuzzTarget, scratch: String) -> [UInt8] {
  func kills(_ candidate: [UInt8]) -> Bool {
    _ = FileManager.default.createFile(atPath: scratch, contents: Data(candidate))
    return !survives(["replay", target.name, scratch]).0
  }
  var bytes = bytes
  var stretch = max(bytes.count / 2, 1)
  while true {
    var place = 0
    var shorter = false
    while place < bytes.count {
      var candidate = bytes
      candidate.removeSubrange(place..<min(place + stretch, bytes.count))
      if kills(candidate) {
        bytes = candidate
        shorter = true
      } else {
        place += stretch
      }
    }
    if stretch > 1 { stretch /= 2 } else if !shorter { return bytes }
  }
}

func hunt(_ target: FuzzTarget, from first: UInt64, count: UInt64) -> Bool {
  let folder = FileManager.default.temporaryDirectory.path + "/fuzz-\(getpid())-\(target.name)"
  _ = FileManager.default.createFile(atPath: folder + ".progress", contents: Data(count: 8))
  defer {
    try? FileManager.default.removeItem(atPath: folder + ".progress")
    try? FileManager.default.removeItem(atPath: folder + ".input")
  }
  let (fine, said) = survives([
    "child", target.name, String(first), String(count), folder + ".progress",
  ])
  if fine {
    print("\(target.name): \(count) inputs, none of them harmful")
    return true
  }
  let note = FileManager.default.contents(atPath: folder + ".progress")!
  let number = note.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
  let input = target.mutator.input(number)
  let small = smallest(input, of: target, scratch: folder + ".input")
  var hash: UInt32 = 2_166_136_261
  for byte in small { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
  let cases = "FailCases/\(target.name)"
  try? FileManager.default.createDirectory(atPath: cases, withIntermediateDirectories: true)
  let kept = "\(cases)/\(String(hash, radix: 16)).bin"
  _ = FileManager.default.createFile(atPath: kept, contents: Data(small))
  print("\(target.name): input \(number) is harmful; kept \(small.count) bytes of it in \(kept)")
  print(said.split(separator: "\n").prefix(3).map { "  " + $0 }.joined(separator: "\n"))
  return false
}

/// Processor time of this process.
func processorTime() -> Duration {
  var now = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
  return .seconds(now.tv_sec) + .nanoseconds(now.tv_nsec)
}

/// Runs the target on inputs that grow eight times, and tells of those that take more than sixteen times as long.
func measureGrowth(of target: FuzzTarget) -> Bool {
  func time(_ input: [UInt8]) -> Duration {
    let start = processorTime()
    target.run(input)
    return processorTime() - start
  }
  var isLinear = true
  for seed in target.mutator.seeds.prefix(3) {
    for (number, piece) in target.mutator.pieces(of: seed).enumerated() {
      for place in Set([0, seed.count / 2]) {
        func input(_ size: Int) -> [UInt8] {
          let copies = Array(repeating: piece, count: max(1, size / piece.count)).joined()
          return Array(seed[..<place]) + copies + seed[place...]
        }
        let long = time(input(1 << 16))
        guard long > .milliseconds(100) else { continue }
        let short = time(input(1 << 13))
        guard long > short * 16 else { continue }
        isLinear = false
        print(
          "\(target.name): piece \(number) (\(String(decoding: piece.prefix(20), as: UTF8.self).debugDescription)) at \(place):",
          "\(short) for 8 KB, \(long) for 64 KB")
      }
    }
  }
  if isLinear { print("\(target.name): linear") }
  return isLinear
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "child":
  runInputs(
    of: target(named: arguments[1]), from: UInt64(arguments[2])!, count: UInt64(arguments[3])!,
    progress: arguments[4])
case "replay":
  guard arguments.count == 3, let data = FileManager.default.contents(atPath: arguments[2]) else {
    fail("usage: fuzz replay TARGET FILE")
  }
  limitThisProcess()
  limitTime()
  target(named: arguments[1]).run(Array(data))
case "growth":
  let chosen = arguments.count > 1 ? [target(named: arguments[1])] : allTargets
  exit(chosen.map(measureGrowth).allSatisfy { $0 } ? 0 : 1)
case "seeds":
  guard arguments.count == 3 else { fail("usage: fuzz seeds TARGET FOLDER") }
  try FileManager.default.createDirectory(
    atPath: arguments[2], withIntermediateDirectories: true)
  let seeds = target(named: arguments[1]).mutator.seeds
  for (number, seed) in (seeds + corpus(of: arguments[1]).inputs).enumerated() {
    try Data(seed).write(to: URL(fileURLWithPath: "\(arguments[2])/\(number).bin"))
  }
case "keep":
  guard arguments.count == 3 else { fail("usage: fuzz keep TARGET FOLDER") }
  let names = try FileManager.default.contentsOfDirectory(atPath: arguments[2])
  try FileManager.default.createDirectory(atPath: "Corpus", withIntermediateDirectories: true)
  try corpus(of: target(named: arguments[1]).name).write(
    names.map { Array(FileManager.default.contents(atPath: "\(arguments[2])/\($0)")!) })
case let name?:
  let numbers = arguments.dropFirst().map { UInt64($0) ?? 0 }
  let fine = hunt(
    target(named: name), from: numbers.dropFirst().first ?? 0, count: numbers.first ?? 20_000)
  exit(fine ? 0 : 1)
case nil:
  let fine = allTargets.map { hunt($0, from: 0, count: 20_000) }
  exit(fine.allSatisfy { $0 } ? 0 : 1)
}

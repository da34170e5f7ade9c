import ContextualEmbeddings
import Foundation
import Senses
import Shell

/// Keeps what a session says, and sees to what it promises of it.
private final class Output: ShellOutput {
  var written: [UInt8] = []

  func write(_ bytes: [UInt8]) { written += bytes }

  func note(_ message: String) {
    require(!message.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "a note is one line")
    require(!message.unicodeScalars.contains { 0x80...0x9F ~= $0.value }, "without controls")
  }
}

/// A small model, made once.
private let reader: SenseReader = {
  let folder = SmallModel.home.appendingPathComponent("fuzz-\(getpid())-session")
  do {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = [
      "config.json": Array(SmallModel.configuration.utf8), "model.safetensors": SmallModel.weights,
      "vocab.txt": Array((SmallModel.words.joined(separator: "\n") + "\n").utf8),
    ]
    for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
    defer { try? FileManager.default.removeItem(at: folder) }
    return try SenseReader(filesOf: Model(contentsOf: folder.path, threads: 1), data: nil)
  } catch { fatalError("\(error)") }
}()

/// A session in which nothing takes long: whoever looks up after some time is told to stop.
private func session() -> Session {
  var session = Session(reader)
  let start = ContinuousClock.now
  session.checkInterrupt = {
    if ContinuousClock.now - start > .milliseconds(300) { throw Interruption() }
  }
  return session
}

/// Reads lines, and checks what comes of them.
private func answer(_ lines: [[UInt8]], in session: Session) {
  let output = Output()
  var shell = Shell(session: session, source: .script("lines"), output: output)
  for line in lines where !shell.isOver {
    output.written = []
    // What is written has no way to fail.
    try! shell.read(line.span)
    let controls = output.written.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F }
    switch shell.session.settings.output {
    case .text: require(!controls, "no control is sent")
    case .jsonl:
      require(!controls, "JSON escapes controls")
      for object in output.written.split(separator: 0x0A) {
        let value = try? JSONSerialization.jsonObject(with: Data(object))
        require(value is [String: Any], "an object on each line")
      }
    default: break
    }
  }
}

private let scripts: [String] = [
  "the bank of the river\n// /no command\nthe bank.\n/sim 1:bank 2:bank\n/why 1:bank 2:bank\n",
  "/set output jsonl\nthe river bank\n/tokens\n/vector 1:bank\n/neighbours 1:bank --count 3\n/list\n",
  "/set output tsv\n/set header on\nbank\nthe bank\n/same 1:1 2:bank\n/layers 1:bank 2:bank\n/heads 1:bank 2:bank\n",
  "/sim \"the [bank]\" \"a [bank] .\"\n/stable 1:bank \"[river]\"\n/odd 1:bank 1:the 1:river\n/help why\n",
  "the bank\nriver banks\n/compare bank\n/induce bank\n/name 1 money\n/merge 1 2\n/undo\n/map 1:bank 2:banks\n",
  "/set output csv\nthe bank\n/flip 1:bank \"the [river]\"\n/swap 1:bank 1:the\n/reading 1:the 1:bank 1:bank\n/info\n",
  "/read /dev/null\n/save /no/such\n/forget 1\n/attention 1:bank --layer 1 --head 2\n/arithmetic 1:bank\n/quit\n",
]

private let lines = FuzzTarget(
  "lines", seeds: scripts.map { Array($0.utf8) },
  dictionary: [
    "/", "//", "1:bank", "2:", "1:1-2", ":", "\"", "[", "]", "[bank]", "\\", "--", "--count ",
    "--layer -1", "99999999999", "\n", "\r\n", "/set ", "/help ", "/sim ", "/why ", "-", "~", "=",
  ], longest: 1024, inputsInTests: 100
) { bytes in
  let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
  // Commands that read what a line names are tried on files of their own.
  let named = ["/read", "/replay", "/score", "/open", "/index", "/lint", "/kwic", "/shift"]
  answer(
    lines.filter { line in
      !named.contains { String(decoding: line, as: UTF8.self).contains($0) }
    }, in: session())
}

private let savedSession = """
  {"format":"polyseme-session","version":1,"model":{"name":"small","weights":"0"},"unicode":{"word_boundaries":"17.0.0","normal_forms":"17.0.0"},"settings":{"output":"text"},"layer":1,"precision":"float32"}
  {"line":"the bank of the river","ids":[5,6,9]}
  {"line":"/sim 1:bank 1:bank","answer":"1.00"}

  """

/// Files that a session is told to read, by each command that reads one.
private let files = FuzzTarget(
  "session-files",
  seeds: [
    savedSession, "the bank\nthe river bank\n",
    "bank\tN\t1-0\tthe river bank\tthe bank of it\n",
    "{\"a\":{\"text\":\"the bank\",\"start\":4,\"end\":8},\"b\":{\"text\":\"a bank\",\"start\":2,\"end\":6},\"gold\":1}\n",
    "{\"sentence1\":\"the bank\",\"sentence2\":\"a bank\",\"start1\":4,\"end1\":8,\"start2\":2,\"end2\":6,\"label\":\"T\"}\n",
    "1\tbank\tn\tbank\tn\tthe <b>bank</b> .\ta <b>bank</b> .\t7.5\t7\t8\n",
    "lemma\tidentifier1\tidentifier2\tjudgment\nbank\ta\tb\t4\n",
  ].map { Array($0.utf8) },
  dictionary: [
    "\"line\":", "\"answer\":", "\"ids\":", "\"layer\":", "\"settings\":", "\"induction\":", "null",
    "\t", "\n", "<b>", "</b>", "1-0", "\"start\":-1", "\"end\":1e300", "\"precision\":\"int8\"",
  ], longest: 2048, inputsInTests: 20
) { bytes in
  let folder = SmallModel.home.appendingPathComponent("fuzz-\(UUID())")
  defer { try? FileManager.default.removeItem(at: folder) }
  do {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["a.jsonl", "a.txt", "a.tsv"] {
      try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
  } catch { fatalError("\(error)") }
  let path = folder.path
  answer(
    [
      "/replay \(path)/a.jsonl", "/read \(path)/a.jsonl", "/set senses \(path)/a.jsonl",
      "/set senses \(path)/a.tsv", "/kwic bank \(path)/a.txt", "/induce bank \(path)/a.jsonl",
      "/score \(path)/a.jsonl", "/score \(path)/a.tsv --format wic --gold \(path)/a.txt",
      "/score \(path)/a.jsonl --format mcl --gold \(path)/a.jsonl",
      "/score \(path)/a.tsv --format scws",
      "/score \(path)/a.tsv --format coarsewsd --gold \(path)/a.txt",
      "/score \(path)/a.tsv --format durel --gold \(path)/a.tsv",
      "/score \(path)/a.txt --format wsd --gold \(path)/a.txt",
    ].map { Array($0.utf8) }, in: session())
  let names = try? FileManager.default.contentsOfDirectory(atPath: path)
  require(names?.sorted() == ["a.jsonl", "a.tsv", "a.txt"], "nothing is written")
}

let sessionTargets = [lines, files]

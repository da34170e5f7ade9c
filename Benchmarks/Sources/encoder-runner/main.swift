// Our encoder in a process of its own: commands on standard input, one JSON line for each, as peers/worker.py has them.
//
//     encoder-runner MODEL PRECISION THREADS TOKENS
//     encoder-runner --first-answer MODEL PRECISION THREADS TEXT
//
//     single N         encode line 1 of TOKENS N times              {"wall": [seconds…], "cpu": [seconds…]}
//     bulk B S         encode every S-th run of 64 sentences        {"tokens": n, "wall": seconds, "cpu": seconds}
//     vectors N FILE   mean vectors of the first N sentences, little-endian float32, to FILE
//     memory           {"peak": bytes}

import Models
import Tensors
import Tokenization
import Transformer
import UnicodeText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

func timed(_ work: () -> Void) -> (wall: Double, cpu: Double) {
  let (wall, cpu) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
  work()
  return (seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu)
}

func say(_ line: String) {
  print(line)
  fflush(nil)
}

func peak() -> Int {
  var usage = rusage()
  #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss  // bytes there, kibibytes elsewhere
  #elseif canImport(Musl)
    getrusage(RUSAGE_SELF, &usage)
  #else
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  #endif
  return usage.ru_maxrss * 1024
}

func encoder(_ folder: ModelFolder, _ precision: String, _ threads: String) throws
  -> TransformerEncoder
{
  guard let precision = Precision(rawValue: precision), let threads = Int(threads) else {
    print("usage: encoder-runner MODEL float32|bfloat16|float16|int8 THREADS TOKENS")
    exit(64)
  }
  return try folder.weights.encoder(precision: precision, threads: threads)
}

var arguments = CommandLine.arguments.dropFirst()[...]
let isFirstAnswer = arguments.first == "--first-answer"
if isFirstAnswer { arguments = arguments.dropFirst() }
guard arguments.count == 4 else {
  print("usage: encoder-runner [--first-answer] MODEL PRECISION THREADS TOKENS|TEXT")
  exit(64)
}
let words = Array(arguments)
let folder = try ModelFolder(path: words[0])
let engine = try encoder(folder, words[1], words[2])
let last: Set = [engine.configuration.layerCount]
let channels = engine.configuration.hiddenSize

func mean(_ states: Matrix) -> [Float] {
  var sum = [Float](repeating: 0, count: channels)
  for row in 0..<states.rows {
    for channel in 0..<channels { sum[channel] += states[row, channel] }
  }
  return sum.map { $0 / Float(states.rows) }
}

if isFirstAnswer {
  let ids = folder.tokenizer.tokenize(SourceText(words[3])).ids
  let frame = folder.tokenizer.frame
  let input = InputSequence(ids: frame.before + ids + frame.after)
  let states = engine.encode([input], layers: last)[0][engine.configuration.layerCount]
  say("\(mean(states)[0])")
  exit(0)
}

guard let file = fopen(words[3], "r") else {
  print("no file \(words[3])")
  exit(66)
}
func sequences(in file: UnsafeMutablePointer<FILE>) -> [InputSequence] {
  var sequences: [InputSequence] = []
  var buffer: UnsafeMutablePointer<CChar>?
  var capacity = 0
  while getline(&buffer, &capacity, file) > 0, let buffer {
    sequences.append(
      InputSequence(
        ids: String(cString: buffer).split { $0 == " " || $0 == "\n" }.compactMap { Int32($0) }))
  }
  free(buffer)
  return sequences
}

let lines = sequences(in: file)
let (short, sentences) = (lines[0], Array(lines.dropFirst()))

func joined(_ times: [Double]) -> String {
  "[" + times.map { "\($0)" }.joined(separator: ", ") + "]"
}

func answer(_ words: [Substring]) -> String {
  switch words.first {
  case "single":
    let times = (0..<Int(words[1])!).map { _ in
      timed { _ = engine.encode([short], layers: last) }
    }
    return #"{"wall": \#(joined(times.map(\.wall))), "cpu": \#(joined(times.map(\.cpu)))}"#
  case "bulk":
    let runs = stride(from: 0, to: sentences.count, by: 64 * Int(words[2])!)
      .map { Array(sentences[$0..<min($0 + 64, sentences.count)]) }
    let all = runs.flatMap { $0 }
    let time = timed { _ = engine.encode(all, layers: last) }
    let tokens = all.reduce(0) { $0 + $1.count }
    return #"{"tokens": \#(tokens), "wall": \#(time.wall), "cpu": \#(time.cpu)}"#
  case "vectors":
    guard let file = fopen(String(words[2]), "w") else { return #"{"error": "no file"}"# }
    for sentence in sentences.prefix(Int(words[1])!) {
      let vector = mean(
        engine.encode([sentence], layers: last)[0][engine.configuration.layerCount])
      fwrite(vector, 4, vector.count, file)
    }
    fclose(file)
    return #"{"width": \#(channels)}"#
  case "memory": return #"{"peak": \#(peak())}"#
  default: return #"{"error": "unknown command"}"#
  }
}

_ = engine.encode([short], layers: last)
say(#"{"ready": "Polyseme", "kernels": "\#(Kernels.chosen)", "precision": "\#(engine.precision)"}"#)
while let line = readLine() { say(answer(line.split(separator: " "))) }

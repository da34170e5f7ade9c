// An index in a process of its own: commands on standard input, one JSON line for each.
//
//     index-runner MODEL INDEX THREADS
//
//     all N       the nearest of all uses to N drawn ones                     {"codes": [milliseconds], "uses": [milliseconds]}
//     word N      of those of its word, which has at least a hundred          the same, and "counts", how many there are
//     of WORD     the nearest of a word's uses to its first                   {"uses": [milliseconds], "counts": [n]}
//
// "codes" is the look through all codes, "uses" that and encoding the best hundred again.

import ContextualEmbeddings
import Foundation
import Senses
import UseIndex

let arguments = CommandLine.arguments
guard arguments.count == 4, let threads = Int(arguments[3]) else {
  FileHandle.standardError.write(Data("usage: index-runner MODEL INDEX THREADS\n".utf8))
  exit(64)
}

func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

let clock = ContinuousClock()
func milliseconds(_ work: () throws -> Void) rethrows -> Double {
  try clock.measure(work) / .milliseconds(1)
}

let model = try Model(contentsOf: arguments[1], threads: threads)
var opened: IndexedUses?
let opening = try milliseconds { opened = try IndexedUses(opening: arguments[2], model: model) }
let index = opened!
say(#"{"ready": "\#(arguments[2])", "open": \#(opening)}"#)

let words = try index.words().sorted { $0.key < $1.key }
var random = SeededGenerator(seed: 1)

/// A use of a word that has some, each use as likely as any other.
@MainActor func draw(usedAtLeast least: Int) throws -> (word: String, place: UsePlace) {
  let candidates = words.filter { $0.uses >= least }
  var turn = Int.random(in: 0..<candidates.reduce(0) { $0 + $1.uses }, using: &random)
  for word in candidates {
    if turn < word.uses { return (word.key, try index.places(of: word.key)[turn]) }
    turn -= word.uses
  }
  fatalError("no word is used \(least) times")
}

/// Milliseconds for the codes alone, and with the best encoded again.
func ask(_ place: UsePlace, among word: String?) throws -> (codes: Double, uses: Double) {
  var vectors: [[Float]] = []
  try index.forEach(at: [place]) { vectors = try model.vectors(of: [$0.use]) }
  let sentence: Set = [place.sentence]
  return (
    try milliseconds {
      _ = try index.nearestCodes(to: vectors[0], count: 100, among: word, excluding: sentence)
    },
    try milliseconds {
      _ = try index.nearest(to: vectors[0], count: 10, among: word, excluding: sentence)
    }
  )
}

@MainActor func answer(_ command: [Substring]) throws -> String {
  guard command.count == 2 else { return #"{"error": "unknown command"}"# }
  var asked: [(place: UsePlace, word: String?, count: Int)] = []
  switch command[0] {
  case "of":
    let places = try index.places(of: String(command[1]))
    asked = places.prefix(1).map { ($0, String(command[1]), places.count) }
  case "all", "word":
    for _ in 0..<(Int(command[1]) ?? 0) {
      let (word, place) = try draw(usedAtLeast: command[0] == "all" ? 1 : 100)
      asked.append(
        command[0] == "all"
          ? (place, nil, index.count) : (place, word, try index.places(of: word).count))
    }
  default: return #"{"error": "unknown command"}"#
  }
  let times = try asked.map { try ask($0.place, among: $0.word) }
  return
    #"{"codes": \#(times.map(\.codes)), "uses": \#(times.map(\.uses)), "counts": \#(asked.map(\.count))}"#
}

while let line = readLine() { say(try answer(line.split(separator: " "))) }

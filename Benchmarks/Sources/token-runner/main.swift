// A tokenizer in a process of its own: commands on standard input, one JSON line for each.
//
//     token-runner words|word-pieces VOCABULARY SENTENCES
//
//     time          every line of SENTENCES, whose reading is outside the time   {"tokens": n, "cpu": seconds}
//     ids FILE      the ids of every line, with [CLS] and [SEP], to FILE         {"lines": n}

import Foundation
import Tokenization
import UnicodeText

func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
  FileHandle.standardError.write(
    Data("usage: token-runner words|word-pieces VOCABULARY SENTENCES\n".utf8))
  exit(64)
}
let vocabulary = try Vocabulary(contentsOf: arguments[2])
let tokenizer: any Tokenizer =
  arguments[1] == "words"
  ? WordTokenizer(vocabulary: vocabulary, composer: WordComposer(bucketCount: 1 << 14))
  : WordPieceTokenizer(vocabulary: vocabulary)
let sentences = try String(contentsOfFile: arguments[3], encoding: .utf8)
  .split(separator: "\n").map(String.init)

func answer(_ words: [Substring]) throws -> String {
  switch words.first {
  case "time":
    let start = processorSeconds()
    var tokens = 0
    for sentence in sentences { tokens += tokenizer.tokenize(sentence).ids.count }
    return #"{"tokens": \#(tokens), "cpu": \#(processorSeconds() - start)}"#
  case "ids":
    let lines = sentences.map { sentence in
      (tokenizer.frame.before + tokenizer.tokenize(sentence).ids + tokenizer.frame.after).map(
        String.init
      )
      .joined(separator: " ")
    }
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: String(words[1]), atomically: false, encoding: .utf8)
    return #"{"lines": \#(lines.count)}"#
  default:
    return #"{"error": "unknown command"}"#
  }
}

func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

say(#"{"ready": "\#(arguments[1])"}"#)
while let line = readLine() { say(try answer(line.split(separator: " "))) }

// Many sentences, read together: faster than one by one, and the same to the bit.
import ContextualEmbeddings

let path = CommandLine.arguments.dropFirst().first ?? "."
let texts = [
  "I deposited money at the bank.", "The bank refused to lend us more money.",
  "We had lunch on the bank of the river.", "The river burst its banks.",
]

let model = try Model(contentsOf: path)
let sentences = try model.sentences(texts.map { model.tokenize(.init($0)) })
let uses = sentences.compactMap { sentence in
  sentence.text.tokens.firstIndex { ["bank", "banks"].contains($0.text) }
    .map { Use(sentence, tokens: $0..<$0 + 1) }
}
for use in uses {
  print(uses.map { String(Int((100 * similarity(use, $0)).rounded())) }.joined(separator: "\t"))
}

// With the shipped weights: money's banks are alike, the river's are alike, and neither is like the other.
let like = min(similarity(uses[0], uses[1]), similarity(uses[2], uses[3]))
let unlike = (0..<2).flatMap { a in (2..<4).map { similarity(uses[a], uses[$0]) } }.max()!
let alone = try model.sentence(.init(texts[2]))
guard like > unlike, uses[2].vector == alone.vector(of: 5) else {
  fatalError("expected two pairs, and the same vector alone as together")
}

// Many sentences, read together: faster than one by one, and the same to the bit.
import ContextualEmbeddings

let path = CommandLine.arguments.dropFirst().first ?? "."
let texts = [
  "I deposited money at the bank.", "The bank refused to lend us more money.",
  "We had lunch on the bank of the river.", "The river burst its banks.",
]

let model = try Model(contentsOf: path)
let uses = texts.compactMap { model.use(of: "bank", in: $0) ?? model.use(of: "banks", in: $0) }
let vectors = try model.vectors(of: uses)
for vector in vectors {
  print(vectors.map { String(Int((100 * cosine(vector, $0)).rounded())) }.joined(separator: "\t"))
}

// With the shipped weights: money's banks are alike, the river's are alike, and neither is like the other.
let like = min(cosine(vectors[0], vectors[1]), cosine(vectors[2], vectors[3]))
let unlike = (0..<2).flatMap { a in (2..<4).map { cosine(vectors[a], vectors[$0]) } }.max()!
let alone = try model.sentence(.init(texts[2]))
guard like > unlike, vectors[2] == alone.vector(of: 5) else {
  fatalError("expected two pairs, and the same vector alone as together")
}

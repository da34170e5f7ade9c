// Two uses of one word, compared.
import ContextualEmbeddings

let path = CommandLine.arguments.dropFirst().first ?? "."

let model = try Model(contentsOf: path)
let money = try model.sentence("I deposited money at the bank.")
let river = try model.sentence("We had lunch on the bank of the river.")
let (a, b) = (Use(money, tokens: 5..<6), Use(river, tokens: 5..<6))
print(a.word, b.word, similarity(a, b))  // bank bank 0.43

// With the shipped weights. The last digits depend on the processor.
guard (a.word, b.word) == ("bank", "bank"), abs(similarity(a, b) - 0.434) < 0.005 else {
  fatalError("expected bank, bank and 0.434")
}

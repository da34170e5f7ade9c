// Two uses of one word, compared.
import ContextualEmbeddings

let path = CommandLine.arguments.dropFirst().first ?? "."

let model = try Model(contentsOf: path)
guard let money = model.use(of: "bank", in: "I deposited money at the bank."),
  let river = model.use(of: "bank", in: "We had lunch on the bank of the river.")
else { fatalError("expected the word in both sentences") }
let similarity = try model.similarity(money, river)
print(money.word, river.word, similarity)  // bank bank 0.43

// With the shipped weights. The last digits depend on the processor.
guard (money.word, river.word) == ("bank", "bank"), abs(similarity - 0.434) < 0.005 else {
  fatalError("expected bank, bank and 0.434")
}

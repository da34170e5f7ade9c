import Tokenization
import UnicodeText

extension OwnInventory {
  /// The senses of a word that were found among its uses, by the names that people gave them, else by their numbers.
  ///
  /// Groups of one name are one sense. The words of a label stand for a gloss, and the most central uses for examples.
  ///
  /// - Parameters:
  ///   - name: What answers call it.
  ///   - labels: Of each sense.
  ///   - english: Tells irregular forms, beside those that the uses have.
  /// - Throws: `InventoryError`, where the irregular forms cannot be read.
  public init(
    _ induction: Induction, labels: [Int: SenseLabel], name: String, english: PackedInventory? = nil
  ) throws(InventoryError) {
    var groups: [(id: String, senses: [Int])] = []
    for sense in induction.senses {
      let id = induction.name(of: sense) ?? "\(sense)"
      if let known = groups.firstIndex(where: { isSame($0.id, id) }) {
        groups[known].senses.append(sense)
      } else {
        groups.append((id, [sense]))
      }
    }
    let senses = groups.map { id, senses in
      let uses = senses.map { induction.uses(of: $0) }
      // Of several groups the most central of each come first.
      let central = uses.flatMap { $0.enumerated() }.sorted {
        ($0.offset, $0.element) < ($1.offset, $1.element)
      }
      .map { induction.uses[$0.element] }
      var words: [String] = []
      for word in senses.flatMap({ labels[$0]?.words ?? [] }) where !words.contains(word) {
        words.append(word)
      }
      var sense = InventorySense(
        id: id, lemma: induction.word, partOfSpeech: nil, number: 0,
        gloss: words.joined(separator: ", "), count: central.count, name: id)
      for use in central.prefix(Self.mostExamples) {
        sense.examples.append(use.sentence.string)
        sense.places.append(
          use.sentence.repairedOffset(
            ofByte: use.bytes.lowerBound)..<use.sentence.repairedOffset(
              ofByte: use.bytes.upperBound))
      }
      return sense
    }
    var forms = try english?.irregularForms() ?? IrregularForms()
    let lemma = LemmaKey(induction.word)
    for form in Set(induction.uses.map { LemmaKey($0.sentence.string(in: $0.bytes)) })
    where form != lemma && !form.text.isEmpty {
      for part in PartOfSpeech.allCases { forms.add(form, of: lemma, part) }
    }
    self.init(senses, name: name, forms: forms)
  }

  /// Uses of a sense that speak for it: more tell little more, and take time.
  private static let mostExamples = 100
}

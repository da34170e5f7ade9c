/// The forms that no rule leads to their lemmas.
struct IrregularForms: Sendable {
  private var bases: [Entry: [String]] = [:]
  private var forms: [Entry: [String]] = [:]

  private struct Entry: Hashable {
    let key: LemmaKey
    let partOfSpeech: PartOfSpeech
  }

  init() {}

  /// - Returns: `nil` where a line is not a part of speech, a form and its lemmas, parted by tabs.
  init?(_ lines: [UInt8]) {
    for line in lines.split(separator: 0x0A) {
      let fields = line.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
      guard fields.count > 2, let part = PartOfSpeech(rawValue: fields[0]) else { return nil }
      bases[Entry(key: LemmaKey(key: fields[1]), partOfSpeech: part)] = Array(fields[2...])
      for base in fields[2...] {
        forms[Entry(key: LemmaKey(key: base), partOfSpeech: part), default: []].append(fields[1])
      }
    }
  }

  /// Takes one more form.
  mutating func add(_ form: LemmaKey, of lemma: LemmaKey, _ partOfSpeech: PartOfSpeech) {
    let entry = Entry(key: form, partOfSpeech: partOfSpeech)
    guard bases[entry]?.contains(lemma.text) != true else { return }
    bases[entry, default: []].append(lemma.text)
    forms[Entry(key: lemma, partOfSpeech: partOfSpeech), default: []].append(form.text)
  }

  func bases(of form: LemmaKey, _ partOfSpeech: PartOfSpeech) -> [String] {
    bases[Entry(key: form, partOfSpeech: partOfSpeech)] ?? []
  }

  func forms(of lemma: LemmaKey, _ partOfSpeech: PartOfSpeech) -> [String] {
    forms[Entry(key: lemma, partOfSpeech: partOfSpeech)] ?? []
  }
}

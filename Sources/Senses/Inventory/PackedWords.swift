import Platform

/// Which lemmas the synsets have, and which synsets the lemmas. A word is one lemma in one synset; they are numbered
/// through all synsets.
struct PackedWords {
  /// The words before each synset, and all of them at the end.
  let starts: [Int32]
  /// The lemma of each word.
  let lemmas: [Int32]
  private let lemmaStarts: [Int32]
  private let ofLemma: [Int32]

  init(_ unpacked: [UInt8], _ head: PackedHead) throws(NumberUnpacker.Damage) {
    var unpacker = NumberUnpacker(unpacked)
    var starts: [Int32] = [0]
    starts.reserveCapacity(head.synsets + 1)
    var count = 0
    for _ in 0..<head.synsets {
      // No synset is without a word.
      let words = try unpacker.next(atMost: head.words - count)
      guard words > 0 else { throw NumberUnpacker.Damage() }
      count += words
      starts.append(Int32(count))
    }
    guard count == head.words else { throw NumberUnpacker.Damage() }
    let low = Array(try unpacker.next(bytes: count))
    let middle = Array(try unpacker.next(bytes: count))
    let high = Array(try unpacker.next(bytes: count))
    guard unpacker.isAtEnd else { throw NumberUnpacker.Damage() }
    var lemmas = [Int32](repeating: 0, count: count)
    var lemmaStarts = [Int32](repeating: 0, count: head.lemmas + 1)
    for word in 0..<count {
      let lemma = Int(low[word]) | Int(middle[word]) << 8 | Int(high[word]) << 16
      guard lemma < head.lemmas else { throw NumberUnpacker.Damage() }
      lemmas[word] = Int32(lemma)
      lemmaStarts[lemma + 1] += 1
    }
    for lemma in 0..<head.lemmas { lemmaStarts[lemma + 1] += lemmaStarts[lemma] }
    var free = lemmaStarts
    var ofLemma = [Int32](repeating: 0, count: count)
    for word in 0..<count {
      let lemma = Int(lemmas[word])
      ofLemma[Int(free[lemma])] = Int32(word)
      free[lemma] += 1
    }
    (self.starts, self.lemmas) = (starts, lemmas)
    (self.lemmaStarts, self.ofLemma) = (lemmaStarts, ofLemma)
  }

  /// The words that a lemma is.
  func words(of lemma: Int) -> ArraySlice<Int32> {
    ofLemma[Int(lemmaStarts[lemma])..<Int(lemmaStarts[lemma + 1])]
  }

  /// The words of a synset.
  func words(in synset: Int) -> Range<Int> { Int(starts[synset])..<Int(starts[synset + 1]) }

  /// The synset that a word is in.
  func synset(of word: Int) -> Int {
    var (low, high) = (0, starts.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= word { low = middle } else { high = middle }
    }
    return low
  }
}

import ArgumentParser
import JSON
import Tokenization

struct TokensCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens", abstract: "The words of a sentence, and how each was found.",
    discussion: """
      Characters (Unicode scalars, as Python counts them) and bytes (of the line as typed) count from 0; the \
      end is not included. A word marked * is not in the \
      vocabulary, so that its vector is a guess: from the words of the vocabulary that are spelled most \
      like it, the one that counts most first, from what a change of affix does to a word (-s/-ing: \
      the one ends in -s where the other ends in -ing), and from n-grams. Where the vocabulary is of pieces \
      of words, those that touch a word are shown as the vocabulary spells them; a piece may touch two words.
      """)
  static let topic = Topic.look
  static let example = ["/tokens \"The café's ATM ate my card.\""]

  @Argument(help: "A number, a use, or a sentence in quotes; without it, the last sentence.")
  var sentence: SentenceReference?

  struct Found {
    let sentence: Int?
    let text: TokenizedText

    var words: [Word] {
      text.read.map { Word(read: $0, neighbours: text.neighbours(of: $0.place)) }
    }
  }

  struct Word {
    let read: ReadToken
    let neighbours: [(word: String, neighbour: SpellingNeighbour)]

    var token: Token { read.token }

    /// Those that touch it; none where the vocabulary is of whole words.
    var pieces: [(id: Int32, text: String)] {
      let tokenizer = read.text.tokenizer
      if tokenizer is WordTokenizer { return [] }
      return read.ids.map { ($0, tokenizer.spelling(of: $0)) }
    }
  }

  private static let piece: [Field<(id: Int32, text: String)>] = [
    Field("id", "its number in the vocabulary", \.id),
    Field("text", "how the vocabulary spells it", \.text),
  ]

  private static let neighbour: [Field<(word: String, neighbour: SpellingNeighbour)>] = [
    Field("word", "a word of the vocabulary", \.word),
    Field("similarity", "how alike the two are spelled, 0 to 1", \.neighbour.similarity),
    Field("weight", "how much it counts", \.neighbour.weight),
    Field("change", "what its vector is given for another affix; left out where that is the same") {
      $0.neighbour.change.map { "\($0.change)" }
    }.whereKnown,
  ]
  private static let word: [Field<Word>] =
    ReadToken.fields.of(\.read) + [
      Field("form", "what it was looked up as", \.token.form),
      Field(
        "spelled_like", "the words that a guess is made of, what counts most first",
        each: neighbour,
        \.neighbours
      ).whereKnown,
      Field(
        "pieces", "the pieces that touch it; left out where the vocabulary is of whole words",
        each: piece, \.pieces
      ).whereKnown,
    ]
  static let fields: [Field<Found>] = [
    Field("sentence", "its number; left out where it is not kept", \.sentence).whereKnown,
    Field("tokens", "its words", each: word, \.words),
  ]
  static let columns: [(head: String, meaning: String)] = [
    ("word", "the word as typed; * where its vector is a guess"),
    ("id", "its number in the vocabulary, or those of its pieces"),
    ("pieces", "how the vocabulary spells the pieces that touch it, where it is one of pieces"),
    ("characters", "where it stands: Unicode scalars from 0, the end not included"),
    ("bytes", "the same in the bytes as typed, where they differ"),
    ("found", "how the vocabulary has it; empty for as typed"),
  ]
  static let rows = RowFields<Found>(
    [
      Field("text", "the word as typed", \.token.text),
      Field("ids", "its number in the vocabulary, or those of its pieces, with spaces between") {
        $0.read.ids.shown
      },
      Field(
        "characters_from", "where it begins, in Unicode scalars from 0",
        \.token.characters.lowerBound),
      Field("characters_to", "where it ends, not included", \.token.characters.upperBound),
      Field(
        "bytes_from", "where it begins in the bytes as typed, from 0", \.token.bytes.lowerBound),
      Field("bytes_to", "where it ends, not included", \.token.bytes.upperBound),
    ] + word.only("found", "form"), \.words)

  func find(in session: inout Session) throws -> Found {
    let (number, text) = try session.sentence(
      sentence ?? SentenceReference("\(session.lastSentence())"))
    return Found(sentence: number, text: text)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    // Bytes and characters are told apart only where they differ.
    let differ = found.text.tokens.contains { $0.bytes != $0.characters }
    let bytes: [TableColumn<Word>] =
      differ ? [.init(.init("bytes", right: true)) { Run($0.token.bytes.shown) }] : []
    let words = found.words
    let pieces: [TableColumn<Word>] =
      words.contains { !$0.pieces.isEmpty }
      ? [
        .init(.init("pieces", shrinks: true)) {
          Run($0.pieces.map(\.text).joined(separator: " "))
        }
      ] : []
    return [
      .table(
        Table(
          words,
          [
            .init(.init("", right: true)) { Run("\($0.read.place + 1)") },
            .init(.init("word", shrinks: true)) { Run($0.token.label) },
            .init(.init("id", right: true, shrinks: true)) { Run($0.read.ids.shown) },
          ] + pieces + [
            .init(.init("characters", right: true)) { Run($0.token.characters.shown) }
          ] + bytes + [.init(.init("found", shrinks: true)) { Run(Self.found($0)) }]))
    ]
  }

  private static func found(_ word: Word) -> String {
    let token = word.token
    if token.finding == .asTyped { return "" }
    let words = word.neighbours.prefix(3).map { word, neighbour in
      neighbour.change.map { "\(word) (\($0.change))" } ?? word
    }
    if words.isEmpty { return "\(token.finding.words): \(token.form)" }
    // Where more than the case was looked through, it is told what was found.
    let isDisguised = !token.form.utf8.elementsEqual(token.text.wordKey.utf8)
    return "guessed\(isDisguised ? " as \(token.form)" : ""), like \(words.joined(separator: ", "))"
  }
}

import ArgumentParser
import ModelFiles
import Tokenization

struct TokensCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens", abstract: "The words of a sentence, and how each was found.",
    discussion: """
      Characters (Unicode scalars, as Python counts them) and bytes (of the line as typed) count from 0; the \
      end is not included. A word marked * is not in the \
      vocabulary, so that its vector is a guess: from the words of the vocabulary that are spelled most \
      like it, the one that counts most first, from what it does to a word to have another affix (-s/-ing: \
      the one ends in -s where the other ends in -ing), and from n-grams.
      """)
  static let topic = Topic.look
  static let example = ["/tokens \"The café's ATM ate my card.\""]

  @Argument(help: "A number, a use, or a sentence in quotes; without it, the last sentence.")
  var sentence: SentenceReference?

  func answer(in session: inout Session) throws -> Answer {
    let (number, text) = try session.sentence(
      sentence ?? SentenceReference("\(session.lastSentence())"))
    let tokens = text.tokens
    let neighbours = tokens.indices.map(text.neighbours(of:))
    // Bytes and characters are told apart only where they differ.
    let differ = tokens.contains { $0.bytes != $0.characters }
    let columns: [Table.Column] =
      [
        .init("", right: true), .init("word", shrinks: true), .init("id", right: true),
        .init("characters", right: true),
      ] + (differ ? [.init("bytes", right: true)] : []) + [.init("found", shrinks: true)]
    let table = Table(
      columns,
      text: tokens.enumerated().map { place, token in
        [
          "\(place + 1)", token.label,
          text.ids[token.pieces].map(String.init).joined(separator: " "),
          "\(token.characters.lowerBound)-\(token.characters.upperBound)",
        ] + (differ ? ["\(token.bytes.lowerBound)-\(token.bytes.upperBound)"] : [])
          + [Self.found(token, like: neighbours[place].prefix(3))]
      })
    var fields: JSONObject = [:]
    if let number { fields["sentence"] = .int(number) }
    fields["tokens"] = .array(
      tokens.enumerated().map { place, token in
        var object = token.json(in: text)
        object["bytes"] = token.bytes.json
        object["form"] = .string(token.form)
        if !neighbours[place].isEmpty {
          object["spelled_like"] = .array(
            neighbours[place].map { word, neighbour in
              var object: JSONObject = ["word": .string(word)]
              object["similarity"] = .float(neighbour.similarity)
              object["weight"] = .float(neighbour.weight)
              if let change = neighbour.change?.change { object["change"] = .string("\(change)") }
              return .object(object)
            })
        }
        return .object(object)
      })
    return Answer(
      [.table(table)], fields: fields,
      rows: tokens.map { token in
        [
          .string(token.text),
          .string(text.ids[token.pieces].map(String.init).joined(separator: " ")),
          .int(token.characters.lowerBound), .int(token.characters.upperBound),
          .int(token.bytes.lowerBound), .int(token.bytes.upperBound), .string(token.finding.code),
          .string(token.form),
        ]
      })
  }

  private static func found(
    _ token: Token, like neighbours: ArraySlice<(word: String, neighbour: SpellingNeighbour)>
  ) -> String {
    if token.finding == .asTyped { return "" }
    let words = neighbours.map { word, neighbour in
      neighbour.change.map { "\(word) (\($0.change))" } ?? word
    }
    if words.isEmpty { return "\(token.finding.words): \(token.form)" }
    // Where more than the case was looked through, it is told what was found.
    let isDisguised = !token.form.utf8.elementsEqual(token.text.wordKey.utf8)
    return "guessed\(isDisguised ? " as \(token.form)" : ""), like \(words.joined(separator: ", "))"
  }
}

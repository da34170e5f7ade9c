import ArgumentParser
import Tokenization
import UnicodeText

/// A sentence as a person names it: the number of one that is kept, a use in one, or one written out.
public struct SentenceReference: Sendable, Hashable, ExpressibleByArgument {
  /// As written.
  public let text: String

  public init(_ text: String) { self.text = text }
  public init(argument: String) { text = argument }
}

extension Session {
  /// Finds a sentence; its number is `nil` where it is not kept.
  public func sentence(
    _ reference: SentenceReference
  ) throws -> (number: Int?, text: TokenizedText) {
    if let number = Int(reference.text) ?? sentence(ofUse: reference.text) {
      return (number, try text(of: number))
    }
    let written =
      reference.text.hasPrefix("\\-") ? String(reference.text.dropFirst()) : reference.text
    let text = reader.tokenize(SourceText(written))
    guard !text.tokens.isEmpty else {
      throw ShellError("empty-sentence", "there is no word in “\(written)”")
    }
    return (nil, text)
  }

  /// The number of the kept sentence that `2:bank` or `2@17-21` stands in; `nil` for what may be a text.
  private func sentence(ofUse text: String) -> Int? {
    switch try? UseReference(text).form() {
    case .word(let number, let word, _):
      guard let kept = sentences[number]?.text, let finder = try? finder(word) else { return nil }
      return finder.uses(in: kept).isEmpty ? nil : number
    case .characters(let number, _): return sentences[number] == nil ? nil : number
    default: return nil
    }
  }

  /// The sentence kept last, for commands that are given none.
  public func lastSentence() throws -> Int {
    guard let last = sentences.numbers.last else {
      throw ShellError("no-such-sentence", "no sentence is kept; type one")
    }
    return last
  }
}

import ContextualEmbeddings
import ModelFiles
import Tokenization
import UnicodeText

/// Lines of text in bulk: for each a JSON object with the vector of every word.
///
/// Every line is text, whatever it starts with. Object *n* is that of line *n*.
public struct VectorLines {
  private let model: Model
  private var lineCount = 0

  public init(_ model: Model) { self.model = model }

  /// Reads lines together.
  ///
  /// - Parameter lines: Each without its end; of one that was too long to be handed over, its length.
  /// - Returns: The objects, and one message for each line that has none of its own.
  public mutating func answer(
    _ lines: [Result<[UInt8], LineTooLong>]
  ) -> (output: [UInt8], failures: [(line: Int, error: ShellError)]) {
    var failures: [(line: Int, error: ShellError)] = []
    let texts = lines.enumerated().map { place, line -> TokenizedText? in
      switch line {
      case .success(let bytes) where bytes.count <= Session.longestLine:
        return model.tokenize(SourceText(bytes: bytes))
      case .success(let bytes):
        failures.append((lineCount + place + 1, Session.tooLong(bytes.count)))
      case .failure(let line):
        failures.append((lineCount + place + 1, Session.tooLong(line.bytes)))
      }
      return nil
    }
    let read = texts.compactMap { $0 }.filter { !$0.tokens.isEmpty }
    // Nothing that can fail is left: every text has a word, and the layer is the model's own.
    var sentences = try! model.sentences(read)[...]
    var output: [UInt8] = []
    for text in texts {
      lineCount += 1
      if let text {
        output += object(text, text.tokens.isEmpty ? nil : sentences.removeFirst())
      } else {
        output += Answer.object(
          line: lineCount, failures.first { $0.line == lineCount }!.error.fields)
      }
    }
    return (output, failures)
  }

  private func object(_ text: TokenizedText, _ sentence: Sentence?) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.name("line")
    writer.value(lineCount)
    writer.name("tokens")
    writer.beginArray()
    for (place, token) in text.tokens.enumerated() {
      writer.beginObject()
      writer.name("text")
      writer.value(token.text)
      writer.name("ids")
      writer.beginArray()
      for id in text.ids[token.pieces] { writer.value(id) }
      writer.endArray()
      writer.name("vector")
      writer.value(sentence!.vector(of: place))
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    return writer.bytes + [0x0A]
  }
}

/// A line longer than its source hands over.
public struct LineTooLong: Error, Hashable {
  public let bytes: Int

  public init(bytes: Int) { self.bytes = bytes }
}

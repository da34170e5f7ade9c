import ContextualEmbeddings
import JSON
import Tensors
import Tokenization
import UnicodeText

/// Lines of text in bulk: for each a record with the vector of every word, or one of them all.
///
/// Every line is text, whatever it starts with. Record *n* is that of line *n*.
public struct VectorLines: Sendable {
  /// How a record is written.
  public enum Format: String, Sendable, CaseIterable {
    /// An object: `{"line":1,"tokens":[{"text":…,"ids":[…],"characters":[…],"bytes":[…],"vector":[…]},…]}`, or
    /// `{"line":1,"vector":[…]}` of all words together, null where there is none. Characters are Unicode scalars, and
    /// the end is not included.
    case jsonl
    /// The line's number, a word, and its numbers; a row for each word, or one without a word of them all.
    case tsv
    /// 32-bit numbers as NumPy has them, a row for each line; NaN where a line has no word.
    case npy
  }

  /// What becomes of the vectors of a line.
  public enum Pool: String, Sendable, CaseIterable {
    /// Each is written.
    case none
    /// Their mean is, in which every word counts once.
    case mean
  }

  private let model: Model
  private let format: Format
  private let pool: Pool
  private let wordsOnly: Bool
  private let threads: ThreadPool
  public private(set) var lineCount = 0

  /// - Parameters:
  ///   - wordsOnly: Leaves out what has neither letter nor digit. It is read all the same.
  ///   - threads: How many write numbers at the same time.
  public init(
    _ model: Model, format: Format = .jsonl, pool: Pool = .none, wordsOnly: Bool = false,
    threads: Int = 1
  ) {
    precondition(format != .npy || pool == .mean, "a file of rows has one for each line")
    self.model = model
    self.format = format
    self.pool = pool
    self.wordsOnly = wordsOnly
    self.threads = ThreadPool(count: threads)
  }

  /// What is known of a line once it has been read.
  private enum Record: Sendable {
    case sentence(Sentence)
    /// It has no word.
    case empty
    case failure(ShellError)
  }

  /// Reads lines together.
  ///
  /// - Parameter lines: Each without its end; of one that was too long to be handed over, its length.
  /// - Returns: The records, and what went wrong with which line.
  public mutating func answer(
    _ lines: [Result<[UInt8], LineTooLong>]
  ) -> (output: [UInt8], failures: [(line: Int, error: ShellError)]) {
    let texts = lines.map { line -> Result<TokenizedText, ShellError> in
      switch line {
      case .success(let bytes) where bytes.count <= Session.longestLine:
        .success(model.tokenize(SourceText(bytes: bytes)))
      case .success(let bytes): .failure(Session.tooLong(bytes.count))
      case .failure(let line): .failure(Session.tooLong(line.bytes))
      }
    }
    let read = texts.compactMap { try? $0.get() }.filter { !$0.tokens.isEmpty }
    // Nothing that can fail is left: every text has a word, and the layer is the model's own.
    var sentences = try! model.sentences(read)[...]
    let records = texts.map { text -> Record in
      switch text {
      case .success(let text): text.tokens.isEmpty ? .empty : .sentence(sentences.removeFirst())
      case .failure(let error): .failure(error)
      }
    }
    let first = lineCount + 1
    lineCount += lines.count
    var failures: [(line: Int, error: ShellError)] = []
    for (place, record) in records.enumerated() {
      if case .failure(let error) = record { failures.append((first + place, error)) }
    }
    return (written(records, from: first), failures)
  }

  /// The records in their order. To write numbers takes about as long as to find them, so that is shared
  /// out as well.
  private func written(_ records: [Record], from first: Int) -> [UInt8] {
    var parts = [[UInt8]](repeating: [], count: threads.count)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      threads.run { member in
        var bytes: [UInt8] = []
        for place in member.share(of: records.count) {
          write(records[place], line: first + place, to: &bytes)
        }
        parts[member.number] = bytes
      }
    }
    return Array(parts.joined())
  }

  private func write(_ record: Record, line: Int, to bytes: inout [UInt8]) {
    let sentence: Sentence? = if case .sentence(let sentence) = record { sentence } else { nil }
    let tokens =
      sentence.map { sentence in
        sentence.text.tokens.indices.filter { !wordsOnly || isWord(sentence.text.tokens[$0].text) }
      } ?? []
    switch format {
    case .jsonl:
      if case .failure(let error) = record {
        bytes += JSONLines.object(line: line, error.fields)
      } else {
        bytes += object(line, sentence, tokens)
      }
    case .tsv:
      if let sentence, pool == .none, !tokens.isEmpty {
        for token in tokens {
          bytes += "\(line)\t\(sentence.text.tokens[token].text)".utf8
          append(sentence.vector(of: token), to: &bytes)
        }
      } else {
        bytes += "\(line)".utf8
        append(sentence.flatMap { mean(of: tokens, in: $0) } ?? [], to: &bytes)
      }
    case .npy:
      let none = [Float](repeating: .nan, count: model.configuration.hiddenSize)
      bytes += NumPyFile.bytes(ofRow: sentence.flatMap { mean(of: tokens, in: $0) } ?? none)
    }
  }

  private func object(_ line: Int, _ sentence: Sentence?, _ tokens: [Int]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.name("line")
    writer.value(line)
    if pool == .mean {
      writer.name("vector")
      if let mean = sentence.flatMap({ mean(of: tokens, in: $0) }) {
        writer.value(mean)
      } else {
        writer.null()
      }
    } else {
      writer.name("tokens")
      writer.beginArray()
      for place in tokens {
        let token = sentence!.text.tokens[place]
        writer.beginObject()
        writer.name("text")
        writer.value(token.text)
        writer.name("ids")
        writer.beginArray()
        for id in sentence!.text.ids[token.pieces] { writer.value(id) }
        writer.endArray()
        for (name, range) in [("characters", token.characters), ("bytes", token.bytes)] {
          writer.name(name)
          writer.beginArray()
          writer.value(range.lowerBound)
          writer.value(range.upperBound)
          writer.endArray()
        }
        writer.name("vector")
        writer.value(sentence!.vector(of: place))
        writer.endObject()
      }
      writer.endArray()
    }
    writer.endObject()
    return writer.bytes + [0x0A]
  }

  /// A row's numbers, each after a tab, and its end.
  private func append(_ vector: [Float], to bytes: inout [UInt8]) {
    for number in vector {
      bytes.append(0x09)
      var digits = number.description
      digits.withUTF8 { bytes.append(contentsOf: $0) }
    }
    bytes.append(0x0A)
  }

  /// Nil of no words.
  private func mean(of tokens: [Int], in sentence: Sentence) -> [Float]? {
    guard !tokens.isEmpty else { return nil }
    if tokens.count == sentence.text.tokens.count {
      return sentence.vector(of: 0..<tokens.count)
    }
    var sum = [Float](repeating: 0, count: model.configuration.hiddenSize)
    for token in tokens {
      for (channel, value) in sentence.vector(of: token).enumerated() { sum[channel] += value }
    }
    return sum.map { $0 / Float(tokens.count) }
  }

  private func isWord(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }
}

/// A line longer than its source hands over.
public struct LineTooLong: Error, Hashable {
  public let bytes: Int

  public init(bytes: Int) { self.bytes = bytes }
}

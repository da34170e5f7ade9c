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
    /// the end is not included. Of pieces: `{"line":1,"pieces":[{"id":…,"text":…,"characters":[…],"vector":[…]},…]}`.
    case jsonl
    /// The line's number, a word, and its numbers; a row for each word, or one without a word of them all.
    case tsv
    /// 32-bit numbers as NumPy has them: a row for each word, or one for each line, NaN where it has no word.
    case npy
    /// A word and its numbers with spaces between, as the text files of word2vec have them; the name of a line is its
    /// text with `_` for each space. Lines without a word are left out.
    case word2vec
    /// Numbers alone with tabs between, as the Embedding Projector reads them. Lines without a word are left out.
    case projector

    /// Whether a reader has to be told beside it what its rows are.
    public var needsIndex: Bool { self == .npy || self == .projector }
  }

  /// What becomes of the vectors of a line.
  public enum Pool: String, Sendable, CaseIterable {
    /// Each is written.
    case none
    /// Their mean is, in which every word counts once.
    case mean
  }

  /// Which pieces are written in the place of words.
  public enum Pieces: Sendable {
    /// Those of the text.
    case ofText
    /// The special words around it too.
    case all
  }

  private let model: Model
  private let format: Format
  private let pool: Pool
  private let wordsOnly: Bool
  private let pieces: Pieces?
  private let normalizes: Bool
  private let threads: ThreadPool
  public private(set) var lineCount = 0

  /// - Parameters:
  ///   - normalizes: Whether vectors are brought to length 1.
  ///   - wordsOnly: Leaves out what has neither letter nor digit. It is read all the same.
  ///   - pieces: Writes pieces in the place of words, as JSON Lines.
  ///   - threads: How many write numbers at the same time.
  public init(
    _ model: Model, format: Format = .jsonl, pool: Pool = .none, normalizes: Bool = false,
    wordsOnly: Bool = false, pieces: Pieces? = nil, threads: Int = 1
  ) {
    precondition(pieces == nil || format == .jsonl && pool == .none, "pieces are JSON Lines")
    self.model = model
    self.format = format
    self.pool = pool
    self.normalizes = normalizes
    self.wordsOnly = wordsOnly
    self.pieces = pieces
    self.threads = ThreadPool(count: threads)
  }

  /// What is known of a line once it has been read.
  private enum Record: Sendable {
    case sentence(Sentence)
    /// It has no word, or nothing that is read.
    case empty
    case failure(ShellError)
  }

  /// Reads lines together.
  ///
  /// - Parameter lines: Each without its end; of one that was too long to be handed over, its length.
  public mutating func answer(_ lines: [Result<[UInt8], LineTooLong>]) -> Answer {
    let texts = lines.map { line -> Result<TokenizedText, ShellError> in
      switch line {
      case .success(let bytes) where bytes.count <= Session.longestLine:
        .success(model.tokenize(SourceText(bytes: bytes)))
      case .success(let bytes): .failure(Session.tooLong(bytes.count))
      case .failure(let line): .failure(Session.tooLong(line.bytes))
      }
    }
    var sentences = sentences(of: texts.compactMap { try? $0.get() }.filter(isRead))[...]
    let records = texts.map { text -> Record in
      switch text {
      case .success(let text): isRead(text) ? sentences.removeFirst() : .empty
      case .failure(let error): .failure(error)
      }
    }
    let first = lineCount + 1
    lineCount += lines.count
    var failures: [(line: Int, error: ShellError)] = []
    for (place, record) in records.enumerated() {
      if case .failure(let error) = record { failures.append((first + place, error)) }
    }
    return Answer(part: written(records, from: first), failures: failures)
  }

  /// Texts read together; where one cannot be read, each by itself.
  private func sentences(of texts: [TokenizedText]) -> [Record] {
    if let together = try? model.sentencesOrPieces(texts) { return together.map { .sentence($0) } }
    return texts.map { text in
      do { return .sentence(try model.sentencesOrPieces([text])[0]) } catch {
        return .failure(ShellError(error))
      }
    }
  }

  /// Whether vectors of a text are written: of its words, or of what else has a row.
  private func isRead(_ text: TokenizedText) -> Bool {
    switch pieces {
    case nil: !text.tokens.isEmpty
    case .ofText: !text.ids.isEmpty
    case .all: !text.ids.isEmpty || model.tokenizer.frame.count > 0
    }
  }

  /// What comes of some lines.
  public struct Answer: Sendable {
    fileprivate let part: Part
    /// What went wrong with which line.
    public let failures: [(line: Int, error: ShellError)]

    /// The records.
    public var output: [UInt8] { part.bytes }
    /// What each row is, a line of TSV for each: the line, and of a word its text and where it stands.
    public var index: [UInt8] { part.index }
    /// Vectors written.
    public var rows: Int { part.rows }
  }

  fileprivate struct Part: Sendable {
    var bytes: [UInt8] = []
    var index: [UInt8] = []
    var rows = 0
  }

  /// The names of the index's columns, a line of TSV.
  public var indexHeader: [UInt8] {
    let columns =
      pool == .mean
      ? ["line", "text"]
      : ["line", "word", "characters_from", "characters_to", "bytes_from", "bytes_to"]
    return Array((columns.joined(separator: "\t") + "\n").utf8)
  }

  /// The records in their order. To write numbers takes about as long as to find them, so that is shared
  /// out as well.
  private func written(_ records: [Record], from first: Int) -> Part {
    var parts = [Part](repeating: Part(), count: threads.count)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      threads.run { member in
        var part = Part()
        for place in member.share(of: records.count) {
          write(records[place], line: first + place, to: &part)
        }
        parts[member.number] = part
      }
    }
    return parts.reduce(into: Part()) { whole, part in
      whole.bytes += part.bytes
      whole.index += part.index
      whole.rows += part.rows
    }
  }

  /// A vector, and which word of its sentence it is of; `nil` of all together.
  private typealias Row = (token: Int?, vector: [Float])

  private func rows(of sentence: Sentence) -> [Row] {
    let tokens = sentence.text.tokens.indices.filter {
      !wordsOnly || sentence.text.tokens[$0].isWord
    }
    let rows: [Row] =
      pool == .mean
      ? mean(of: tokens, in: sentence).map { [(nil, $0)] } ?? []
      : tokens.map { ($0, sentence.vector(of: $0)) }
    return normalizes ? rows.map { ($0.token, normalized($0.vector)) } : rows
  }

  private func normalized(_ vector: [Float]) -> [Float] {
    let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    return length > 0 ? vector.map { Float(Double($0) / length) } : vector
  }

  private func write(_ record: Record, line: Int, to part: inout Part) {
    if case .failure(let error) = record, format == .jsonl {
      part.bytes += JSONLines.object(line: line, error.fields)
      return
    }
    let sentence: Sentence? = if case .sentence(let sentence) = record { sentence } else { nil }
    if let pieces {
      writePieces(pieces, of: sentence, line: line, to: &part)
      return
    }
    var rows = sentence.map { self.rows(of: $0) } ?? []
    part.rows += rows.count
    switch format {
    case .jsonl: part.bytes += object(line, sentence, rows)
    case .tsv:
      for row in rows {
        part.bytes += "\(line)".utf8
        if let token = row.token { part.bytes += "\t\(sentence!.text.tokens[token].text)".utf8 }
        append(row.vector, after: 0x09, to: &part.bytes)
      }
      if rows.isEmpty { part.bytes += "\(line)\n".utf8 }
    case .npy:
      if rows.isEmpty, pool == .mean {
        rows = [(nil, [Float](repeating: .nan, count: model.configuration.hiddenSize))]
        part.rows += 1
      }
      for row in rows { part.bytes += NumPyFile.bytes(ofRow: row.vector) }
    case .word2vec:
      for row in rows {
        part.bytes += name(of: row, in: sentence!).utf8
        append(row.vector, after: 0x20, to: &part.bytes)
      }
    case .projector:
      for row in rows {
        var bytes: [UInt8] = []
        append(row.vector, after: 0x09, to: &bytes)
        part.bytes += bytes.dropFirst()
      }
    }
    if format.needsIndex {
      for row in rows { appendIndex(of: row, line, sentence, to: &part.index) }
    }
  }

  /// Without white space, which would end it.
  private func name(of row: Row, in sentence: Sentence) -> String {
    let text = row.token.map { sentence.text.tokens[$0].text } ?? sentence.text.source.string
    return text.split(whereSeparator: \.isWhitespace).joined(separator: "_")
  }

  private func appendIndex(
    of row: Row, _ line: Int, _ sentence: Sentence?, to bytes: inout [UInt8]
  ) {
    var fields: [JSONValue] = [.int(line)]
    if let token = row.token, let sentence {
      let token = sentence.text.tokens[token]
      fields += [
        .string(token.text), .int(token.characters.lowerBound), .int(token.characters.upperBound),
        .int(token.bytes.lowerBound), .int(token.bytes.upperBound),
      ]
    } else {
      fields.append(.string(sentence?.text.source.string ?? ""))
    }
    bytes += OutputFormat.tsv.row(fields).utf8
    bytes.append(0x0A)
  }

  private func object(_ line: Int, _ sentence: Sentence?, _ rows: [Row]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.name("line")
    writer.value(line)
    if pool == .mean {
      writer.name("vector")
      if let mean = rows.first {
        writer.value(mean.vector)
      } else {
        writer.null()
      }
    } else {
      writer.name("tokens")
      writer.beginArray()
      for row in rows {
        let token = sentence!.text.tokens[row.token!]
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
        writer.value(row.vector)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.endObject()
    return writer.bytes + [0x0A]
  }

  /// The pieces of a line.
  private func writePieces(
    _ pieces: Pieces, of sentence: Sentence?, line: Int, to part: inout Part
  ) {
    let frame = model.tokenizer.frame
    var rows: [Piece] = []
    var first = 0
    if let sentence {
      // What stands around the text stands nowhere in it.
      func special(_ ids: [Int32]) -> [Piece] { ids.map { Piece(id: $0, characters: 0..<0) } }
      rows = model.tokenizer.pieces(of: sentence.text.source)
      switch pieces {
      case .ofText: first = frame.before.count
      case .all: rows = special(frame.before) + rows + special(frame.after)
      }
    }
    part.rows += rows.count
    var writer = JSONWriter()
    writer.beginObject()
    writer.name("line")
    writer.value(line)
    writer.name("pieces")
    writer.beginArray()
    for (place, row) in rows.enumerated() {
      writer.beginObject()
      writer.name("id")
      writer.value(row.id)
      writer.name("text")
      writer.value(model.tokenizer.spelling(of: row.id))
      writer.name("characters")
      writer.beginArray()
      writer.value(row.characters.lowerBound)
      writer.value(row.characters.upperBound)
      writer.endArray()
      writer.name("vector")
      let vector = sentence!.vector(ofRow: first + place)
      writer.value(normalizes ? normalized(vector) : vector)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    part.bytes += writer.bytes + [0x0A]
  }

  /// A row's numbers, each after a separator, and its end.
  private func append(_ vector: [Float], after separator: UInt8, to bytes: inout [UInt8]) {
    for number in vector {
      bytes.append(separator)
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
}

/// A line longer than its source hands over.
public struct LineTooLong: Error, Hashable {
  public let bytes: Int

  public init(bytes: Int) { self.bytes = bytes }
}

import UnicodeText

/// Reads a table: CSV by RFC 4180, with another separator too, or lines of fields that are never quoted.
struct TableReader: LineReader {
  /// How the fields of a table are written.
  struct Style: Equatable {
    var separator: UInt8
    /// Whether a field in quotes may hold separators, line ends and doubled quotes.
    var isQuoted: Bool
  }

  private let style: Style
  private let columnOfText: String?
  /// Whether it is a table of DURel's, which points at the uses in its texts.
  private let hasTargets: Bool

  /// The names of its columns, once they are read.
  private var columns: [String] = []
  private var textColumn: Int?

  /// The row that has begun. All its fields but the text stand in `bytes` one after another.
  private var bytes: [UInt8] = []
  private var fields: [Field] = []
  private var text = PassageText()
  private var row = FilePlace(line: 1, column: 0, offset: 0)
  private var start = FilePlace(line: 1, column: 0, offset: 0)
  private var state = State.fresh

  private struct Field {
    let start: FilePlace
    let end: Int
  }

  private enum State {
    /// A row, or a field, has not begun.
    case fresh, field
    case plain, quoted
    /// Behind a quote in a quoted field, which ends it or is the first of two.
    case closed
  }

  private static let quote = UInt8(ascii: "\"")

  /// - Parameters:
  ///   - columnOfText: Its name; `nil` for the column `text`.
  init(_ style: Style, columnOfText: String?, hasTargets: Bool = false) {
    self.style = style
    self.columnOfText = hasTargets ? TargetColumns.text : columnOfText
    self.hasTargets = hasTargets
  }

  mutating func read(
    _ line: Span<UInt8>, at place: FilePlace, end: Int?, to sink: PassageSink
  ) throws {
    var next = 0
    if state == .fresh {
      // A blank line is no row.
      if line.isEmpty, end != nil { return }
      row = place
      begin(at: place)
    }
    while next < line.count {
      switch state {
      case .fresh, .field, .plain:
        if state == .field, style.isQuoted, line[next] == Self.quote {
          state = .quoted
          next += 1
          continue
        }
        let stop = line.place(of: style.separator, from: next) ?? line.count
        add(line.extracting(next..<stop), at: place.advanced(by: next))
        state = .plain
        next = stop
        if next < line.count {
          endField()
          next += 1
          begin(at: place.advanced(by: next))
        }
      case .quoted:
        let stop = line.place(of: Self.quote, from: next) ?? line.count
        add(line.extracting(next..<stop), at: place.advanced(by: next))
        next = stop
        if next < line.count {
          state = .closed
          next += 1
        }
      case .closed where line[next] == Self.quote:
        add(line.extracting(next..<next + 1), at: place.advanced(by: next))
        state = .quoted
        next += 1
      case .closed where line[next] == style.separator:
        endField()
        next += 1
        begin(at: place.advanced(by: next))
      case .closed:
        throw sink.error(.textAfterQuote, at: place.advanced(by: next))
      }
    }
    guard bytes.count + text.bytes.count <= FileLines.longest else {
      throw sink.error(
        state == .quoted ? .openQuote : .recordTooLong, at: state == .quoted ? start : row)
    }
    guard let end else { return }
    if state == .quoted {
      // The end of a line is part of the field.
      if end > 0 {
        let ends: [UInt8] = end == 2 ? [0x0D, 0x0A] : [0x0A]
        add(ends.span, at: place.advanced(by: line.count))
      }
    } else {
      endField()
      try endRow(to: sink)
    }
  }

  mutating func finish(at place: FilePlace, to sink: PassageSink) throws {
    if state == .quoted { throw sink.error(.openQuote, at: start) }
    if state != .fresh {
      endField()
      try endRow(to: sink)
    }
    if columns.isEmpty, sink.reading.lines > 0 {
      throw sink.error(.noColumns)
    }
  }

  private mutating func begin(at place: FilePlace) {
    start = place
    state = .field
  }

  private mutating func add(_ part: Span<UInt8>, at place: FilePlace) {
    if fields.count == textColumn {
      text.append(part, at: place)
    } else {
      part.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }
  }

  private mutating func endField() {
    fields.append(Field(start: start, end: bytes.count))
  }

  private mutating func endRow(to sink: PassageSink) throws {
    defer {
      state = .fresh
      fields.removeAll(keepingCapacity: true)
      bytes.removeAll(keepingCapacity: true)
      text.removeAll()
    }
    if columns.isEmpty {
      columns = fields.indices.map { value($0).streamSafe }
      textColumn = try placeOfText(sink)
      return
    }
    guard fields.count == columns.count else {
      throw sink.error(.fields(found: fields.count, expected: columns.count), at: row)
    }
    guard !text.isBlank else { return }
    var metadata = Metadata()
    for column in columns.indices where column != textColumn {
      metadata.append(columns[column], value(column))
    }
    var passage = Passage(
      text: text.bytes, lines: text.lines, metadata: metadata, document: sink.document)
    if hasTargets { passage.targets = try targets(passage, sink) }
    try sink.handOut(passage)
  }

  private func value(_ field: Int) -> String {
    let start = field == 0 ? 0 : fields[field - 1].end
    return String(decoding: bytes[start..<fields[field].end], as: UTF8.self)
  }

  private func placeOfText(_ sink: PassageSink) throws -> Int {
    if let place = columns.firstIndex(of: columnOfText ?? "text") { return place }
    throw sink.error(
      .noTextColumn(wanted: columnOfText, columns: columns), at: hasTargets ? nil : row)
  }

  private func targets(_ passage: Passage, _ sink: PassageSink) throws -> [Passage.Target] {
    let targets = TargetColumns(passage)
    if let target = targets.target { return [target] }
    let column = columns.firstIndex(of: targets.faultyColumn)
    throw sink.error(
      .badRange(
        column: targets.faultyColumn, value: passage.metadata[targets.faultyColumn] ?? "",
        characters: targets.characters), at: column.map { fields[$0].start } ?? row)
  }
}

import CExpat
import Platform

/// What takes the elements and texts of a file of XML, in order.
package protocol XMLHandler {
  /// - Parameter name: With its prefix, as the file has it.
  mutating func open(
    _ name: UnsafePointer<CChar>, _ attributes: XMLAttributes, at place: FilePlace) throws
  mutating func close() throws
  /// Takes a piece of text; one text may come in several.
  mutating func text(_ text: UnsafeBufferPointer<UInt8>, at place: FilePlace) throws
  /// Takes an entity that is not declared.
  mutating func entity(_ name: String, at place: FilePlace) throws
  /// Takes note of lines that have been read.
  mutating func countLines(_ count: Int)
  /// Takes the end of the file.
  mutating func finish() throws
}

/// A file of XML, packed or not.
package struct XMLFile {
  private let input: TextInput

  /// - Throws: `FileLinesError`
  package init(path: String, checkInterrupt: @escaping () throws -> Void = {}) throws {
    input = try TextInput(path: path, unpacks: true, checkInterrupt: checkInterrupt)
  }

  /// Reads it whole.
  ///
  /// - Throws: `FileLinesError`; `CorpusError`, where it is no XML; what the handler throws.
  package func read(by handler: any XMLHandler) throws {
    try XMLEvents(handler, of: input).read(input)
  }
}

/// The attributes of a tag while it is being handed out.
package struct XMLAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

  /// Hands out each: name and value.
  package func forEach(_ body: (UnsafePointer<CChar>, UnsafeBufferPointer<UInt8>) -> Void) {
    var place = 0
    while let name = pairs[place], let value = pairs[place + 1] {
      let bytes = UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self)
      body(name, UnsafeBufferPointer(start: bytes, count: strlen(value)))
      place += 2
    }
  }

  package subscript(name: StaticString) -> String? {
    var found: String?
    forEach {
      if found == nil,
        strcmp($0, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
      {
        found = String(decoding: $1, as: UTF8.self)
      }
    }
    return found
  }

  var entries: [Metadata.Entry] {
    var entries: [Metadata.Entry] = []
    forEach { entries.append(.init(String(cString: $0), String(decoding: $1, as: UTF8.self))) }
    return entries
  }
}

/// Goes through a file of XML by expat. What is outside the file is never fetched, and expat bounds what entities of the
/// file's own expand to.
final class XMLEvents {
  private let parser: XML_Parser
  private var handler: any XMLHandler
  private let path: String
  /// What the handler has thrown.
  private var thrown: (any Error)?

  /// Where lines begin that no event has reached.
  private var lineStarts: [Int] = []
  private var nextStart = 0
  private var line = 1
  private var lineStart: Int
  private var fed = 0
  /// Whether the file has a byte for each character, which is what counts for places.
  private var isLatin = false
  private var lastEvent = 0

  init(_ handler: any XMLHandler, of input: TextInput) {
    self.handler = handler
    path = input.path
    lineStart = input.mark
    guard let parser = XML_ParserCreate(nil) else { preconditionFailure("expat cannot begin") }
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        XMLEvents.of(data).take {
          try $0.handler.open(name!, XMLAttributes(pairs: attributes!), at: $0.place())
        }
      },
      { data, _ in XMLEvents.of(data).take { try $0.handler.close() } })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      XMLEvents.of(data).take {
        let bytes = UnsafeRawPointer(text!).assumingMemoryBound(to: UInt8.self)
        try $0.handOut(UnsafeBufferPointer(start: bytes, count: Int(count)))
      }
    }
    XML_SetXmlDeclHandler(parser) { data, _, encoding, _ in
      guard let encoding else { return }
      XMLEvents.of(data).isLatin = strcasecmp(encoding, "ISO-8859-1") == 0
    }
    XML_SetSkippedEntityHandler(parser) { data, name, isParameter in
      guard isParameter == 0 else { return }
      XMLEvents.of(data).take { try $0.handler.entity(String(cString: name!), at: $0.place()) }
    }
  }

  deinit { XML_ParserFree(parser) }

  /// Reads a whole file.
  ///
  /// - Throws: `CorpusError`; what the handler throws.
  func read(_ input: TextInput) throws {
    try input.forEachChunk { chunk in
      noteLines(of: chunk)
      fed += chunk.count
      try chunk.withUnsafeBufferPointer { try parse($0, isFinal: false) }
      guard fed - lastEvent <= 2 * FileLines.longest else {
        throw error(.recordTooLong, at: place(ofByte: lastEvent))
      }
      return true
    }
    try parse(UnsafeBufferPointer(start: nil, count: 0), isFinal: true)
    try handler.finish()
  }

  private func parse(_ bytes: UnsafeBufferPointer<UInt8>, isFinal: Bool) throws {
    let status = bytes.withMemoryRebound(to: CChar.self) {
      XML_Parse(parser, $0.baseAddress, CInt($0.count), isFinal ? 1 : 0)
    }
    if let thrown { throw thrown }
    guard status != XML_STATUS_OK else { return }
    let code = XML_GetErrorCode(parser)
    let place = place(ofByte: Int(XML_GetCurrentByteIndex(parser)))
    throw error(.badXML(String(cString: XML_ErrorString(code)), isCut: isFinal), at: place)
  }

  private func error(_ fault: CorpusError.Fault, at place: FilePlace) -> CorpusError {
    CorpusError(fault, path: path, line: place.line, column: place.column + 1)
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLEvents {
    Unmanaged<XMLEvents>.fromOpaque(data!).takeUnretainedValue()
  }

  private func take(_ body: (XMLEvents) throws -> Void) {
    guard thrown == nil else { return }
    do { try body(self) } catch {
      thrown = error
      XML_StopParser(parser, XML_Bool(XML_FALSE))
    }
  }

  private func handOut(_ text: UnsafeBufferPointer<UInt8>) throws {
    var place = place()
    guard isLatin else { return try handler.text(text, at: place) }
    var next = 0
    while next < text.count {
      let start = next
      while next < text.count, text[next] < 0x80 { next += 1 }
      let length = next > start ? next - start : 1
      // Two bytes are here what is one in the file.
      if next == start { next += 2 }
      try handler.text(UnsafeBufferPointer(rebasing: text[start..<next]), at: place)
      place = place.advanced(by: length)
    }
  }

  // MARK: Places

  private func noteLines(of chunk: Span<UInt8>) {
    lineStarts.removeSubrange(..<nextStart)
    nextStart = 0
    let kept = lineStarts.count
    var next = 0
    while let end = chunk.place(of: 0x0A, from: next) {
      next = end + 1
      lineStarts.append(fed + next)
    }
    handler.countLines(lineStarts.count - kept)
  }

  /// Where the event begins that is being handed out.
  private func place() -> FilePlace {
    lastEvent = Int(XML_GetCurrentByteIndex(parser))
    return place(ofByte: lastEvent)
  }

  private func place(ofByte offset: Int) -> FilePlace {
    while nextStart < lineStarts.count, lineStarts[nextStart] <= offset {
      line += 1
      lineStart = lineStarts[nextStart]
      nextStart += 1
    }
    return FilePlace(line: line, column: max(0, offset - lineStart), offset: offset)
  }
}

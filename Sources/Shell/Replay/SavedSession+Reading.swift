import Corpora
import JSON
import Senses
import UnicodeText

extension SavedSession {
  /// Reads a file whole.
  ///
  /// - Throws: `FileLinesError`; `ShellError`, where the file is none of these, was cut or changed.
  init(contentsOf path: String, _ checkInterrupt: @escaping () throws -> Void) throws {
    var whole = WholeLines()
    try FileLines(path: path, checkInterrupt: checkInterrupt).forEachPart { part, ends in
      // Nothing else is read to its end, however large.
      guard !whole.lines.isEmpty || Self.isOne(startingWith: part) else { return false }
      whole.take(part, ends: ends)
      return true
    }
    try self.init(whole.lines, path: path)
  }

  /// Whether a file whose first line begins like this is one of these.
  static func isOne(startingWith line: Span<UInt8>) -> Bool {
    line.count >= mark.count && mark.indices.allSatisfy { line[$0] == mark[$0] }
  }

  /// - Parameters:
  ///   - lines: Without their ends.
  init(_ lines: [[UInt8]], path: String) throws {
    guard !lines.isEmpty else {
      throw Self.bad(path, "this is no session that /save has written")
    }
    var reader = Reader(path: path)
    for line in lines { try reader.read(line) }
    self = try reader.end()
  }

  fileprivate static func bad(_ path: String, _ what: String) -> ShellError {
    ShellError("bad-session", "\(path): \(what)")
  }
}

/// Lines put together from the parts in which a file is read.
struct WholeLines {
  private(set) var lines: [[UInt8]] = []
  private var isContinued = false

  mutating func take(_ part: Span<UInt8>, ends: Bool) {
    let bytes = part.indices.map { part[$0] }
    if isContinued { lines[lines.count - 1] += bytes } else { lines.append(bytes) }
    isContinued = !ends
  }
}

/// Goes through the lines of a file.
private struct Reader {
  let path: String
  private var number = 0
  private var session: SavedSession?
  private var isOver = false

  init(path: String) { self.path = path }

  mutating func read(_ line: [UInt8]) throws {
    number += 1
    let json: JSONValue
    do { json = try JSONValue(parsing: line) } catch { throw damaged }
    guard !isOver else { throw damaged }
    guard session != nil else { return session = .init(head: try head(json)) }
    if let typed = json["typed"]?.textBytes {
      try take(typed, json)
    } else if json["kept"] != nil, let text = json["text"]?.textBytes {
      session!.sentences.append(SourceText(bytes: text))
    } else if session!.induction == nil, let induction = SavedInduction(json) {
      session!.induction = induction
    } else if session!.induction?.take(json) == true {
      return
    } else if json["end"]?.int == number - 1 {
      isOver = true
    } else {
      throw damaged
    }
  }

  func end() throws -> SavedSession {
    guard let session, isOver, session.induction?.states.isEmpty != true else {
      throw SavedSession.bad(path, "the file was cut after line \(number); save the session anew")
    }
    return session
  }

  private func head(_ json: JSONValue) throws -> SavedSession.Head {
    guard json["format"]?.int == SavedSession.format else {
      let found = json["format"]?.compact ?? "none"
      throw SavedSession.bad(
        path, "its format is \(found), this program reads \(SavedSession.format)")
    }
    guard let head = SavedSession.Head(json) else { throw damaged }
    return head
  }

  private mutating func take(_ typed: [UInt8], _ json: JSONValue) throws {
    let answer = json["answer"]?.object
    let digest = json["digest"]?.string
    if answer.map({ SavedSession.digest(of: Array(JSONValue.object($0).compact.utf8)) }) != digest {
      throw SavedSession.bad(
        path, "line \(number): the answer is not the one that was saved, its digest differs")
    }
    session!.lines.append(.init(typed: typed, answer: answer, digest: digest))
  }

  private var damaged: ShellError {
    SavedSession.bad(path, "line \(number) is cut or damaged")
  }
}

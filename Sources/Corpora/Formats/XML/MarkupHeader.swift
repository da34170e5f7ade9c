/// What the header of a document says of it: title, author, date, class.
struct MarkupHeader {
  /// The names of the elements that are open in the header.
  private var path: [String] = []
  private var text: [UInt8] = []
  /// How deep the element is that `text` is of.
  private var depth: Int?
  private var values: [String: (value: String, rank: Int)] = [:]

  private static let names = ["title", "author", "date", "class"]

  var entries: [Metadata.Entry] {
    Self.names.compactMap { name in values[name].map { Metadata.Entry(name, $0.value) } }
  }

  mutating func open(_ name: String, _ attributes: XMLAttributes) {
    path.append(name)
    if let date = attributes["when"] ?? attributes["value"] ?? attributes["from"], name == "date" {
      note("date", date)
    } else if name == "creation", let date = attributes["date"] ?? attributes["when"] {
      note("date", date)
    } else if depth == nil, ["title", "author", "date", "classCode"].contains(name) {
      depth = path.count
      text = []
    }
  }

  mutating func take(_ more: UnsafeBufferPointer<UInt8>) {
    if depth != nil { text.append(contentsOf: more) }
  }

  mutating func close() {
    if depth == path.count {
      depth = nil
      let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      let name = path.last == "classCode" ? "class" : path.last!
      note(name, words.joined(separator: " "))
    }
    path.removeLast()
  }

  /// Takes a value, unless one from a better place, or an earlier one from as good a place, is there.
  private mutating func note(_ name: String, _ value: String) {
    guard !value.isEmpty else { return }
    let rank = rank(of: name)
    if let known = values[name], known.rank >= rank { return }
    values[name] = (value, rank)
  }

  /// When a text was written matters more than when its source came out, that more than when the file did. The title
  /// of the file is that of the text.
  private func rank(of name: String) -> Int {
    guard name == "date" else {
      return path.contains("titleStmt") ? 3 : path.contains("sourceDesc") ? 2 : 1
    }
    return path.contains("creation") ? 3 : path.contains("sourceDesc") ? 2 : 1
  }
}

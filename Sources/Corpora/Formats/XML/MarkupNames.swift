import Platform

/// The names of the elements and attributes of a file, each looked at once.
struct MarkupNames {
  struct Element {
    fileprivate let qualified: [CChar]
    /// Without a prefix.
    let name: String
    let kind: MarkupElement
  }

  private var elements: [Element] = []
  /// expat has one place for all attributes of a name.
  private var attributes: [(name: UnsafePointer<CChar>, place: Int)] = []
  /// The names that attributes of words have.
  private(set) var ofWords: [String] = []

  /// Of more the rest are looked at whenever they come.
  private static let most = 256

  mutating func element(_ qualified: UnsafePointer<CChar>) -> Element {
    for element in elements where strcmp(element.qualified, qualified) == 0 { return element }
    let bytes = UnsafeBufferPointer(start: qualified, count: strlen(qualified) + 1)
    let whole = String(cString: qualified)
    let name = whole.utf8.lastIndex(of: UInt8(ascii: ":")).map {
      String(whole[whole.utf8.index(after: $0)...])
    }
    let element = Element(
      qualified: Array(bytes), name: name ?? whole, kind: MarkupElement(name ?? whole))
    if elements.count < Self.most { elements.append(element) }
    return element
  }

  /// The place of an attribute's name among those of words.
  mutating func place(ofAttribute name: UnsafePointer<CChar>) -> Int {
    for attribute in attributes where attribute.name == name { return attribute.place }
    let place = place(ofAttribute: String(cString: name))
    if attributes.count < Self.most { attributes.append((name, place)) }
    return place
  }

  mutating func place(ofAttribute name: String) -> Int {
    if let place = ofWords.firstIndex(of: name) { return place }
    ofWords.append(name)
    return ofWords.count - 1
  }
}

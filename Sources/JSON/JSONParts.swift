/// The elements of an array of a text, or the members of an object.
final class JSONParts: Sendable {
  let text: JSONText
  /// Where each begins, a member with its name: four bytes for a part that takes two at least.
  let places: [UInt32]

  init(of text: JSONText, from open: Int) {
    self.text = text
    var places: [UInt32] = []
    text.forEachPart(from: open) { place in
      // Many get their room at once: while it grows it is there twice.
      if places.count == 1024 { places.reserveCapacity(text.partCount(from: open)) }
      places.append(UInt32(place))
    }
    self.places = places
  }

  func value(_ index: Int) -> JSONValue { text.value(at: Int(places[index])) }

  func name(_ index: Int) -> String { text.string(at: Int(places[index])) }

  func member(_ index: Int) -> JSONObject.Member {
    JSONObject.Member(name: name(index), value: value(behindName: index))
  }

  func value(behindName index: Int) -> JSONValue {
    text.value(at: text.valuePlace(behindNameAt: Int(places[index])))
  }

  /// The member with a name.
  func firstIndex(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { wanted in
      places.firstIndex { text.isName(wanted, at: Int($0)) }
    }
  }
}

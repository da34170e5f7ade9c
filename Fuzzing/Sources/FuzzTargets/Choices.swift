/// Bytes read as decisions, one after another: what is fuzzed may be what is done as well as what is read. When the bytes
/// are used up, every decision is the first there is.
struct Choices {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  /// From 0 up to a bound, without it. 0 where the bound is 0.
  mutating func next(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    var number = Int(bytes.popFirst() ?? 0)
    if bound > 256 { number = number << 8 | Int(bytes.popFirst() ?? 0) }
    if bound > 65536 { number = number << 8 | Int(bytes.popFirst() ?? 0) }
    return number % bound
  }

  mutating func next<Element>(of elements: [Element]) -> Element { elements[next(elements.count)] }
}

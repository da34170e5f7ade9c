import CUTF8Proc

/// A scalar of a changed text, and how many scalars of the text before it takes the place of.
public struct ScalarChange: Sendable, Hashable {
  public var scalar: UInt32
  /// 0 for one that was put in after another.
  public var taken: Int

  public init(_ scalar: UInt32, taking taken: Int) {
    self.scalar = scalar
    self.taken = taken
  }
}

extension NormalForm {
  /// How well-formed UTF-8 is put in this form, scalar by scalar; nil where nothing changes.
  ///
  /// The first scalar of a decomposition takes the place of what was decomposed, and a composite that of all that it was
  /// composed of. Where marks change places, the places they had stay in order.
  ///
  /// - Complexity: O(*n*), and O(*m* log *m*) for a run of *m* combining marks.
  public func changes(of utf8: Span<UInt8>) -> [ScalarChange]? {
    var place = 0
    var stays = true
    while stays, place < utf8.count {
      if utf8[place] < 0x80 {
        place += 1
      } else {
        stays = Unicode.Scalar(decodeScalar(at: &place, in: utf8))!.stays(in: self)
      }
    }
    if stays { return nil }

    var scalars: [Decomposed] = []
    scalars.reserveCapacity(utf8.count)
    place = 0
    var flags = UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_STABLE.rawValue
    if isCompatibility { flags |= UTF8PROC_COMPAT.rawValue }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 32) { room in
      var boundary: Int32 = 0
      while place < utf8.count {
        let scalar = decodeScalar(at: &place, in: utf8)
        if scalar < 0x80 {
          scalars.append(Decomposed(change: ScalarChange(scalar, taking: 1), combiningClass: 0))
          continue
        }
        let count = utf8proc_decompose_char(
          Int32(bitPattern: scalar), room.baseAddress, room.count, utf8proc_option_t(flags),
          &boundary)
        for (index, part) in room[..<count].enumerated() {
          let change = ScalarChange(UInt32(bitPattern: part), taking: index == 0 ? 1 : 0)
          scalars.append(Decomposed(change: change, combiningClass: combiningClass(part)))
        }
      }
    }
    Decomposed.orderMarks(in: &scalars)
    return isComposed ? Decomposed.composed(scalars) : scalars.map(\.change)
  }
}

/// A scalar of a decomposed text.
private struct Decomposed {
  var change: ScalarChange
  let combiningClass: Int16

  /// Sorts each run of marks by combining class, keeping the order of equals (UAX #15, D109).
  static func orderMarks(in scalars: inout [Decomposed]) {
    var start = 0
    while start < scalars.count {
      guard scalars[start].combiningClass != 0 else {
        start += 1
        continue
      }
      var end = start + 1
      while end < scalars.count, scalars[end].combiningClass != 0 { end += 1 }
      // The place breaks ties, since `sort` does not promise to be stable.
      let sorted = scalars[start..<end].enumerated().sorted {
        ($0.element.combiningClass, $0.offset) < ($1.element.combiningClass, $1.offset)
      }
      scalars.replaceSubrange(start..<end, with: sorted.map(\.element))
      start = end
    }
  }

  /// Composes what is in canonical order (UAX #15, D117).
  static func composed(_ scalars: [Decomposed]) -> [ScalarChange] {
    var found: [ScalarChange] = []
    found.reserveCapacity(scalars.count)
    /// The place in `found` of the starter, and the class of the last mark behind it that did not go into it.
    var starter: Int?
    var last: Int16?
    for scalar in scalars {
      let isBlocked = last.map { $0 >= scalar.combiningClass } ?? false
      if let place = starter, !isBlocked,
        let composite = composite(found[place].scalar, scalar.change.scalar)
      {
        found[place].scalar = composite
        found[place].taken += scalar.change.taken
        continue
      }
      if scalar.combiningClass == 0 {
        starter = found.count
        last = nil
      } else {
        last = scalar.combiningClass
      }
      found.append(scalar.change)
    }
    return found
  }

  private static func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if second < 0x300 { return nil }
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2) { room in
      room[0] = Int32(bitPattern: first)
      room[1] = Int32(bitPattern: second)
      let options = UTF8PROC_COMPOSE.rawValue | UTF8PROC_STABLE.rawValue
      let count = utf8proc_normalize_utf32(room.baseAddress, 2, utf8proc_option_t(options))
      return count == 1 ? UInt32(bitPattern: room[0]) : nil
    }
  }
}

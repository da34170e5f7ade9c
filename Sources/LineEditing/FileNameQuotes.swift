/// How a file's name is written between double quotes: a backslash stands before a quote and before
/// another backslash, but the backslashes before a bracket stay as they are.
enum FileNameQuotes {
  private static let quote: UInt8 = 0x22
  private static let backslash: UInt8 = 0x5C

  /// The name as it is written between quotes, without them.
  static func escaped(_ name: [UInt8]) -> [UInt8] {
    runs(in: name) { run, following in
      switch following {
      case 0x5B, 0x5D: run
      case quote: 2 * run + 1
      default: 2 * run
      }
    }
  }

  /// The name that was written so. What `escaped` would not write is taken as it stands.
  static func unescaped(_ text: [UInt8]) -> [UInt8] {
    runs(in: text) { run, following in
      switch following {
      case 0x5B, 0x5D: run
      case quote: run / 2
      default: (run + 1) / 2
      }
    }
  }

  /// Replaces each run of backslashes, also the empty one before every other byte, by another.
  private static func runs(
    in text: [UInt8], _ replacement: (_ run: Int, _ following: UInt8?) -> Int
  ) -> [UInt8] {
    var result: [UInt8] = []
    var run = 0
    for byte in text {
      if byte == backslash {
        run += 1
      } else {
        result += repeatElement(backslash, count: replacement(run, byte))
        result.append(byte)
        run = 0
      }
    }
    return result + repeatElement(backslash, count: replacement(run, nil))
  }
}

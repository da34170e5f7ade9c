import Platform

/// Values from 0 to 1 as blocks of growing weight, and as colours that grow lighter with them.
public enum Ramp {
  static let blocks: [Character] = ["·", "░", "▒", "▓", "█"]

  /// From dark blue over grey to yellow: people of every kind of colour vision see the order, since
  /// lightness rises all the way (the idea of cividis: Nuñez, Anderton and Renslow 2018). Codes of
  /// the 256-colour palette.
  static let colours = [61, 67, 103, 145, 180, 186, 228]

  public static func block(_ level: Double) -> Character { blocks[step(level, of: blocks.count)] }

  public static func colour(_ level: Double) -> Int { colours[step(level, of: colours.count)] }

  /// Tenths, 0 to 9.
  static func digit(_ level: Double) -> Int { step(level, of: 10) }

  /// Which of some equal steps holds a value; values outside go to the ends.
  static func step(_ level: Double, of count: Int) -> Int {
    guard level.isFinite else { return 0 }
    return max(0, min(count - 1, Int(clamping: (level * Double(count)).rounded(.down))))
  }
}

import CReadline
import Platform

/// Whether someone pressed Ctrl-C (SIGINT), so that long work can look up now and then and stop.
///
/// There is one for the whole process, as there is one Ctrl-C.
package enum InterruptFlag {
  private static let pressed = SignalCount()
  /// How many presses have been dealt with.
  private static let seen = SignalCount()

  /// From now on Ctrl-C raises the flag, and no longer ends the program.
  ///
  /// A program started to ignore interrupts goes on ignoring them.
  package static func install() {
    // The handler must not be the first to ask for them.
    _ = pressed
    _ = rlshim_handle(SIGINT) { _ in InterruptFlag.pressed.increment() }
  }

  /// From now on Ctrl-C ends the program again.
  ///
  /// - Precondition: `install` was called, and Ctrl-C pressed, so that interrupts are not ignored.
  package static func uninstall() { signal(SIGINT, SIG_DFL) }

  /// Whether Ctrl-C was pressed since the flag was last cleared. Cheap enough for an inner loop.
  package static var isRaised: Bool { pressed.value != seen.value }

  /// Whether Ctrl-C was ever pressed.
  package static var wasRaised: Bool { pressed.value != 0 }

  /// Takes note of every press so far.
  package static func clear() { seen.set(to: pressed.value) }

  /// How often Ctrl-C was pressed since the program began.
  static var count: Int32 { pressed.value }
}

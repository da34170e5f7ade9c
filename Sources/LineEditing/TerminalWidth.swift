import CReadline
import Platform

/// How many columns the window has just now.
///
/// Where the terminal does not say, or there is none, `COLUMNS` in the environment is asked; where
/// that is no number either, nobody knows.
///
/// - Parameter descriptor: Where text for the terminal is written; standard output by default.
package func terminalWidth(of descriptor: Int32 = 1) -> Int? {
  let columns = Int(rlshim_columns(descriptor))
  if columns > 0 { return columns }
  return environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
}

/// How many lines the window has just now; `nil` where nobody knows.
///
/// - Parameter descriptor: Where text for the terminal is written; standard output by default.
package func terminalRows(of descriptor: Int32 = 1) -> Int? {
  let rows = Int(rlshim_rows(descriptor))
  return rows > 0 ? rows : nil
}

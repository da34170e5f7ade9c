/// Goes through every two of some things by their numbers, the smaller one first.
///
/// - Parameter check: Called before the first pair of each; what it throws is thrown on.
func forEachPair(
  of count: Int, checking check: () throws -> Void, _ body: (Int, Int) -> Void
) rethrows {
  for first in 0..<count {
    try check()
    for second in (first + 1)..<count { body(first, second) }
  }
}

/// How many steps lead from one text to another, where a step leaves out, adds or changes an element or exchanges two
/// neighbours, and no element takes part in two (optimal string alignment; after Damerau 1964,
/// https://doi.org/10.1145/363958.363994).
///
/// - Complexity: The product of both lengths.
package func editDistance<Element: Equatable>(_ a: [Element], _ b: [Element]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for (row, element) in a.enumerated() {
    var current = [row + 1]
    current.reserveCapacity(b.count + 1)
    for (column, other) in b.enumerated() {
      var steps = min(last[column + 1], current[column]) + 1
      steps = min(steps, last[column] + (element == other ? 0 : 1))
      if row > 0, column > 0, element == b[column - 1], other == a[row - 1] {
        steps = min(steps, beforeLast[column - 1] + 1)
      }
      current.append(steps)
    }
    (beforeLast, last) = (last, current)
  }
  return last[b.count]
}

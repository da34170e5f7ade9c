/// The mean of numbers that come one by one, and the standard error of that mean (Welford 1962, "Note on a method for
/// calculating corrected sums of squares and products").
struct MeanAndError {
  private(set) var count = 0
  private var sum = 0.0
  private var running = 0.0
  private var squares = 0.0

  mutating func add(_ number: Double) {
    count += 1
    sum += number
    let distance = number - running
    running += distance / Double(count)
    squares += distance * (number - running)
  }

  var mean: Double { sum / Double(count) }
  /// Of two numbers or more.
  var error: Double { (squares / Double(count - 1) / Double(count)).squareRoot() }
}

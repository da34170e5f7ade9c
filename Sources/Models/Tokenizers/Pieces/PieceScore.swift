/// A score as Hugging Face's tokenizers reads it from a `tokenizer.json`: its digits as a whole number, times or divided by a power of
/// ten. That may be another number in the last bit than the nearest one, and decides between cuts that are all but equal.
///
/// - Parameter literal: A number of JSON.
func pieceScore(_ literal: String) -> Double {
  var (digits, exponent) = (UInt64(0), 0)
  // More digits than a number of 64 bits has count no more.
  var (isFull, isFraction) = (false, false)
  var rest = Substring(literal)
  let isNegative = rest.first == "-"
  if isNegative { rest.removeFirst() }
  while let character = rest.popFirst() {
    guard let digit = character.wholeNumberValue else {
      guard character == "." else { break }
      isFraction = true
      continue
    }
    let (tens, isOver) = digits.multipliedReportingOverflow(by: 10)
    let (sum, isOverToo) = tens.addingReportingOverflow(UInt64(digit))
    isFull = isFull || isOver || isOverToo
    if !isFull { digits = sum }
    if isFull != isFraction { exponent += isFull ? 1 : -1 }
  }
  // What is left is the exponent.
  if !rest.isEmpty { exponent += Int(rest) ?? 0 }
  var score = Double(digits)
  while exponent < 0, score != 0 {
    let step = min(-exponent, 308)
    score /= power(step)
    exponent += step
  }
  while exponent > 0, score.isFinite, score != 0 {
    let step = min(exponent, 308)
    score *= power(step)
    exponent -= step
  }
  return isNegative ? -score : score
}

/// The number nearest to a power of ten.
private func power(_ exponent: Int) -> Double { Double("1e\(exponent)")! }

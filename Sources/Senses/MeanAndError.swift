/// The mean of some numbers and the standard error of that mean.
func meanAndError(_ numbers: [Double]) -> (mean: Double, error: Double) {
  let count = Double(numbers.count)
  let mean = numbers.reduce(0, +) / count
  var squares = 0.0
  for number in numbers { squares += (number - mean) * (number - mean) }
  return (mean, (squares / (count - 1) / count).squareRoot())
}

/// One reader of foreign bytes. It may refuse any input, with an error of its own; it must not trap, hang, take
/// memory out of proportion or break a promise it makes about what it accepts.
public struct FuzzTarget: Sendable {
  public let name: String
  public let mutator: Mutator
  /// How many inputs a plain run of the tests tries.
  public let inputsInTests: Int
  /// Reads the bytes; traps (through `require`) when a promise is broken.
  public let run: @Sendable ([UInt8]) -> Void

  init(
    _ name: String, seeds: [[UInt8]], dictionary: [String] = [], longest: Int = 4096,
    inputsInTests: Int = 500,
    run: @escaping @Sendable ([UInt8]) -> Void
  ) {
    self.name = name
    self.inputsInTests = inputsInTests
    mutator = Mutator(
      seeds: seeds, dictionary: dictionary.map { Array($0.utf8) }, longest: longest)
    self.run = run
  }
}

/// Stops the process, as a crash does, when the reader broke a promise.
func require(
  _ promise: Bool, _ description: @autoclosure () -> String, file: StaticString = #fileID,
  line: UInt = #line
) {
  guard promise else { fatalError("broken promise: \(description())", file: file, line: line) }
}

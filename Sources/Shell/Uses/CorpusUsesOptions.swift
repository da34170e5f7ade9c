import ArgumentParser

/// Which uses of a word in a file are taken, where there are more than are wanted.
struct CorpusUsesOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The most uses to take; of more, a fair sample.", valueName: "number"))
  var most = 1000
  @Option(
    help: ArgumentHelp(
      "Decides what chance decides; without it, the session's seed.", valueName: "number"))
  var seed: UInt64?

  func validate() throws {
    try check("--most", most, from: 2, to: 100_000)
  }
}

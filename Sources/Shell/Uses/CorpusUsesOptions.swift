import ArgumentParser

/// Which uses of a word in a file are taken, where there are more than are wanted.
struct CorpusUsesOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The most uses to take; of more, a fair sample.", valueName: "number"))
  var most = 1000
  @OptionGroup var chance: SeedOption

  func validate() throws {
    try check("--most", most, from: 2, to: 100_000)
  }
}

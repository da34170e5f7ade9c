import ArgumentParser

/// What decides where a command leaves something to chance.
struct SeedOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Decides what chance decides; without it, the session's seed.", valueName: "number"))
  var seed: UInt64?
}

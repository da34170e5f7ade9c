import ArgumentParser
import Corpora

/// How a file of running text is read.
struct TextOptions: ParsableArguments {
  @Flag(exclusivity: .exclusive) var layout: TextLayout?
  @Flag(help: "Read a file as text that looks like a table, a corpus format or markup.")
  var asText = false
}

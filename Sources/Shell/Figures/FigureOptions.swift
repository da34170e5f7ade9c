import ArgumentParser

/// Where an answer also goes as a picture for a paper.
struct FigureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also writes a picture for a paper: text stays text, colours hold for every kind of colour vision.",
      valueName: "file"),
    completion: .file())
  var svg: String?

  /// Writes the picture whole or not at all, and says so below the answer.
  func write(
    below answer: inout Answer, in session: Session, _ figure: () throws -> SVGDrawing
  ) throws {
    guard let svg else { return }
    try session.write(Array(try figure().file.utf8), to: svg)
    answer.add(file: svg, named: "svg")
  }
}

extension Answer {
  /// Says that a file was written.
  mutating func add(file: String, named name: String) {
    blocks += [.gap, .text("written to \(file)".onOneLine)]
    fields[name] = .string(file)
  }
}

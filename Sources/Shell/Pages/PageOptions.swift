import ArgumentParser

/// Where an answer also goes.
struct PageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also writes a page that needs nothing else: no network, no other file.", valueName: "file"),
    completion: .file())
  var html: String?

  /// Writes the page whole or not at all, and says so below the answer.
  func write(
    below answer: inout Answer, in session: Session, _ page: (Answer) -> String
  ) throws {
    guard let html else { return }
    try session.write(Array(page(answer).utf8), to: html)
    answer.add(file: html, named: "html")
  }
}

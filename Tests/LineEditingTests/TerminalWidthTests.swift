import LineEditing
import TestSupport
import Testing

@Suite struct TerminalWidthTests {
  @Test(
    arguments: [
      (["COLUMNS": "57"], 57), (["COLUMNS": "wide"], 0), (["COLUMNS": "-3"], 0), ([:], 0),
    ]
      as [([String: String], Int)])
  func withoutATerminalTheEnvironmentIsAsked(environment: [String: String], width: Int) throws {
    let run = try ProgramRun(
      builtProgram("line-editing-probe"), input: Array("width\n".utf8), environment: environment)
    #expect(run.outputText == "width: \(width)\nend\n")
  }

  @Test(.needsTerminal) func theTerminalIsAskedFirst() throws {
    let terminal = try PseudoTerminal(
      builtProgram("line-editing-probe"), environment: ["INPUTRC": "/dev/null", "COLUMNS": "57"],
      columns: 91)
    try terminal.waitFor("probe> ")
    try terminal.type("width\r")
    try terminal.waitFor("width: 91\n")
  }
}

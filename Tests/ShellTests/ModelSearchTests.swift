import Shell
import Testing

@Suite struct ModelSearchTests {
  static func folder(
    _ files: Set<String>, named: String? = nil,
    program: String? = "/home/a/polyseme/.build/debug/polyseme"
  ) throws -> String {
    try ModelSearch { files.contains($0) }.folder(named: named, program: program)
  }

  @Test func sensesComeFromTheModelElseFromBesideTheProgram() throws {
    func senses(_ files: Set<String>, model: String = "/models/b") throws -> String {
      try ModelSearch { files.contains($0) }.senses(
        model: model, program: "/usr/bin/polyseme")
    }
    let own = "/models/b/vocab/wordnet.senses"
    let shipped = "/usr/share/polyseme/vocab/wordnet.senses"
    #expect(try senses([own, shipped]) == own)
    #expect(try senses([shipped]) == shipped)
    #expect(
      try senses(["/models/b/weights/../vocab/wordnet.senses"], model: "/models/b/weights")
        == "/models/b/weights/../vocab/wordnet.senses")
    #expect(throws: ShellError.self) { try senses([]) }
  }

  @Test func theNearestModelIsTaken() throws {
    let repository = "/home/a/polyseme/weights/config.json"
    #expect(try Self.folder([repository, "/weights/config.json"]) == "/home/a/polyseme")
    #expect(try Self.folder([repository], named: "other") == "other")
    #expect(
      try Self.folder(["/usr/share/polyseme/weights/config.json"], program: "/usr/bin/polyseme")
        == "/usr/share/polyseme")
    #expect(try Self.folder(["./weights/config.json"], program: nil) == ".")
  }

  @Test func withoutOneTheErrorSaysWhatToDo() {
    #expect { try Self.folder([]) } throws: {
      let error = $0 as? ShellError
      return error?.code == "no-model" && error?.status == .noInput
        && error?.message.contains("--model DIR") == true
    }
  }
}

import Foundation
import JSON
import Tensors
import TestSupport
import Testing

/// The program as built, in a pipe.
@Suite struct ProgramTests {
  static let folder = try! TemporaryFolder()
  static let model: String = {
    try! TinyModel.write(to: folder("model"))
    return folder("model")
  }()
  static let bank = "I put my money in the bank.\nWe sat on the bank of the river.\n"

  static func run(
    _ arguments: [String] = [], input: String = "", environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try run(arguments, bytes: Array(input.utf8), environment: environment)
  }

  static func run(
    _ arguments: [String] = [], bytes: [UInt8], environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try ProgramRun(
      builtProgram("polyseme"), arguments, input: bytes,
      environment: ["POLYSEME_MODEL": model].merging(environment) { $1 })
  }

  /// Runs a line of the shell, in which `polyseme` is the program.
  static func shell(_ script: String) throws -> ProgramRun {
    try ProgramRun(
      "/bin/sh", ["-c", "polyseme() { \"\(builtProgram("polyseme"))\" \"$@\"; }; \(script)"],
      environment: ["POLYSEME_MODEL": model, "PATH": "/usr/bin:/bin"])
  }

  @Test func aCommandsOwnLayerReachesIt() throws {
    for arguments in [["attention", "The [bank] closed."], ["arithmetic", "The [bank] closed."]] {
      for layer in 1...2 {
        let run = try Self.run(arguments + ["--layer", "\(layer)", "--output", "jsonl"])
        #expect(run.ending == .exit(0))
        #expect(run.outputText.contains("\"layer\":\(layer),"))
      }
    }
  }

  @Test func anAnswerThatIsNotTheExpectedOneIsAStatus() throws {
    let uses = ["same", "bank", "The bank closed.", "We sat on the bank."]
    // The tiny model has no calibration, so it is never sure.
    #expect(try Self.run(uses).ending == .exit(0))
    #expect(try Self.run(uses + ["--expect", "same"]).ending == .exit(1))
    #expect(try Self.run(uses + ["--expect", "different"]).ending == .exit(1))
    #expect(try Self.run(uses + ["--expect", "perhaps"]).ending == .exit(64))
  }

  @Test func aByteOrderMarkIsNoPartOfAScript() throws {
    let script = "\u{FEFF}/set layer 1\nThe bank closed.\n"
    let file = Self.folder("marked")
    try Data(script.utf8).write(to: URL(filePath: file))
    for run in [try Self.run(input: script), try Self.run(["-f", file])] {
      #expect(run.outputText.hasSuffix("[1] The bank closed .\n"))
      #expect(!run.outputText.contains("/ set") && run.ending == .exit(0))
    }
    let vectors = try Self.run(["embed", "--format", "tsv"], input: "\u{FEFF}bank\n")
    #expect(vectors.outputText.hasPrefix("1\tbank\t"))
  }

  @Test func aScriptThatIsNoTextIsNamed() throws {
    let bytes = Array("The bank closed.\nA river.\n".data(using: .utf16LittleEndian)!)
    for arguments in [[], ["embed"]] {
      let run = try Self.run(arguments, bytes: bytes)
      #expect(run.outputText.isEmpty && run.ending == .exit(65))
      #expect(
        run.errorText
          == "polyseme: -: is UTF-16LE, not UTF-8: iconv -f UTF-16LE -t UTF-8 FILE > NEW\n")
    }
  }

  @Test func aPipeIsAScript() throws {
    let run = try Self.run(input: Self.bank + "/sim 1:bank 9:bank\n/list")
    #expect(
      run.outputText == """
        [1] I put my money in the bank .
        [2] We sat on the bank of the river .
        [1] I put my money in the bank.
        [2] We sat on the bank of the river.

        """)
    #expect(
      run.errorText == "polyseme: line 3: there is no sentence 9; there are sentences 1 to 2\n")
    #expect(run.ending == .exit(1))
    #expect(try Self.run().ending == .exit(0))
  }

  @Test func promptAndCommandLineAreOneThing() throws {
    let uses = ["I put my money in the [bank].", "We sat on the river [bank]."]
    for output in ["text", "jsonl", "tsv"] {
      let single = try Self.run(["sim"] + uses + ["--output", output])
      let before = try Self.run(["--output", output, "sim"] + uses)
      let script = try Self.run(["--output", output], input: "/sim \"\(uses[0])\" \"\(uses[1])\"")
      #expect(single.outputText == script.outputText && before.outputText == script.outputText)
      #expect(single.ending == .exit(0) && single.errors.isEmpty)
    }
    let read = Self.folder("uses.txt")
    try Data(Self.bank.utf8).write(to: URL(filePath: read))
    let compare = try Self.run(["compare", "bank", "--read", read, "--output", "tsv"])
    #expect(compare.outputText.hasPrefix("1\t1:bank\t2:bank\t"))
    #expect(try Self.run(["sim", "1:bank", "2:bank", "--read", read]).ending == .exit(0))
  }

  @Test func linesMayComeFromTheCommandLineOrAFile() throws {
    let lines = try Self.run(["-c", "We sat.", "-c", "/list"], input: "not read")
    #expect(lines.outputText == "[1] We sat .\n[1] We sat.\n")
    let file = Self.folder("script")
    try Data("We sat.\n/nonsense\n/list\n".utf8).write(to: URL(filePath: file))
    let script = try Self.run(["-f", file])
    #expect(script.outputText == lines.outputText && script.ending == .exit(1))
    #expect(script.errorText.hasPrefix("polyseme: \(file): line 2: there is no command /nonsense"))
    let stopped = try Self.run(["-f", file, "--bail"])
    #expect(stopped.outputText == "[1] We sat .\n" && stopped.ending == .exit(3))
  }

  @Test(
    arguments: [
      (["frobnicate"], 64), (["sim", "one"], 64), (["sim", "1:", "a"], 64), (["--keep", "0"], 64),
      (["-f", "/"], 66), (["--read", "/", "info"], 66), (["replay", "/"], 66),
      (["sim", "7:bank", "bank"], 65), (["--layer", "9"], 65), (["-f", "/no/such/file"], 66),
      (["--model", "/no/such/model"], 66), (["--read", "/no/such/file", "info"], 66),
      (["vector", "bank", "--npy", "/no/such/folder/x"], 74), (["--version"], 0), (["--help"], 0),
      (["sim", "--help"], 0), (["--generate-completion-script", "bash"], 0),
    ] as [([String], Int32)]) func everyEndHasItsStatus(arguments: [String], status: Int32) throws
  {
    let run = try Self.run(arguments)
    #expect(run.ending == .exit(status), "\(run.errorText)")
    if status >= 65 {
      #expect(run.output.isEmpty && run.errorText.hasPrefix("polyseme: "))
      #expect(run.errorText.split(separator: "\n").count == 1)
    }
  }

  /// A folder to which transformers added [TGT] and [/TGT]: each is one word, and a use.
  @Test func addedTokensAreUses() throws {
    let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/folders").path()
    let folder = Self.folder("added")
    try FileManager.default.copyItem(
      atPath: "\(fixture)/transformers-5/added", toPath: folder)
    for name in ["config.json", "model.safetensors"] {
      try FileManager.default.copyItem(atPath: "\(fixture)/\(name)", toPath: "\(folder)/\(name)")
    }
    let run = try Self.run(
      ["--model", folder, "--output", "jsonl", "--precision", "float32"],
      input: """
        He sat on the [TGT] bank [/TGT] of the river.
        /sim 1:[TGT] 1:[/TGT]
        /info

        """)
    #expect(run.ending == .exit(0), "\(run.errorText)")
    let lines = run.outputText.split(separator: "\n").map(String.init)
    #expect(lines[0].contains(#""text":"[TGT]""#) && lines[0].contains(#""ids":[43]"#))
    let golden = try JSONValue(
      parsing: Array(Data(contentsOf: URL(filePath: "\(fixture)/golden.json"))))
    let states = try #require(golden["folders"]?["transformers-5/added"]?["states"]?.array)
      .map { $0.array!.map { $0.double! } }
    func cosine(_ a: [Double], _ b: [Double]) -> Double {
      func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
      return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
    }
    let answer = try JSONValue(parsing: Array(lines[1].utf8))
    let similarity = try #require(answer["similarity"]?.double)
    #expect(abs(similarity - cosine(states[5], states[7])) < 1e-4)
    let info = try JSONValue(parsing: Array(lines[2].utf8))["info"]
    #expect(info?["opened"] == .string(folder) && info?["shards"] == 1)
    #expect(
      info?["tokenizer"] == "word pieces, small letters, no accents, 15 added tokens")
  }

  @Test(
    arguments: [
      (
        ["sim", "1:bank", "--ful"],
        "there is no option --ful; did you mean --full? (polyseme sim --help says how)"
      ),
      (
        ["--kep", "3"], "there is no option --kep; did you mean --keep? (polyseme --help says how)"
      ),
      (
        ["info", "--outptu", "tsv"],
        "there is no option --outptu; did you mean --output? (polyseme info --help says how)"
      ),
      (
        ["embed", "--bach", "3"],
        "there is no option --bach; did you mean --batch? (polyseme embed --help says how)"
      ),
      (["neighbours", "bank", "--count", "-5"], "--count takes a number from 1, not -5"),
      (["neighbors", "bank", "--count", "x"], "The value 'x' is invalid for '--count <number>'"),
      (["--keep", "-5", "info"], "--keep takes a number from 1, not -5"),
      (["info", "--keep", "0"], "--keep takes a number from 1, not 0"),
      (["embed", "--threads", "-1"], "--threads takes a number from 1 to 256, not -1"),
      (
        ["sim", "“The", "[bank]", "closed.”", "“A", "river", "[bank].”"],
        "““The” has a quotation mark (“) that is none to the shell; put the whole text between two \""
      ),
      (
        ["same", "bank", "„Die"], "“„Die” has a quotation mark („) that is none to the shell"
      ),
    ] as [([String], String)]) func wrongOptionsAreNamed(arguments: [String], said: String) throws
  {
    let run = try Self.run(arguments)
    #expect(run.ending == .exit(64) && run.output.isEmpty)
    #expect(run.errorText.contains(said), "\(run.errorText)")
  }

  @Test(arguments: ["“The [bank] closed.", "The [bank] “closed”.", "“bank”"])
  func marksInATextAreThere(text: String) throws {
    let run = try Self.run(["sim", text, "A [bank]."])
    #expect(run.ending == .exit(0), "\(run.errorText)")
  }

  @Test func theVersionNamesTheModelAndUnicodeAndNeedsNoModel() throws {
    func lines(_ arguments: [String], environment: [String: String] = [:]) throws -> [String] {
      let run = try Self.run(arguments, environment: environment)
      #expect(run.ending == .exit(0) && run.errors.isEmpty)
      return run.outputText.split(separator: "\n").map(String.init)
    }
    let told = try lines(["--version"])
    #expect(told.count == 3 && told[0].wholeMatch(of: /polyseme \d+\.\d+\.\d+/) != nil)
    #expect(told[1] == "model tiny, in \(Self.model)")
    #expect(told[2].wholeMatch(of: /Unicode \d+\.\d+\.\d+ .+/) != nil)
    #expect(try lines(["sim", "--version"]) == told)

    // Weights that nobody could read: they are not opened.
    let other = Self.folder("version")
    try TinyModel.write(to: other)
    try Data().write(to: URL(filePath: other + "/weights/model.safetensors"))
    #expect(try lines(["--model", other, "--version"])[1] == "model tiny, in \(other)")

    let none = try lines(["--version"], environment: ["POLYSEME_MODEL": "/no/such/model"])
    #expect(none[0] == told[0] && none[2] == told[2])
    #expect(none[1].hasPrefix("model none: /no/such/model"))
  }

  @Test func damagedModelsAreNamed() throws {
    func broken(_ name: String, _ damage: (String) throws -> Void) throws -> ProgramRun {
      let folder = Self.folder(name)
      try TinyModel.write(to: folder)
      try damage(folder)
      return try Self.run(["--model", folder, "info"])
    }
    func truncate(_ path: String, to length: Int) throws {
      let data = try Data(contentsOf: URL(filePath: path))
      try data.prefix(length).write(to: URL(filePath: path))
    }
    let runs = [
      try broken("cut") { try truncate($0 + "/weights/model.safetensors", to: 5000) },
      try broken("empty") { try truncate($0 + "/weights/model.safetensors", to: 0) },
      try broken("words") { try truncate($0 + "/vocab/words.txt", to: 200) },
      try broken("foreign") {
        try Data("{\"model_type\":\"gpt2\"}".utf8).write(
          to: URL(filePath: $0 + "/weights/config.json"))
      },
    ]
    for run in runs {
      #expect(run.ending == .exit(65) && run.output.isEmpty)
      #expect(run.errorText.split(separator: "\n").count == 1)
      #expect(run.errorText.contains("/"), "\(run.errorText)")
    }
    let missing = try broken("missing") {
      try FileManager.default.removeItem(atPath: $0 + "/weights/model.safetensors")
    }
    #expect(missing.ending == .exit(66))
  }

  @Test func jsonLinesKeepTheirPlaces() throws {
    let odd: [[UInt8]] = [
      Array("We sat.".utf8), [], [0], [0xFF, 0x61], Array("/nonsense".utf8),
      Array(repeating: 0x61, count: 10 << 20), Array("/sim 1:sat \"x".utf8), Array("river\r".utf8),
    ]
    let run = try Self.run(
      ["--output", "jsonl"], bytes: Array(odd.joined(separator: [0x0A])) + [0x0A])
    let objects = try run.output.split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
    #expect(objects.map { $0["line"] as? Int } == Array(1...odd.count))
    #expect(objects.indices.filter { objects[$0]["error"] != nil } == [2, 4, 5, 6])
    #expect(objects[7]["tokens"].map { "\($0)".contains("\\r") } == false)
    #expect(run.ending == .exit(1))
  }

  @Test func aClosedPipeEndsItQuietly() throws {
    let run = try Self.shell(
      "yes 'We sat on the bank.' | polyseme | head -n 3; polyseme info | true")
    #expect(run.outputText.split(separator: "\n").count == 3)
    #expect(run.errors.isEmpty, "\(run.errorText)")
  }

  @Test(
    arguments: [
      "info", "--help", "--version", "help", "help sim", "sim --help", "help output",
      "help output --help", "--generate-completion-script bash",
    ]) func aFullDiskIsSaid(words: String) throws
  {
    for (place, reason) in [("> /dev/full", "No space left on device"), (">&-", "it is closed")] {
      let run = try Self.shell("polyseme \(words) \(place)")
      #expect(run.ending == .exit(74))
      #expect(run.errorText == "polyseme: the output cannot be written: \(reason)\n")
    }
  }

  @Test func standardInputThatIsClosedIsToldWhereItIsWanted() throws {
    for words in ["", "-f -", "embed", "kwic bank -"] {
      let run = try Self.shell("polyseme \(words) <&-")
      #expect(run.errorText == "polyseme: standard input cannot be read: it is closed\n")
      #expect(run.ending == .exit(66) && run.output.isEmpty, "\(words)")
    }
    let file = Self.folder("closed")
    try Data("We sat.\n".utf8).write(to: URL(filePath: file))
    for words in ["-f '\(file)'", "-c 'We sat.'"] {
      let run = try Self.shell("polyseme \(words) <&-")
      #expect(run.outputText == "[1] We sat .\n" && run.ending == .exit(0) && run.errors.isEmpty)
    }
    #expect(try Self.shell("polyseme sim 'a [bank]' 'the [bank]' <&- 2>&-").ending == .exit(0))
  }

  /// The first file that is opened would get its number.
  @Test func noFileTakesThePlaceOfAClosedStream() throws {
    let (saved, index) = (Self.folder("closed.jsonl"), Self.folder("closed.tsv"))
    for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
      try? FileManager.default.removeItem(atPath: saved)
      _ = try Self.shell(
        "polyseme -c 'We sat.' -c '/save \(saved)' -c '/nosuch' -c '/list' \(closed)")
      if let text = try? String(contentsOfFile: saved, encoding: .utf8) {
        #expect(text.hasPrefix("{\"polyseme\"") && text.hasSuffix("{\"end\":3}\n"), "\(text)")
      } else {
        #expect(closed.contains(">&- "), "\(closed)")
      }
    }
    let run = try Self.shell(
      "printf 'We sat.\\n' | polyseme embed --format projector --index '\(index)' >&-")
    #expect(run.ending == .exit(74) && !FileManager.default.fileExists(atPath: index))
  }

  @Test func fewFilesMayBeOpen() throws {
    let (corpus, index) = (Self.folder("few.txt"), Self.folder("few.index"))
    try Data(Self.bank.utf8).write(to: URL(filePath: corpus))
    #expect(try Self.shell("polyseme index '\(index)' '\(corpus)'").ending == .exit(0))
    var endings: Set<ProgramEnding> = []
    for count in [4, 6, 8, 9, 12, 16, 64, 256] {
      for words in ["kwic bank --index '\(index)'", "index '\(index)-\(count)' '\(corpus)'"] {
        let run = try Self.shell("ulimit -n \(count); polyseme \(words)")
        endings.insert(run.ending)
        guard run.ending != .exit(0) else { continue }
        // The loader of libraries needs some too.
        #expect(
          [.exit(66), .exit(74), .exit(127)].contains(run.ending), "\(count) \(run.errorText)")
        #expect(
          run.errorText.split(separator: "\n").count == 1 && !run.errorText.contains("damaged"))
      }
    }
    #expect(endings.contains(.exit(0)) && endings.contains(.exit(66)), "\(endings)")
  }

  #if os(Linux)
    /// No stack of this size has room.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["POLYSEME_SANITIZED"] == nil))
    func withoutThreadsItIsToldOrDoneByOne() throws {
      let few = "ulimit -s 900000000 && ulimit -v 8000000 &&"
      let sim = "polyseme sim 'a [bank]' 'the [bank]'"
      let alone = try Self.shell("\(few) \(sim)")
      #expect(alone.outputText == (try Self.shell(sim)).outputText && alone.ending == .exit(0))
      let tag = try Self.shell("echo 'We sat.' | (\(few) polyseme tag)")
      #expect(tag.ending == .exit(74), "\(tag.errorText)")
      #expect(tag.errorText.hasPrefix("polyseme: no thread could be started: "))
      #expect(tag.errorText.split(separator: "\n").count == 1)
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["POLYSEME_SANITIZED"] == nil))
    func whereMemoryIsUsedUpOneLineSaysSo() throws {
      // In kilobytes: what the libraries need depends on the system.
      let enough = try stride(from: 60_000, through: 2_000_000, by: 20_000).first { limit in
        try Self.shell("ulimit -v \(limit); echo 'We sat.' | polyseme").ending == .exit(0)
      }
      let limit = try #require(enough) + 10_000
      let run = try Self.shell(
        "ulimit -v \(limit); yes 'I put money in the bank.' | head -n 1000000 | polyseme --keep 1000000 > /dev/null"
      )
      #expect(run.ending == .exit(71))
      #expect(run.errorText.hasPrefix("polyseme: no memory is left ("), "\(run.errorText)")
      #expect(run.errorText.split(separator: "\n").count == 1, "\(run.errorText)")
    }
  #endif

  @Test func aFileThatMayNotGrowLeavesTheOldOneWhole() throws {
    let saved = Self.folder("saved")
    try Data("older\n".utf8).write(to: URL(filePath: saved))
    // A block is 512 or 1024 bytes.
    let long = String(repeating: "We sat on the bank. ", count: 200)
    let run = try Self.shell(
      "ulimit -f 1; printf '%s\\n' '\(long)' '/save --sentences \(saved)' '/forget 1' '/save --sentences \(saved)x' | polyseme"
    )
    #expect(run.ending == .exit(1))
    #expect(run.errorText.hasPrefix("polyseme: line 2: \(saved): cannot be written: "))
    #expect(run.outputText.hasSuffix("1 sentence forgotten\n0 sentences written to \(saved)x\n"))
    #expect(try String(contentsOf: URL(filePath: saved), encoding: .utf8) == "older\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(names.filter { $0.hasPrefix("saved") }.sorted() == ["saved", "savedx"])
  }

  /// The portable kernels know no bfloat16, so the last bits, and more, are others.
  @Test func aSessionIsTheSameOnAnotherProcessor() throws {
    let saved = Self.folder("session.jsonl")
    let run = try Self.shell(
      "printf '%s\\n' 'I put money in the bank.' 'We sat on the bank.' '/why 1:bank 2:bank' '/save \(saved)' | polyseme > /dev/null; "
        + "polyseme replay \(saved); POLYSEME_KERNELS=portable polyseme replay \(saved)")
    #expect(run.ending == .exit(0), "\(run.outputText) \(run.errorText)")
    #expect(
      run.outputText.hasPrefix("3 lines run again: 3 the same to the bit, 0 different\n3 lines"))
  }

  @Test func anInterruptEndsAScript() throws {
    let run = try ProgramRun(
      "/bin/sh",
      ["-c", "sleep 4 | timeout --preserve-status -s INT 2 \"$0\"", builtProgram("polyseme")],
      environment: ["POLYSEME_MODEL": Self.model, "PATH": "/usr/bin:/bin"])
    #expect(run.ending == .exit(130) && run.errors.isEmpty, "\(run.errorText)")
  }

  @Test(arguments: ["induce bank -", "kwic bank -", "-c '/induce bank -' -c /info"])
  func anInterruptKeepsWhatIsThere(command: String) throws {
    // More than a pipe holds, so that the program reads already when it is interrupted.
    let run = try ProgramRun(
      "/bin/sh",
      [
        "-c",
        """
        { printf 'The bank closed.\\nA river bank.\\n'; yes 'Nothing else.' | head -c 300000
          kill -INT "$(cat "$1")"; sleep 3; } |
          sh -c 'echo $$ > "$1"; exec "$0" \(command.replacing("'", with: "'\\''"))' "$0" "$1"
        """,
        builtProgram("polyseme"), Self.folder("pid-\(command.count)"),
      ],
      environment: ["POLYSEME_MODEL": Self.model, "PATH": "/usr/bin:/bin"])
    #expect(run.ending == .exit(130))
    #expect(run.errorText.contains("interrupted after "), "\(run.errorText)")
    #expect(run.errorText.contains(" lines; what was there is "))
    #expect(run.outputText.contains("The [bank] closed."))
    // A script ends there.
    #expect(!run.outputText.contains("vocabulary"))
  }

  @Test func whoeverAsksGetsTheAnswerAtOnce() throws {
    let run = try Self.shell(
      """
      mkfifo "\(Self.folder.path)/in" "\(Self.folder.path)/out"
      polyseme < "\(Self.folder.path)/in" > "\(Self.folder.path)/out" &
      exec 3> "\(Self.folder.path)/in" 4< "\(Self.folder.path)/out"
      echo 'We sat.' >&3; read -r answer <&4; echo "got $answer"; echo '/quit' >&3; wait
      """)
    #expect(run.outputText == "got [1] We sat .\n")
  }

  @Test func bulkVectorsComeLineByLine() throws {
    let run = try Self.run(["embed", "--batch", "1"], input: "We sat.\n\n/sim\n")
    let lines = run.outputText.split(separator: "\n")
    #expect(lines.count == 3 && run.ending == .exit(0))
    #expect(lines[0].hasPrefix("{\"line\":1,\"tokens\":[{\"text\":\"We\",\"ids\":["))
    #expect(lines[1] == "{\"line\":2,\"tokens\":[]}")
    for options in [["--batch", "2"], ["--threads", "1"], ["--threads", "3"], []] {
      #expect(
        try Self.run(["embed"] + options, input: "We sat.\n\n/sim\n").output == run.output)
    }
  }

  @Test func bulkVectorsAreNumPysToo() throws {
    let file = Self.folder("vectors.npy")
    let command = "printf 'We sat.\\n\\nMoney.\\n' | polyseme embed --format npy --pool mean"
    let run = try Self.shell("\(command) > '\(file)'; echo $?")
    #expect(run.outputText == "0\n" && run.errors.isEmpty)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    let header = NumPyFile.header(rows: 3, columns: (bytes.count - 128) / 12)
    #expect(header.count == 128 && Array(bytes.prefix(128)) == header)
    // A pipe has no beginning to go back to, and no file one that could be written over.
    for options in ["", "--rows 3"] {
      let piped = try Self.shell("{ \(command) \(options); echo $? >&2; } | cat")
      #expect(piped.output == bytes && piped.errorText == "0\n")
      let added = Self.folder("added\(options.count).npy")
      _ = try Self.shell("printf x > '\(added)'; \(command) \(options) >> '\(added)'")
      #expect(try Array(Data(contentsOf: URL(filePath: added))) == [0x78] + bytes)
    }
  }

  @Test func rowsAreCountedForOtherReaders() throws {
    let file = Self.folder("words.txt")
    let command = "printf 'We sat.\\n\\nMoney money.\\n' | polyseme embed --format word2vec --words"
    _ = try Self.shell("\(command) > '\(file)'")
    let written = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    let piped = try Self.shell("\(command) | cat")
    #expect(piped.outputText == written && piped.errors.isEmpty)
    let lines = written.split(separator: "\n")
    let columns = lines[1].split(separator: " ").count - 1
    #expect(lines[0].split(separator: " ") == ["4", "\(columns)"] && lines.count == 5)
    let index = Self.folder("index.tsv")
    let run = try Self.shell(
      "printf 'We sat.\\n' | polyseme embed --format npy --index '\(index)' | wc -c")
    #expect(run.errors.isEmpty && run.outputText.contains("\(128 + 3 * 4 * columns)"))
    let told = try String(contentsOf: URL(filePath: index), encoding: .utf8)
    #expect(told.hasPrefix("line\tword\t") && told.hasSuffix("\n1\t.\t6\t7\t6\t7\n"))
    #expect(
      try Self.shell("echo a | polyseme embed --format npy --index /no/such/file | cat").errorText
        .hasPrefix("polyseme: /no/such/file: cannot be written"))
  }

  @Test func moreOrFewerLinesThanWereSaidAreAnError() throws {
    let command = "printf 'We sat.\\n\\nMoney.\\n' | polyseme embed --format npy --pool mean"
    let whole = try Self.shell("\(command) | cat").output
    let row = (whole.count - 128) / 3
    let columns = row / 4
    let more = try Self.shell("{ \(command) --rows 2; echo $? >&2; } | cat")
    #expect(more.output == NumPyFile.header(rows: 2, columns: columns) + whole[128..<128 + 2 * row])
    #expect(
      more.errorText
        == "polyseme: more rows than --rows 2: what is written holds the first 2\n65\n")
    let fewer = try Self.shell("{ \(command) --rows 4; echo $? >&2; } | cat")
    #expect(fewer.output == NumPyFile.header(rows: 4, columns: columns) + whole[128...])
    #expect(
      fewer.errorText.hasPrefix(
        "polyseme: 3 rows, not the 4 of --rows: what is written is no whole file")
        && fewer.errorText.hasSuffix("\n65\n"))
    #expect(try Self.run(["embed", "--rows", "3"]).ending == .exit(64))
    let empty = try Self.shell("polyseme embed --format npy --pool mean < /dev/null | cat")
    #expect(empty.output == NumPyFile.header(rows: 0, columns: columns))
    #expect(try Self.run(["embed", "--format", "npy"]).ending == .exit(64))
  }

  @Test func theExportIsAModelToo() throws {
    let uses = ["sim", "I put my money in the [bank].", "We sat on the river [bank]."]
    let exported = Self.folder("exported")
    #expect(try Self.run(["export", exported]).ending == .exit(0))
    #expect(try Self.run(["--model", exported] + uses).output == Self.run(uses).output)
  }

}

import ContextualEmbeddings
import Foundation
import TestSupport
import Testing
import UseIndex

/// The program as built, killed while it writes an index.
@Suite struct KilledProgramTests {
  /// Killed as soon as a file of uses is there, and gone on with, it makes the index that one run makes.
  @Test func whatWasKeptIsKept() throws {
    let whole = try IndexFixture()
    try whole.write(IndexFixture.text(sentences: 2500, seed: 8), to: "a.txt")
    try whole.write(IndexFixture.text(sentences: 500, seed: 9), to: "b.txt")
    try whole.read(whole.corpus("a.txt", "b.txt"), together: 1 << 17)
    let expected = try whole.contents()
    try FileManager.default.removeItem(atPath: whole.place)
    var counts: [Int] = []
    for segment in [0, 2, 3, 8, 9, 13, 99] {
      let run = try ProgramRun(
        "/bin/sh",
        [
          "-c",
          """
          "$1" index "$2" "$3/a.txt" "$3/b.txt" --together 500 & program=$!
          while [ ! -e "$2/segments/$4.uses" ] && kill -0 $program 2>/dev/null; do :; done
          kill -9 $program; wait $program; true
          """, "sh", builtProgram("polyseme"), whole.place, whole.folder.path, "\(segment)",
        ],
        environment: [
          "POLYSEME_MODEL": IndexFixture.modelPath, "PATH": "/usr/bin:/bin",
        ])
      #expect(run.ending == .exit(0), "\(run.errorText)")
      let index = try whole.open()
      try index.checkAll()
      counts.append(index.count)
    }
    #expect(counts == counts.sorted() && Set(counts).count > 3, "\(counts)")
    #expect(try whole.contents() == expected)
  }
}

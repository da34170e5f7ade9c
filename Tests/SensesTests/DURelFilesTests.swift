import Testing

@testable import Senses

struct DURelFilesTests {
  @Test func aLineForEachUseAndPair() {
    let use = FoundUse(
      file: "texts/old.txt", line: 3, place: 2..<6, sentence: "A bank\tof it.", bytes: 2..<6)
    let files = DURelFiles(
      word: "river bank",
      [
        DURelFiles.Item(use: use, group: "1", groupName: "first", date: "1850"),
        DURelFiles.Item(use: use, group: "2", groupName: "second", date: nil),
      ], pairs: [(0, 1)])
    #expect(
      files.uses.dropFirst() == [
        "river_bank\t \t1850\t1\told.txt-3-2\tfirst\tA bank of it.\t2:6\t0:13",
        "river_bank\t \t \t2\told.txt-3-2-2\tsecond\tA bank of it.\t2:6\t0:13",
      ])
    #expect(
      files.instances == [
        "identifier1\tidentifier2\tlemma", "old.txt-3-2\told.txt-3-2-2\triver_bank",
      ])
  }
}

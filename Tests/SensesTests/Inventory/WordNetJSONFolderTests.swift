import Senses
import TestSupport
import Testing

@Suite struct WordNetJSONFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let entries = """
    {"bank":{"n":{"form":["bancks"],"sense":[
    {"id":"bank%1:17:01::","synset":"1-n","derivation":["bank%2:40:00::"],"subcat":["via"]},
    {"id":"bank%1:14:00::","synset":"2-n"}]},
    "v-1":{"sense":[{"id":"bank%2:40:00::","synset":"3-v","event":["bank%1:17:01::"]}]}},
    "shore":{"n":{"sense":[{"id":"shore%1:17:00::","synset":"1-n"}]}}}
    """
  static let nouns = """
    {"1-n":{"definition":["the land beside water"],"example":["on the bank",{"source":"A. Made","text":"a bank"}],
    "hypernym":["4-n"],"members":["bank","shore"],"partOfSpeech":"n"},
    "2-n":{"definition":["where money is kept"],"partOfSpeech":"n","mero_part":["9-n"]},
    "4-n":{"definition":["land"]}}
    """

  private func read(_ entries: String = entries, _ nouns: String = nouns) throws -> any Inventory {
    try folder.write(entries, "entries-b.json")
    try folder.write(nouns, "noun.object.json")
    try folder.write("{\"3-v\":{\"definition\":[\"keep money\"]}}", "verb.possession.json")
    try folder.write("{}", "frames.json")
    return try inventory(at: folder.path)
  }

  @Test func entriesAndSynsetsAreJoined() throws {
    let read = try read()
    #expect(
      try read.senses(ofLemma: "bank", nil) == [
        InventorySense(
          id: "bank%1:17:01::", lemma: "bank", partOfSpeech: .noun, number: 1,
          gloss: "the land beside water", examples: ["on the bank", "a bank - A. Made"],
          synonyms: ["shore"]),
        InventorySense(
          id: "bank%1:14:00::", lemma: "bank", partOfSpeech: .noun, number: 2,
          gloss: "where money is kept"),
        InventorySense(
          id: "bank%2:40:00::", lemma: "bank", partOfSpeech: .verb, number: 1, gloss: "keep money"),
      ])
    #expect(try read.links(of: "bank%1:17:01::").map(\.relation) == ["derivation"])
    #expect(try read.links(of: "bank%2:40:00::").map(\.relation) == ["event"])
    #expect(try read.lemmas(ofForm: "bancks", nil).map(\.lemma) == ["bank"])
  }

  @Test func whatIsWrongIsSaidInOneLine() throws {
    func fault(_ entries: String = Self.entries, _ nouns: String = Self.nouns) -> String {
      do {
        _ = try read(entries, nouns)
        return ""
      } catch { return "\(error)" }
    }
    #expect(fault("[]").contains("entries-b.json: damaged: no object of JSON"))
    #expect(
      fault(Self.entries.replacing("\"2-n\"", with: "\"7-n\"")).contains(
        "damaged: sense 'bank%1:14:00::' is of synset '7-n', which no file has"))
    #expect(
      fault(Self.entries.replacing("shore%1:17:00::", with: "bank%1:17:01::")).contains(
        "damaged: sense 'bank%1:17:01::' is told twice"))
    #expect(
      fault(Self.entries.replacing("\"id\":\"bank%1:14:00::\",", with: "")).contains(
        "damaged: a sense of 'bank' has no id or synset"))
    #expect(fault("{}").contains("no sense in it"))
    for end in Self.entries.indices { #expect(!fault(String(Self.entries[..<end])).isEmpty) }
  }
}

import Foundation
import TestSupport
import Testing

@testable import Corpora

@Suite struct CorpusLookTests {
  static func format(_ text: String) -> CorpusLook? { CorpusLook(Array(text.utf8).span) }

  static let conllu = """
    # sent_id = 1
    # text = The bank closed.
    1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
    2-3\tbank's\t_\t_\t_\t_\t_\t_\t_\t_
    2\tbank\tbank\tNOUN\tNN\t_\t3\tnsubj\t_\t_
    3.1\tclosed\tclose\tVERB\tVBD\t_\t0\troot\t_\t_


    """

  @Test(arguments: [
    (conllu, CorpusLook.conllu), (conllu.replacing("\n", with: "\r\n"), .conllu),
    ("<s>\nThe\tDET\tthe\nbank\tNOUN\tbank\nclosed\tVERB\tclose\n</s>\n", .vertical),
    ("<doc id=\"1\">\nThe\nbank\nclosed\n.\n</doc>\n", .vertical),
    ("{\"text\": \"The bank closed.\"}\n{\"text\": \"A river.\"}\n", .jsonLines),
    ("[\n  {\"text\": \"The bank\"}\n]\n", .json), ("{\n \"text\": [\n", .json),
    ("<?xml version=\"1.0\"?>\n<TEI>\n<p>The bank closed.</p>\n</TEI>\n", .markup),
    ("<!DOCTYPE html>\n<p>The bank\n", .markup), ("<p>The bank closed.</p>\n", .markup),
    (
      "id,text,year\n1,\"The bank, closed.\",1990\n2,A river bank,1991\n",
      .table(separator: 0x2C, columns: ["id", "text", "year"])
    ),
    (
      "lemma\tcontext\tindexes_target_token\nbank\tThe bank, closed.\t4:8\n",
      .table(separator: 0x09, columns: ["lemma", "context", "indexes_target_token"])
    ),
    (
      "lemma\tcontext\tindexes_target_sentence_tokenized\nbank\tThe bank closed.\t0:4\n",
      .table(
        separator: 0x09, columns: ["lemma", "context", "indexes_target_sentence_tokenized"])
    ),
    ("id;text\n1;The bank\n2;A river\n", .table(separator: 0x3B, columns: ["id", "text"])),
  ])
  func formatsAreTold(text: String, expected: CorpusLook) {
    #expect(Self.format(text) == expected)
  }

  @Test(arguments: [
    "", "\n", "The bank closed.\nThe river rose.\n", TextLayoutTests.wrapped,
    "Yes, we went.\nNo, we stayed.\nOh, come on.\n", "bank\nriver\nmoney\n",
    "# A heading\n\n1. The bank\n2. The river\n", "[The bank] closed.\n[\"Banks\" closed.]\n",
    "<sigh> The bank closed.\n", "< 3 banks\n", "{The bank}\n",
    "1\tThe bank closed.\n2\tA river.\n",
    "\tThe bank closed.\n\tThe river rose.\n", "Savings, loans; rates.\nBanks, rivers; trees.\n",
    "\"The bank,\" he said.\n\"A river,\" she said.\n", "Hello;world\n", "a,b\n",
  ])
  func proseIsNever(text: String) {
    #expect(Self.format(text) == nil, "\(text)")
  }
}

/// What an element of TEI, of the BNC, or of XML like theirs is to a reader of running text.
enum MarkupElement {
  /// What is said of a document, and no part of it.
  case header
  /// What is left out with all that is in it.
  case left
  /// A word, or a sign.
  case word
  /// Several words that are one in some respect (`mw` of the BNC).
  case words
  case sentence
  /// What stands for itself: a paragraph, a heading, a line of a list.
  case block
  /// A text of its own in the middle of another.
  case note
  /// What parts words as a space does.
  case space
  /// Of what is in it, one stands for all.
  case choice
  /// Text goes on through it.
  case inline
  /// Not known.
  case other

  private static let named: [MarkupElement: [String]] = [
    .header: ["teiHeader", "header"],
    .left: ["fw", "facsimile", "sourceDoc", "standOff", "del", "script", "style", "spanGrp"],
    .word: ["w", "c", "pc", "wf"],
    .words: ["mw"],
    .sentence: ["s", "sentence"],
    .note: ["note"],
    .space: ["lb", "pb", "cb", "br", "l", "milestone"],
    .choice: ["choice", "app"],
    .block: [
      "p", "head", "ab", "u", "sp", "speaker", "stage", "lg", "list", "item", "label", "row",
      "cell",
      "table", "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "text", "body",
      "front",
      "back", "group", "TEI", "TEI.2", "teiCorpus", "bncDoc", "wtext", "stext", "opener", "closer",
      "salute", "signed", "trailer", "byline", "dateline", "epigraph", "argument", "titlePage",
      "docTitle", "titlePart", "docAuthor", "docImprint", "figure", "figDesc", "bibl", "doc",
      "file",
      "article", "castList", "castItem", "postscript", "floatingText",
    ],
    .inline: [
      "hi", "emph", "name", "persName", "placeName", "orgName", "geogName", "rs", "date", "time",
      "num", "measure", "foreign", "title", "term", "gloss", "mentioned", "soCalled", "q", "quote",
      "said", "cit", "ref", "ptr", "seg", "phr", "cl", "m", "add", "unclear", "supplied", "gap",
      "abbr", "expan", "sic", "corr", "orig", "reg", "rdg", "lem", "distinct", "trunc", "pause",
      "vocal", "event", "shift", "align", "anchor", "ex", "am", "g", "i", "b", "em", "strong", "a",
      "span", "sub", "sup", "small",
    ],
  ]

  private static let all: [String: MarkupElement] = Dictionary(
    uniqueKeysWithValues: named.flatMap { kind, names in names.map { ($0, kind) } })

  /// - Parameter name: Without a prefix.
  init(_ name: String) { self = Self.all[name] ?? .other }

  /// Of two readings in a `choice` those that an editor has put in the place of what stands in the source.
  static let edited: Set<String> = ["corr", "reg", "expan"]
}

import Foundation
import TestSupport
import Testing

@testable import Shell

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct FiguresTests {
  static let commands = [
    "/why 1:bank 2:bank", "/attention 1:bank", "/attention 2:bank --layer 1 --head 2", "/map bank",
    "/layers 1:bank 2:bank", "/matrix 1 2", "/compare bank", "/swap 1:money boat",
    "/attention 1:bank --head all", "/heads 1:bank 2:bank", "/contrast 1:bank 2:bank 1:money",
    "/reading 1:bank 1:money 2:bank", "/arithmetic 1:bank", "/arithmetic 1:bank --toy",
  ]

  /// The figure that a command writes.
  private func figure(_ command: String, of sentences: [String]) throws -> SVGElements {
    let folder = try TemporaryFolder()
    let path = folder("figure.svg")
    let (shell, output) = try Shell.reading(sentences + ["\(command) --svg \(path)"])
    #expect(shell.status == .success, "\(output.notes)")
    #expect(output.text.hasSuffix("\nwritten to \(path)\n"))
    return try SVGElements(Data(contentsOf: URL(filePath: path)))
  }

  @Test(arguments: commands) func figuresAreWholeAndNeedNothingElse(command: String) throws {
    let figure = try figure(command, of: TinySession.bank)
    #expect(figure.elements.first?.name == "svg" && figure.elements.first?["role"] == "img")
    let known: Set = [
      "svg", "title", "rect", "text", "tspan", "line", "polyline", "polygon", "circle",
    ]
    #expect(known.isSuperset(of: figure.elements.map(\.name)))
    let attributes = figure.elements.flatMap(\.attributes.keys)
    #expect(!attributes.contains { $0.hasSuffix("href") || $0 == "class" })
    // Drawn smaller in a narrow window, and nothing else by style.
    #expect(figure.elements.compactMap { $0["style"] } == ["max-width:100%"])
    // White, whatever the viewer's own ground is.
    #expect(figure.elements[2].name == "rect" && figure.elements[2]["fill"] == "#ffffff")
    #expect(!figure.texts.isEmpty)
  }

  @Test(arguments: commands) func nothingLiesOutside(command: String) throws {
    let long = String(repeating: "incomprehensibilities ", count: 8) + "in the bank 水水水水水水水水."
    for sentences in [TinySession.bank, [long, "The bank."], ["bank", "bank."]] {
      // The last have no word to replace.
      let command =
        sentences[0] == TinySession.bank[0] ? command : command.replacing("money", with: "bank")
      let figure = try figure(command, of: sentences)
      let (width, height) = (
        figure.elements[0].number("width"), figure.elements[0].number("height")
      )
      for element in figure.elements.dropFirst(3) {
        for (xs, ys) in [(["x", "x1", "x2", "cx"], ["y", "y1", "y2", "cy"])] {
          for x in xs where element[x] != nil { #expect(0...width ~= element.number(x)) }
          for y in ys where element[y] != nil { #expect(0...height ~= element.number(y)) }
        }
        if element.name == "rect" {
          #expect(element.number("x") + element.number("width") <= width)
          #expect(element.number("y") + element.number("height") <= height)
        }
      }
    }
  }

  @Test(arguments: commands) func nothingIsCutShort(command: String) throws {
    let long = ["I put my money in the bank.", "We sat on incomprehensibilities at the bank."]
    for sentences in [TinySession.bank, long] {
      let figure = try figure(command, of: sentences)
      #expect(!figure.texts.contains { $0.contains("…") }, "\(figure.texts)")
      #expect(figure.texts.joined(separator: " ").contains(figure.title), "\(figure.texts)")
    }
  }

  @Test(arguments: commands) func whatWasTypedIsText(command: String) throws {
    let figure = try figure(
      command, of: ["The <b>bank</b> & \u{1}money\u{FFFE}.", "The \"bank\" left]]>."])
    #expect(!figure.elements.contains { $0.name == "b" })
  }

  @Test func aBarForEachWord() throws {
    let figure = try figure("/why 1:bank 2:bank", of: TinySession.bank)
    for word in ["I", "put", "my", "money", "river"] { #expect(figure.texts.contains(word)) }
    #expect(figure.texts.contains("I put my money in the bank."))
    // 7 and 8 words, the ground, and two in the key.
    let bars = figure.elements.filter { $0.name == "rect" }
    #expect(bars.count == 15 + 3)
    #expect(bars.map { $0.number("width") }.dropFirst().contains(90))
  }

  @Test func aSquareForEachPairOfWords() throws {
    let figure = try figure("/matrix 1 2", of: TinySession.bank)
    // The key has 24 steps.
    #expect(figure.elements.count { $0.name == "rect" } == 8 * 9 + 24 + 1)
    #expect(figure.texts.contains("1.00"))
  }

  @Test func darknessRisesWithTheValue() {
    let steps = stride(from: 0.0, through: 1, by: 0.05).map { level -> Double in
      let hex = Int(Ramp.paper(level).dropFirst(), radix: 16)!
      return 0.2126 * Double(hex >> 16) + 0.7152 * Double(hex >> 8 & 255) + 0.0722
        * Double(hex & 255)
    }
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 > $1 + 2 })
    #expect(Ramp.paper(-1) == Ramp.paper(0) && Ramp.paper(2) == Ramp.paper(1))
  }
}

/// The elements of a picture, which is refused where it is not XML.
private struct SVGElements {
  struct Element {
    let name: String
    let attributes: [String: String]

    subscript(name: String) -> String? { attributes[name] }

    func number(_ name: String) -> Double { Double(attributes[name] ?? "") ?? .nan }
  }

  let elements: [Element]
  /// Of each `text`, the parts in it put together.
  let texts: [String]
  /// What the picture shows, for who cannot see it.
  let title: String

  init(_ data: Data) throws {
    let reader = Reader()
    let parser = XMLParser(data: data)
    parser.delegate = reader
    if !parser.parse() { throw parser.parserError! }
    elements = reader.elements
    texts = reader.texts
    title = reader.title
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [Element] = []
    var texts: [String] = []
    var title = ""

    func parser(
      _: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      elements.append(.init(name: name, attributes: attributes))
      if name == "text" { texts.append("") }
    }

    func parser(_: XMLParser, foundCharacters text: String) {
      if elements.last?.name == "title" { title += text.trimmingCharacters(in: .newlines) }
      if elements.last?.name == "text" || elements.last?.name == "tspan" {
        texts[texts.count - 1] += text.trimmingCharacters(in: .newlines)
      }
    }
  }
}

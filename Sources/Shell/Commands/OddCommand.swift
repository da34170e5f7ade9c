import ArgumentParser
import ModelFiles
import Senses

struct OddCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "odd", abstract: "Which use of a word does not belong to the others.",
    discussion: """
      Each use is as alike the others as its similarity to them on average. The least alike stands out \
      where it lies 2.5 standard deviations or more below the rest; of three uses, where it lies 0.05 or \
      more below the similarity of the other two.
      """)
  static let topic = Topic.compare
  static let example = [
    "I put money in the bank.", "The bank lends money.", "We sat on the bank of the river.",
    "/odd bank",
  ]

  @Argument(help: "The word, or a few words in quotes.")
  var word: String
  @Argument(help: "More sentences to find it in, in quotes; they are not kept.")
  var sentences: [String] = []

  func answer(in session: inout Session) throws -> Answer {
    let uses = try session.severalUses(of: word, in: sentences, atLeast: 3)
    try Occurrence.checkComparable(uses.map(\.occurrence))
    let odd = OddUse(Directions(try session.vectors(of: uses)))!
    let order = uses.indices.sorted { (odd.belonging[$0], $0) < (odd.belonging[$1], $1) }
    // The spread of two uses is nothing to measure by.
    let below =
      uses.count > 3
      ? "\(decimals(odd.gap, 1)) standard deviations below the others"
      : "\(twoDecimals(odd.drop)) below the similarity of the other two"
    return Answer(
      [
        .text(
          odd.standsOut
            ? "\(uses[odd.odd].label) does not belong: \(below)"
            : "No use stands out; the least alike, \(uses[odd.odd].label), lies \(below)", .strong),
        .picture { width in
          let lines = order.map { use -> [Picture.Run] in
            let value = twoDecimals(odd.belonging[use])
            let start = use == odd.odd && odd.standsOut ? "→ " : "  "
            return [
              Picture.Run(start),
              Picture.Run(value, level: max(0, min(1, odd.belonging[use]))),
              Picture.Run("  " + uses[use].line(width: width - value.count - 4)),
            ]
          }
          return Picture(
            lines: lines,
            plain: order.map { use in
              "\(twoDecimals(odd.belonging[use])) \(uses[use].label): "
                + uses[use].occurrence.excerpt(width: 200)
            })
        },
      ],
      fields: [
        "word": .string(word), "odd": .int(odd.odd + 1), "stands_out": .bool(odd.standsOut),
        "drop": .double(odd.drop), "gap": uses.count > 3 ? .double(odd.gap) : .null,
        "uses": .array(uses.map(\.json)), "belonging": numbers(odd.belonging),
      ],
      rows: uses.indices.map {
        [
          .string(uses[$0].name), .double(odd.belonging[$0]),
          .bool($0 == odd.odd && odd.standsOut),
        ]
      })
  }
}

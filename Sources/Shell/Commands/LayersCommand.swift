import ArgumentParser
import ModelFiles
import Senses

struct LayersCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "layers",
    abstract: "The similarity of two uses layer by layer, from the bare embedding up.",
    discussion: """
      Two uses part at the layer from which on they are less alike than uses of one word commonly \
      are: more than a standard deviation below their mean.
      """)
  static let topic = Topic.compare
  static let example = [
    "/layers \"I put money in the [bank].\" \"We sat on the river [bank].\""
  ]

  @Argument(help: "One use, as 2:bank.")
  var a: UseReference
  @Argument(help: "The other use.")
  var b: UseReference
  @OptionGroup var figure: FigureOptions

  func answer(in session: inout Session) throws -> Answer {
    let (a, b) = (try session.use(a), try session.use(b))
    let curve = try session.reader.layerCurve(of: a.occurrence, and: b.occurrence)
    let parting =
      curve.parting.map { "they part at layer \($0)" }
      ?? (curve.layers.contains { $0.band != nil } ? "they do not part" : nil)
    let own = session.model.layer
    let note: [Block] =
      own < session.model.layers.upperBound
      ? [.text("Vectors are taken from layer \(own); what comes after it is only shown.")] : []
    var answer = Answer(
      [
        .text("\(a.label) and \(b.label)" + (parting.map { ": \($0)" } ?? "")),
        .chart(.curves(CurvePlot(curve))),
      ] + note,
      fields: [
        "a": a.json, "b": b.json,
        "layers": .array(
          curve.layers.map { layer in
            [
              "layer": .int(layer.number), "similarity": .double(layer.similarity),
              "random": .double(layer.band?.random),
              "random_spread": .double(layer.band?.randomSpread),
              "same_word": .double(layer.band?.sameWord),
              "same_word_spread": .double(layer.band?.sameWordSpread),
              "place": .double(layer.place),
            ]
          }), "parting": curve.parting.map { .int($0) } ?? .null,
      ],
      rows: curve.layers.map { [.int($0.number), .double($0.similarity), .double($0.place)] })
    try figure.write(below: &answer, in: session) {
      CurvePlot(curve).figure(
        title: "“\(a.word)” and “\(b.word)”, layer by layer",
        uses: [a.occurrence.marked, b.occurrence.marked])
    }
    return answer
  }
}

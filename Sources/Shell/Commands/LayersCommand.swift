import ArgumentParser
import JSON
import Senses

struct LayersCommand: DrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "layers",
    abstract: "The similarity of two uses layer by layer, from the bare embedding up.",
    discussion: """
      Two uses part at the layer from which on they are less alike than uses of one word commonly \
      are: more than a standard deviation below their mean.
      """)
  static let isComparable = true
  static let topic = Topic.compare
  static let example = [
    "/layers \"I put money in the [bank].\" \"We sat on the river [bank].\""
  ]

  @Argument(help: "One use, as 2:bank.")
  var a: UseReference
  @Argument(help: "The other use.")
  var b: UseReference
  @OptionGroup var files: ReportFiles

  struct Found {
    let a, b: ResolvedUse
    let curve: LayerCurve
  }

  private static let layer: [Field<LayerCurve.Layer>] = [
    Field("layer", "its number; 0 is the bare embedding", \.number),
    Field("similarity", "the cosine of the two vectors after it", \.similarity),
    Field("random", "the mean of random pairs", \.band?.random),
    Field("random_spread", "their standard deviation", \.band?.randomSpread),
    Field("same_word", "the mean of uses of one word", \.band?.sameWord),
    Field("same_word_spread", "their standard deviation", \.band?.sameWordSpread),
    Field("place", "0 at random pairs, 1 at uses of one word", \.place),
  ]
  static let fields: [Field<Found>] = [
    Field("a", "the one use", \.a), Field("b", "the other use", \.b),
    Field("layers", "each layer", each: layer, \.curve.layers),
    Field("parting", "the layer at which the two part", \.curve.parting),
  ]
  static let rows = RowFields<Found>(layer.only("layer", "similarity", "place"), \.curve.layers)

  func find(in session: inout Session) throws -> Found {
    let (a, b) = (try session.use(a), try session.use(b))
    return Found(
      a: a, b: b, curve: try session.reader.layerCurve(of: a.occurrence, and: b.occurrence))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (a, b, curve) = (found.a, found.b, found.curve)
    let parting =
      curve.parting.map { "they part at layer \($0)" }
      ?? (curve.layers.contains { $0.band != nil } ? "they do not part" : nil)
    let own = session.model.layer
    return [
      .text("\(a.label) and \(b.label)" + (parting.map { ": \($0)" } ?? "")),
      .chart(
        Chart(
          "“\(a.word)” and “\(b.word)”, layer by layer",
          .layers(CurvePlot(curve, uses: [a.occurrence.marked, b.occurrence.marked])))),
    ]
      + (own < session.model.layers.upperBound
        ? [.text("Vectors are taken from layer \(own); what comes after it is only shown.")] : [])
  }

  func head(_ found: Found) -> PageHead {
    PageHead(
      "“\(found.a.word)” and “\(found.b.word)”, layer by layer",
      lead: "The similarity of the two uses after each layer of the model.")
  }
}

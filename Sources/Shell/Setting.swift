import ArgumentParser
import JSON

/// What can be set.
enum Setting: String, CaseIterable, ExpressibleByArgument {
  case output, header, layer, senses, keep, width, colour, plain, seed, timing, pager

  struct Value {
    let setting: Setting
    let value: JSONValue
  }

  var description: FieldDescription {
    let kind: Kind =
      switch self {
      case .layer, .keep, .width, .seed: .count
      case .output, .header, .senses, .colour, .plain, .timing, .pager: .text
      }
    return FieldDescription(
      name: rawValue, meaning: help, kind: kind, firstColumn: nil, isLeftOut: true)
  }

  var help: String {
    switch self {
    case .output: "how answers are written: \(values)"
    case .header: "whether columns of TSV and CSV are named above them: \(values)"
    case .layer: "the layer that vectors are taken from"
    case .senses: "where the senses come from that uses are named by: \(values)"
    case .keep: "the most sentences kept; the oldest make room"
    case .width: "columns of the window"
    case .colour: "whether values are also coloured: \(values)"
    case .plain: "plain sentences for pictures and tables: \(values)"
    case .seed: "decides what chance decides, where a command is not told"
    case .timing: "whether the time that each answer took is said: \(values)"
    case .pager: "whether an answer higher than the window goes through PAGER, or less: \(values)"
    }
  }

  /// What it can be.
  private var values: String {
    switch self {
    case .output: "text, jsonl, tsv, csv, markdown or html"
    case .header, .colour, .plain, .timing, .pager: "on or off"
    case .layer: "the number of a layer"
    case .senses: "wordnet, induced (those that /induce found last), or a file or folder of yours"
    case .keep: "a number from 1"
    case .width: "a number from 20 to 10000"
    case .seed: "a number from 0"
    }
  }

  func value(in session: Session) -> JSONValue {
    switch self {
    case .output: .string(session.settings.output.rawValue)
    case .header: .string(session.settings.header ? "on" : "off")
    case .layer: .int(session.model.layer)
    case .senses: .string(session.settings.senses.text)
    case .keep: .int(session.sentences.limit)
    case .width: .int(session.settings.width)
    case .colour: .string(session.settings.colour ? "on" : "off")
    case .plain: .string(session.settings.plain ? "on" : "off")
    case .seed: .int(session.settings.seed)
    case .timing: .string(session.settings.timing ? "on" : "off")
    case .pager: .string(session.settings.pager ? "on" : "off")
    }
  }

  func change(to value: String, in session: inout Session) throws {
    switch self {
    case .output:
      guard let format = OutputFormat(rawValue: value) else { throw wrong(value) }
      session.settings.output = format
    case .header: session.settings.header = try flag(value)
    case .layer:
      let layers = session.model.layers
      guard let layer = Int(value), layers.contains(layer) else {
        throw ShellError(
          "no-such-layer",
          "there is no layer \(value); layers are \(layers.lowerBound) to \(layers.upperBound)")
      }
      if layer != session.model.layer {
        session.read(by: try session.reader(layer: layer, precision: session.model.precision))
      }
    case .senses: try session.choose(SensesChoice(value))
    case .keep:
      guard let count = Int(value), count > 0 else { throw wrong(value) }
      session.sentences.limit = count
      session.settings.keep = count
    case .width:
      guard let columns = Int(value), 20...10_000 ~= columns else { throw wrong(value) }
      session.settings.width = columns
    case .colour: session.settings.colour = try flag(value)
    case .plain: session.settings.plain = try flag(value)
    case .timing: session.settings.timing = try flag(value)
    case .pager: session.settings.pager = try flag(value)
    case .seed:
      guard let seed = UInt64(value) else { throw wrong(value) }
      session.settings.seed = seed
    }
  }

  private func flag(_ value: String) throws -> Bool {
    switch value {
    case "on": true
    case "off": false
    default: throw wrong(value)
    }
  }

  private func wrong(_ value: String) -> ShellError {
    ShellError("bad-setting", "\(rawValue) is \(values), not “\(value)”", .usage)
  }
}
